from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.exceptions import Invalid, NotFound
from odoo.addons.fynlo_pos_api.tests.common import RestaurantHttpCase

from ..const import STATION_SCOPES


@tagged("post_install", "-at_install")
class TestKitchenScreens(RestaurantHttpCase):
    """Screens of stations: pairing, signing in, what they may do."""

    @classmethod
    def setUpClass(cls) -> None:
        """A station of each company."""
        super().setUpClass()
        stations = cls.env["fynlo.kitchen.station"]
        cls.grill = stations.create({"name": "Grill", "company_id": cls.company.id})
        cls.theirs = stations.create({"name": "Theirs", "company_id": cls.other_company.id})

    def pair(self) -> dict:
        """Pair a screen with the grill by its link."""
        made = self.run_command("device.make_pairing_code", {"station_id": self.grill.id})
        address, _, code = made["url"].partition("#")
        self.assertEqual(address, f"{self.base_url()}/kitchen/{self.grill.id}")
        self.assertEqual(code, made["code"])
        reply = self.call("POST", "/devices/pair", {"code": code, "name": "Tablet"})
        self.assertEqual(reply.status_code, 201, reply.text)
        paired: dict = reply.json()
        return paired

    def sign_in(self, paired: dict) -> dict:
        """Sign the screen in; its tokens."""
        reply = self.call("POST", "/auth/device", {"credential": paired["credential"]})
        self.assertEqual(reply.status_code, 200, reply.text)
        tokens: dict = reply.json()
        return tokens

    def test_paired_by_its_link(self) -> None:
        """The screen is the station's, and has no till."""
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        paired = self.pair()
        device = paired["device"]
        self.assertEqual(device["till"], None)
        self.assertEqual(device["station"], {"id": self.grill.id, "name": "Grill"})
        record = self.env["fynlo.device"].browse(device["id"])
        self.assertEqual((record.station_id, record.config_id.id), (self.grill, False))
        tokens = self.sign_in(paired)
        self.assertEqual(set(tokens["scopes"]), set(STATION_SCOPES))
        me = self.call("GET", "/auth/me", token=tokens["access_token"]).json()
        self.assertEqual((me["till"], me["role"]), (None, None))
        self.assertEqual(me["station"], {"id": self.grill.id, "name": "Grill"})

    def test_what_it_may_do(self) -> None:
        """Its station's tickets, and nothing of the till's."""
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        token = self.sign_in(self.pair())["access_token"]
        found = self.call("GET", "/kitchen/stations", token=token).json()["items"]
        self.assertEqual([item["id"] for item in found], [self.grill.id])
        for path in ("/orders", "/floors", "/customers", "/employees", "/payments/summary"):
            reply = self.call("GET", path, token=token)
            self.assertIn(reply.status_code, {403, 404}, path)
        theirs = self.call("GET", f"/kitchen/orders?station_id={self.theirs.id}", token=token)
        self.assertEqual(theirs.status_code, 404)

    def test_nobody_may_do_more_on_it(self) -> None:
        """A manager on a station's screen has the screen's rights: it has no till."""
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        device_id = self.pair()["device"]["id"]
        scopes = self.env["fynlo.authentication"]._scopes(Role.OWNER, device_id)
        self.assertEqual(scopes, STATION_SCOPES)

    def test_replaced(self) -> None:
        """The code for its successor is of the same station."""
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        device_id = self.pair()["device"]["id"]
        made = self.run_command("device.replace", {"device_id": device_id})
        reply = self.call("POST", "/devices/pair", {"code": made["code"], "name": "New"})
        self.assertEqual(reply.json()["device"]["station"]["id"], self.grill.id)
        self.env.invalidate_all()
        self.assertTrue(self.env["fynlo.device"].browse(device_id).revoked_at)

    def test_refusals(self) -> None:
        """Another company's station, both places, none: no code is made."""
        codes = self.env["fynlo.pairing.code"].search_count([])
        with self.assertRaises(NotFound):
            self.run_command("device.make_pairing_code", {"station_id": self.theirs.id})
        with self.assertRaises(Invalid):
            both = {"station_id": self.grill.id, "till_id": self.till.id}
            self.run_command("device.make_pairing_code", both)
        with self.assertRaises(NotFound):
            self.run_command("device.make_pairing_code", {})
        self.assertEqual(self.env["fynlo.pairing.code"].search_count([]), codes)

    def test_the_back_office_makes_the_link(self) -> None:
        """The button shows the address and its QR code."""
        manager = self.users[Role.MANAGER]
        wizards = self.env["fynlo.kitchen.pairing"].with_user(manager)
        wizard = wizards.create({"station_id": self.grill.id})
        wizard.action_make_code()
        self.assertIn(f"/kitchen/{self.grill.id}#", wizard.url)
        self.assertTrue(wizard.qr_image and wizard.expires_at)

    def test_settings(self) -> None:
        """An owner sets them by a command; a manager may not."""
        owner = self.env["fynlo.kitchen.settings"].with_user(self.users[Role.OWNER])
        owner.create({"auto_fire": "delay", "auto_fire_minutes": 12}).action_save()
        company = self.company
        self.assertEqual(
            (company.fynlo_auto_fire, company.fynlo_auto_fire_minutes, company.fynlo_undo_seconds),
            ("delay", 12, 30),
        )
        [event] = self.events("kitchen.settings_changed")
        self.assertEqual(event.payload["auto_fire_minutes"], 12)

    def test_an_unknown_ticket(self) -> None:
        """Every door answers with a problem."""
        token = self.token(Role.SERVER)
        nowhere = "00000000-0000-4000-8000-000000000000"
        for path in (
            f"/kitchen/orders/{nowhere}/start",
            f"/kitchen/orders/{nowhere}/complete",
            f"/kitchen/orders/{nowhere}/recall",
            f"/kitchen/orders/{nowhere}/rush",
            f"/kitchen/orders/{nowhere}/undo",
            f"/kitchen/lines/{nowhere}/bump",
            f"/orders/{nowhere}/send",
            f"/orders/{nowhere}/courses/1/fire",
            f"/orders/{nowhere}/courses/1/hold",
        ):
            reply = self.call("POST", path, {}, token=token)
            self.assertEqual((reply.status_code, reply.json()["code"]), (404, "not_found"), path)

    def test_a_caller_knows_its_station(self) -> None:
        """Only a device without a till is looked up."""
        service = self.env["fynlo.authentication"]
        caller = self.caller(None)
        self.assertEqual(service._known(caller), caller)
        at_none = replace(caller, till_id=None)
        self.assertEqual(service._known(at_none).station_id, None)
