import base64

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError

from ..const import ErrorCode, Role
from ..exceptions import Forbidden, Invalid, NotFound, Unauthenticated
from .common import RestaurantCase


class TestDevices(RestaurantCase):
    """Pairing, listing, and revoking devices."""

    def make_code(self) -> str:
        return self.run_command("device.make_pairing_code", {"till_id": self.till.id})["code"]

    def codes(self) -> int:
        return self.env["fynlo.pairing.code"].search_count([])

    def pair(self, code: str, name: str = "iPad 7") -> dict:
        return self.run_command("device.pair", {"code": code, "name": name}, key=None)

    def test_a_code_pairs_a_device_with_its_till(self) -> None:
        reply = self.pair(self.make_code().lower())

        device = self.env["fynlo.device"].browse(reply["device"]["id"])
        self.assertEqual(device.name, "iPad 7")
        self.assertEqual(device.config_id, self.till)
        self.assertEqual(device.company_id, self.company)
        self.assertEqual(device.user_id.login, f"fynlo-till-{self.company.id}")
        self.assertTrue(reply["credential"].startswith("fyd_"))
        self.assertNotIn(reply["credential"], str(device.sudo().read()))
        [event] = self.events("device.paired")
        self.assertEqual(event.aggregate_id, device.id)
        self.assertEqual(event.config_id, self.till)

    def test_a_code_pairs_one_device_only(self) -> None:
        code = self.make_code()
        self.pair(code)
        before = self.env["fynlo.device"].search_count([])

        with self.assertRaises(Invalid) as refused:
            self.pair(code)

        self.assertEqual(refused.exception.code, ErrorCode.PAIRING_CODE_INVALID)
        self.assertEqual(self.env["fynlo.device"].search_count([]), before)

    def test_a_code_ends_after_ten_minutes(self) -> None:
        code = self.make_code()
        self.env.cr.execute("UPDATE fynlo_pairing_code SET expires_at = now() AT TIME ZONE 'UTC'")
        with self.assertRaises(Invalid):
            self.pair(code)

    def test_a_code_holds_for_ten_minutes(self) -> None:
        with freeze_time("2030-05-01 12:00:00"):
            reply = self.run_command("device.make_pairing_code", {"till_id": self.till.id})
        self.assertEqual(reply["expires_at"], "2030-05-01T12:10:00Z")
        self.assertIn(f"code={reply['code']}", reply["url"])
        self.assertIn("<svg", reply["qr_svg"])

    def test_a_server_makes_no_code(self) -> None:
        before = self.codes()
        with self.assertRaises(Forbidden):
            self.run_command(
                "device.make_pairing_code", {"till_id": self.till.id}, role=Role.SERVER
            )
        self.assertEqual(self.codes(), before)

    def test_the_till_of_another_company_is_not_found(self) -> None:
        before = self.codes()
        with self.assertRaises(NotFound):
            self.run_command("device.make_pairing_code", {"till_id": self.other_till.id})
        self.assertEqual(self.codes(), before)

    def test_the_list_shows_the_company_s_devices_only(self) -> None:
        items = self.run_query("device.list")["items"]
        found = {item["id"]: item for item in items}
        self.assertNotIn(self.other_device.id, found)
        item = found[self.device.id]
        self.assertEqual(item["till"], {"id": self.till.id, "name": "Bar"})
        self.assertIsNone(item["revoked_at"])

    def test_a_revoked_device_cannot_sign_in(self) -> None:
        sign_in = {"credential": self.credential}
        self.run_command("auth.device", sign_in, key=None)

        self.run_command("device.revoke", {"device_id": self.device.id})

        self.assertTrue(self.device.revoked_at)
        self.assertTrue(all(self.device.login_ids.mapped("revoked_at")))
        with self.assertRaises(Unauthenticated) as refused:
            self.run_command("auth.device", sign_in, key=None)
        self.assertEqual(refused.exception.code, ErrorCode.DEVICE_REVOKED)
        self.assertEqual(len(self.events("device.revoked")), 1)

    def test_a_new_device_takes_the_place_of_a_broken_one(self) -> None:
        self.run_command("auth.device", {"credential": self.credential}, key=None)
        code = self.run_command("device.replace", {"device_id": self.device.id})["code"]
        self.assertFalse(self.device.revoked_at)

        reply = self.pair(code, "iPad 8")
        self.assertEqual(reply["device"]["till"], {"id": self.till.id, "name": "Bar"})
        self.assertTrue(self.device.revoked_at)
        self.assertTrue(all(self.device.login_ids.mapped("revoked_at")))
        [paired], [revoked] = self.events("device.paired"), self.events("device.revoked")
        self.assertEqual(paired.payload["replaces_id"], self.device.id)
        self.assertEqual(revoked.aggregate_id, self.device.id)
        self.assertEqual(revoked.device_id.id, reply["device"]["id"])
        with self.assertRaises(Unauthenticated) as refused:
            self.run_command("auth.device", {"credential": self.credential}, key=None)
        self.assertEqual(refused.exception.code, ErrorCode.DEVICE_REVOKED)
        signed_in = {"credential": reply["credential"]}
        self.assertTrue(self.run_command("auth.device", signed_in, key=None)["access_token"])

    def test_another_company_s_device_is_not_replaced(self) -> None:
        before = self.codes()
        with self.assertRaises(NotFound):
            self.run_command("device.replace", {"device_id": self.other_device.id})
        with self.assertRaises(Forbidden):
            self.run_command("device.replace", {"device_id": self.device.id}, role=Role.CASHIER)
        self.assertEqual(self.codes(), before)

    def test_revoking_twice_leaves_one_event(self) -> None:
        for _ in range(2):
            self.run_command("device.revoke", {"device_id": self.device.id})
        self.assertEqual(len(self.events("device.revoked")), 1)

    def test_the_device_of_another_company_is_not_found(self) -> None:
        with self.assertRaises(NotFound):
            self.run_command("device.revoke", {"device_id": self.other_device.id})
        self.assertFalse(self.other_device.revoked_at)

    def test_the_button_revokes_by_the_same_command(self) -> None:
        manager = self.users[Role.MANAGER]
        self.device.with_user(manager).action_revoke()
        self.assertLessEqual(self.device.revoked_at, fields.Datetime.now())
        [event] = self.events("device.revoked")
        self.assertEqual(event.user_id, manager)

    def test_the_button_obeys_the_scope(self) -> None:
        with self.assertRaises(Forbidden):
            self.device.with_user(self.users[Role.CASHIER]).action_revoke()
        self.assertFalse(self.device.revoked_at)

    def test_the_till_s_user_has_no_way_in(self) -> None:
        user = self.device.user_id
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [user.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))
        self.assertFalse(user.email)
        self.assertEqual(user.company_ids, self.company)
        self.assertEqual(user.group_ids, self.env.ref("fynlo_pos_api.group_device"))

    def test_the_screen_shows_a_code_that_pairs(self) -> None:
        manager = self.users[Role.MANAGER]
        screen = self.env["fynlo.pairing"].with_user(manager).create({"config_id": self.till.id})
        screen.action_make_code()
        self.assertEqual(base64.b64decode(screen.qr_image)[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreater(screen.expires_at, fields.Datetime.now())
        reply = self.pair(screen.code)
        self.assertEqual(reply["device"]["till"]["id"], self.till.id)

    def test_the_screen_is_not_for_servers(self) -> None:
        with self.assertRaises(AccessError):
            self.env["fynlo.pairing"].with_user(self.users[Role.SERVER]).create({})
