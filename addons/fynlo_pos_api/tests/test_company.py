from typing import Any

from odoo.exceptions import AccessError

from ..const import Role, Scope
from ..domain.roles import STAFF
from ..exceptions import Forbidden, Invalid
from .common import RestaurantCase

SET = "company.set_business_day"
VALUES = {"ends_at_hour": 6, "time_zone": "Europe/Lisbon"}


class TestCompany(RestaurantCase):
    """An owner sets the business day without being an administrator of Odoo."""

    def setUp(self) -> None:
        super().setUp()
        self.company.write({"fynlo_business_day_hour": 4, "fynlo_timezone": "Europe/London"})

    def now(self, company: Any = None) -> tuple[int, str]:
        company = company or self.company
        return company.fynlo_business_day_hour, company.fynlo_timezone

    def test_an_owner_sets_it_on_the_screen(self) -> None:
        owner, theirs = self.users[Role.OWNER], self.now(self.other_company)
        self.assertFalse(owner.has_group("base.group_system"))
        screen = self.env["fynlo.business.day"].with_user(owner).create({})
        self.assertEqual((screen.ends_at_hour, screen.time_zone), (4, "Europe/London"))
        screen.write(VALUES)
        screen.action_save()
        self.assertEqual(self.now(), (6, "Europe/Lisbon"))
        self.assertEqual(self.now(self.other_company), theirs)
        [event] = self.events("company.business_day_set")
        self.assertEqual((event.aggregate_id, event.payload), (self.company.id, VALUES))
        self.assertEqual(event.user_id, owner)

    def test_owners_only(self) -> None:
        for role in set(Role) - {Role.OWNER}:
            with self.assertRaises(Forbidden):
                self.run_command(SET, VALUES, caller=self.user_caller(role))
            with self.assertRaises(AccessError):
                self.env["fynlo.business.day"].with_user(self.users[role]).create({})
        device = self.caller(None)
        self.assertNotIn(Scope.SETTINGS_WRITE, device.scopes)
        self.assertEqual(self.now(), (4, "Europe/London"))

    def test_what_is_no_hour_and_no_time_zone_is_refused(self) -> None:
        caller = self.user_caller(Role.OWNER)
        for name, value in (("ends_at_hour", 24), ("ends_at_hour", -1), ("time_zone", "London")):
            with self.assertRaises(Invalid) as refused:
                self.run_command(SET, {**VALUES, name: value}, caller=caller)
            self.assertEqual([error["field"] for error in refused.exception.errors], [name])
        self.assertEqual(self.now(), (4, "Europe/London"))

    def test_an_owner_sees_the_menu(self) -> None:
        menu = self.env.ref("fynlo_pos_api.menu_business_day")
        for role in STAFF:
            visible = self.env["ir.ui.menu"].with_user(self.users[role])._visible_menu_ids()
            self.assertEqual(menu.id in visible, role is Role.OWNER, role)
