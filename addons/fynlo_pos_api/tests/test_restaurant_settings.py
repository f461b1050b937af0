from typing import Any

from odoo.exceptions import AccessError
from odoo.tests import Form

from ..const import Role
from ..domain.roles import STAFF
from ..exceptions import VersionConflict
from .common import RestaurantCase


class TestRestaurantSettings(RestaurantCase):
    """An owner who is no administrator sets up the restaurant on Odoo's screen."""

    def screen(self, role: Role = Role.OWNER) -> Any:
        """The screen as somebody in a role opens it."""
        return Form(self.env["fynlo.restaurant.settings"].with_user(self.users[role]))

    def changed(self) -> list[list[str]]:
        """What the events say that was changed."""
        return [event.payload["changed"] for event in self.events("settings.changed")]

    def test_it_shows_what_is_set_and_changes_what_differs(self) -> None:
        self.assertFalse(self.users[Role.OWNER].has_group("base.group_system"))
        self.company.write({"phone": "020 7946 0000", "fynlo_blind_close": True})
        tills = self.env["pos.config"].search([("company_id", "=", self.company.id)])
        tills.receipt_header = "Welcome"
        form = self.screen()
        self.assertEqual((form.phone, form.receipt_header), ("020 7946 0000", "Welcome"))
        self.assertTrue(form.blind_close)
        form.save().action_save()
        self.assertEqual(self.changed(), [])
        form = self.screen()
        form.phone = False
        form.blind_close = False
        form.receipt_footer = "Come again"
        form.save().action_save()
        self.assertEqual(
            self.changed(), [["business.phone", "receipt.footer", "sessions.blind_close"]]
        )
        self.assertFalse(self.company.phone)
        self.assertEqual(self.till.receipt_footer, "Come again")
        [event] = self.events("settings.changed")
        self.assertEqual(event.user_id, self.users[Role.OWNER])

    def test_taxes_rounding_and_the_safe(self) -> None:
        company = {"company_id": self.company.id}
        position = self.env["account.fiscal.position"].create({"name": "Takeaway", **company})
        account = self.env["account.account"].create(
            {"name": "Safe", "code": "F9SAFE", "account_type": "asset_cash"}
        )
        form = self.screen()
        form.takeaway_position_id = position
        form.safe_account_id = account
        form.rounding_step = 0.05
        form.rounding_only_cash = True
        form.save().action_save()
        self.assertEqual(self.company.fynlo_takeaway_fiscal_position_id, position)
        self.assertEqual(self.company.fynlo_safe_account_id, account)
        self.assertEqual(self.till.rounding_method.rounding, 0.05)
        form = self.screen()
        self.assertEqual((form.takeaway_position_id, form.rounding_step), (position, 0.05))
        form.takeaway_position_id = self.env["account.fiscal.position"]
        form.rounding_step = 0
        form.save().action_save()
        self.assertFalse(self.company.fynlo_takeaway_fiscal_position_id)
        self.assertFalse(self.till.cash_rounding)

    def test_the_opening_hours_are_a_calendar(self) -> None:
        self.company.fynlo_opening_calendar_id = False
        action = self.screen().save().action_open_hours()
        calendar = self.company.fynlo_opening_calendar_id
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("resource.calendar", calendar.id)
        )
        self.assertEqual(calendar.company_id, self.company)
        calendar.with_user(self.users[Role.OWNER]).check_access("write")

    def test_another_s_change_is_not_undone(self) -> None:
        screen = self.screen().save()
        self.run_command("settings.change", {"sessions": {"blind_close": True}}, Role.OWNER)
        with self.assertRaises(VersionConflict):
            screen.action_save()

    def test_owners_only(self) -> None:
        menu = self.env.ref("fynlo_pos_api.menu_restaurant_settings")
        for role in STAFF:
            visible = self.env["ir.ui.menu"].with_user(self.users[role])._visible_menu_ids()
            self.assertEqual(menu.id in visible, role is Role.OWNER, role)
            if role is not Role.OWNER:
                with self.assertRaises(AccessError):
                    self.screen(role).save()
