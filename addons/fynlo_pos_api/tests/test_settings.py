import json
from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Forbidden, Invalid, NotFound, VersionConflict
from .common import RestaurantHttpCase
from .session_case import SessionCase
from .test_employees import picture


@tagged("post_install", "-at_install")
class TestSettings(SessionCase):
    """Settings are read by whoever works here and changed by owners, section by section."""

    def seen(self, role: Role = Role.OWNER) -> dict[str, Any]:
        """The settings as somebody in a role sees them."""
        self.env.invalidate_all()
        return self.query("settings.read", self.caller(role))

    def change(self, **sections: Any) -> dict[str, Any]:
        """Change settings as an owner."""
        return self.command("settings.change", self.caller(Role.OWNER), **sections)

    def assert_refused(self, field: str, **sections: Any) -> Invalid:
        """The refusal names the field, and nothing changes."""
        before = self.seen()
        with self.assertRaises(Invalid) as caught:
            self.change(**sections)
        self.assertEqual([error["field"] for error in caught.exception.errors], [field])
        self.assertEqual(self.seen(), before)
        return caught.exception

    def test_the_business_profile(self) -> None:
        """Fields of Odoo's own company; the event names what changed and holds no values."""
        # Elsewhere, an address would move the restaurant to a time zone of that country.
        self.company.country_id = self.env.ref("base.uk")
        self.company.write({"name": "Before", "email": False, "street": False, "zip": False})
        version = self.seen()["version"]
        business = {"name": "The Copper Kettle", "street": "1 High St", "postcode": "AB1 2CD"}
        changed = self.change(business=business | {"email": "hello@example.com"})
        expected = business | {"email": "hello@example.com"}
        self.assertEqual({name: changed["business"][name] for name in expected}, expected)
        self.assertEqual((self.company.name, self.company.zip), ("The Copper Kettle", "AB1 2CD"))
        self.assertEqual(changed["version"], version + 1)
        [event] = self.event("settings.changed")
        names = ["business.email", "business.name", "business.postcode", "business.street"]
        self.assertEqual(event.payload, {"changed": names})
        self.assertEqual(event.aggregate_id, self.company.id)
        self.env["res.company"].create({"name": "Taken"}).active = False
        self.assert_refused("business.name", business={"name": "Taken"})
        self.change(business={"street": None})
        self.assertFalse(self.company.street)
        self.assertEqual(self.company.name, "The Copper Kettle")

    def test_what_is_not_sent_stays(self) -> None:
        """An empty change is none, and leaves no event."""
        before = self.seen()
        self.assertEqual(self.change(), before)
        self.assertEqual(self.change(business={"name": before["business"]["name"]}), before)
        self.assertFalse(self.event("settings.changed"))

    def test_vat_numbers(self) -> None:
        """Checked as Odoo does it where it does, else by form."""
        installed = self.env["ir.module.module"]._get("base_vat").state == "installed"
        self.company.country_id = self.env.ref("base.uk")
        changed = self.change(business={"vat_number": "GB980780684"})
        self.assertEqual(changed["business"]["vat_number"], "GB980780684")
        wrong = "GB980780685" if installed else "980-?"
        self.assert_refused("business.vat_number", business={"vat_number": wrong})

    def test_the_logo(self) -> None:
        """In as base64, out at an address of its own."""
        self.change(business={"logo": picture()})
        self.assertEqual(self.seen()["business"]["logo_url"], "/api/v1/settings/logo")
        reply = self.runner(self.caller(Role.SERVER))._query("settings.logo", {})
        self.assertEqual(reply.headers["Content-Type"], "image/png")
        tag = reply.headers["ETag"].strip('"')
        known = self.runner()._query("settings.logo", {"known_tags": [tag]})
        self.assertEqual(known.status, 304)
        self.assert_refused("business.logo", business={"logo": "PHN2Zy8+"})
        self.change(business={"logo": None})
        with self.assertRaises(NotFound):
            self.runner()._query("settings.logo", {})

    def test_the_business_day(self) -> None:
        """As in the command of its own."""
        changed = self.change(business_day={"ends_at_hour": 6})
        self.assertEqual(changed["business_day"], {"ends_at_hour": 6, "time_zone": "Europe/London"})
        self.assert_refused("business_day.time_zone", business_day={"time_zone": "Mars/Base"})

    def test_opening_hours(self) -> None:
        """One of Odoo's calendars, of its own: that of the employees is another thing."""
        weekly = [
            {"day": "monday", "opens": "12:00", "closes": "15:00"},
            {"day": "friday", "opens": "18:00", "closes": "02:00"},
        ]
        holidays = [{"name": "Christmas", "first_day": "2026-12-25", "last_day": "2026-12-26"}]
        changed = self.change(opening={"weekly": weekly, "holidays": holidays})
        self.assertEqual(changed["opening"], {"weekly": weekly, "holidays": holidays})
        calendar = self.company.fynlo_opening_calendar_id
        self.assertNotEqual(calendar, self.company.resource_calendar_id)
        self.assertEqual((calendar.company_id, calendar.tz), (self.company, "Europe/London"))
        hours = [(item.dayofweek, item.hour_from, item.hour_to) for item in calendar.attendance_ids]
        self.assertEqual(sorted(hours), [("0", 12, 15), ("4", 18, 24), ("5", 0, 2)])
        leave = calendar.global_leave_ids
        self.assertEqual(
            (str(leave.date_from), str(leave.date_to)),
            ("2026-12-25 00:00:00", "2026-12-26 23:59:59"),
        )
        summer = [{"name": "Summer", "first_day": "2026-08-03", "last_day": "2026-08-03"}]
        changed = self.change(opening={"holidays": summer})
        self.assertEqual(changed["opening"], {"weekly": weekly, "holidays": summer})
        self.assertEqual(str(calendar.global_leave_ids.date_from), "2026-08-02 23:00:00")
        overlapping = [weekly[0], {"day": "monday", "opens": "14:00", "closes": "16:00"}]
        self.assert_refused("opening.weekly", opening={"weekly": overlapping})
        backwards = [{"name": "X", "first_day": "2026-08-03", "last_day": "2026-08-02"}]
        self.assert_refused("opening.holidays.0", opening={"holidays": backwards})
        self.assertEqual(self.change(opening={"weekly": []})["opening"]["weekly"], [])

    def test_receipts_of_all_tills(self) -> None:
        """Header and footer."""
        second = self._till("Terrace")
        changed = self.change(receipt={"header": "Welcome", "footer": "Come again"})
        self.assertEqual(changed["receipt"], {"header": "Welcome", "footer": "Come again"})
        self.assertEqual((second.receipt_header, second.receipt_footer), ("Welcome", "Come again"))

    def test_limits(self) -> None:
        """Of a role, field by field; a server sees his own only."""
        limits = [{"role": "cashier", "may_void": True, "refund_amount": self.money(2500)}]
        self.change(limits=limits)
        domain = [("company_id", "=", self.company.id), ("role", "=", "cashier")]
        record = self.env["fynlo.role.limit"].search(domain)
        self.assertEqual((record.may_void, record.refund_amount), (True, 25.0))
        self.assertEqual(record.discount_percent, 10.0)
        shown = {limit["role"]: limit for limit in self.seen()["limits"]}
        self.assertEqual(shown["cashier"]["refund_amount"], self.money(2500))
        self.assertEqual(set(shown), {"cashier", "server"})
        own = self.seen(Role.SERVER)["limits"]
        self.assertEqual([limit["role"] for limit in own], ["server"])
        self.assertEqual(self.seen(Role.KITCHEN)["limits"], [])
        wrong = {"role": "cashier", "refund_amount": {"amount": 1, "currency": "XTS"}}
        self.assert_refused("limits.0.refund_amount.currency", limits=[wrong])
        self.assert_refused("limits.0.role", limits=[{"role": "owner", "may_void": True}])
        self.assert_refused("limits.0.may_void", limits=[{"role": "server", "may_void": None}])

    def test_cash_rounding(self) -> None:
        """On all tills, by Odoo's own rounding; not while one is open."""
        step = self.money(5)
        changed = self.change(cash_rounding={"step": step, "only_cash": True})
        expected = {"step": step, "direction": "nearest", "only_cash": True}
        self.assertEqual(changed["cash_rounding"], expected)
        method = self.till.rounding_method
        self.assertTrue(self.till.cash_rounding)
        self.assertEqual((method.rounding, method.strategy), (0.05, "add_invoice_line"))
        self.assertTrue(method.profit_account_id)
        self.assertTrue(method.loss_account_id)
        self.change(cash_rounding={"direction": "down"})
        self.assertEqual(self.till.rounding_method.rounding_method, "DOWN")
        wrong = {"amount": 5, "currency": "XTS"}
        self.assert_refused("cash_rounding.step.currency", cash_rounding={"step": wrong})
        self.open()
        error = self.assert_refused("cash_rounding", cash_rounding={"step": None})
        self.assertEqual(error.code, ErrorCode.OPERATION_REFUSED)

    def test_no_cash_rounding(self) -> None:
        """Null takes it away."""
        self.change(cash_rounding={"step": self.money(5)})
        changed = self.change(cash_rounding={"step": None})
        self.assertIsNone(changed["cash_rounding"]["step"])
        self.assertFalse(self.till.cash_rounding)

    def test_tables_sessions_and_language(self) -> None:
        """Flags of the company, and an installed language."""
        changed = self.change(tables={"need_cleaning": False}, sessions={"blind_close": True})
        self.assertEqual(changed["tables"], {"need_cleaning": False})
        self.assertTrue(changed["sessions"]["blind_close"])
        self.assertTrue(self.company.fynlo_blind_close)
        language = changed["languages"]["installed"][0]
        self.change(languages={"language": language})
        self.assertEqual(self.company.partner_id.lang, language)
        self.assert_refused("languages.language", languages={"language": "xx_XX"})

    def test_service_charges(self) -> None:
        """As their own routes show them: an amount of the order is none for each cover."""
        rules = [("Service", "percent", 12.5), ("Bread", "per_cover", 1.5), ("Room", "amount", 20)]
        self.env["fynlo.service.charge"].create(
            [
                {
                    "name": name,
                    "calculation": kind,
                    "value": value,
                    "company_id": self.company.id,
                }
                for name, kind, value in rules
            ]
        )
        shown = {rule["name"]: rule for rule in self.seen()["service_charges"]}
        rates = ("percent", "amount", "amount_per_cover")
        found = {name: tuple(rule[rate] for rate in rates) for name, rule in shown.items()}
        self.assertEqual(found["Service"], (12.5, None, None))
        self.assertEqual(found["Bread"], (None, None, self.money(150)))
        self.assertEqual(found["Room"], (None, self.money(2000), None))
        listed = self.query("service_charge.list", self.caller(Role.OWNER))["items"]
        self.assertEqual(self.seen()["service_charges"], listed)
        self.assert_refused("service_charges", service_charges=[])

    def test_a_stale_version_is_refused(self) -> None:
        """With the settings as they are."""
        version = self.seen()["version"]
        self.change(tables={"need_cleaning": False}, base_version=version)
        with self.assertRaises(VersionConflict) as caught:
            self.change(tables={"need_cleaning": True}, base_version=version)
        self.assertEqual(caught.exception.extra["current"], self.seen())
        self.assertFalse(self.company.fynlo_tables_need_cleaning)

    def test_who_may_not(self) -> None:
        """A manager reads, an owner changes."""
        before = self.seen()
        with self.assertRaises(Forbidden):
            self.command("settings.change", self.caller(Role.MANAGER), tables={})
        self.assertEqual(self.seen(), before)

    def test_odoos_screen(self) -> None:
        """The same fields, of the company."""
        settings = self.env["res.config.settings"].create({})
        settings.write({"fynlo_phone": "020 7946 0000", "fynlo_blind_close": True})
        settings.execute()
        self.assertEqual(self.company.phone, "020 7946 0000")
        shown = self.seen()
        self.assertEqual(shown["business"]["phone"], "020 7946 0000")
        self.assertTrue(shown["sessions"]["blind_close"])
        self.assertEqual(settings.action_fynlo_open_company()["res_id"], self.company.id)


class TestSettingsRoutes(RestaurantHttpCase):
    """The doors to them."""

    def test_read_and_change(self) -> None:
        """A PATCH changes what it names."""
        token = self.token(Role.OWNER)
        read = self.call("GET", "/settings", token=token)
        self.assertEqual(read.status_code, 200, read.text)
        body = {"business": {"phone": "020 7946 0000"}}
        match = {"If-Match": f'"{read.json()["version"]}"'}
        changed = self.call("PATCH", "/settings", body, token, **match)
        self.assertEqual(changed.status_code, 200, changed.text)
        expected = json.loads(read.text)
        expected["business"]["phone"] = "020 7946 0000"
        expected["version"] += 1
        self.assertEqual(changed.json(), expected)
        stale = self.call("PATCH", "/settings", body, token, **match)
        self.assertEqual((stale.status_code, stale.json()["code"]), (409, "version_conflict"))
        refused = self.call("PATCH", "/settings", body, self.token(Role.MANAGER))
        self.assertEqual((refused.status_code, refused.json()["code"]), (403, "scope_missing"))
        device = self.call("GET", "/settings", token=self.token(None)).json()
        self.assertEqual(device["business"], expected["business"])
        self.assertEqual(device["limits"], [])

    def test_another_company_s_settings(self) -> None:
        """Are not those of the caller's."""
        self.other_till.receipt_header = "Theirs"
        self.env["fynlo.service.charge"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        self.other_company.phone = "0300 000"
        shown = self.call("GET", "/settings", token=self.token(Role.MANAGER))
        self.assertNotIn("Theirs", shown.text)
        self.assertNotIn("0300 000", shown.text)
