from ..const import Role
from ..domain.roles import STAFF
from .common import RestaurantCase


class TestGroups(RestaurantCase):
    """The roles as Odoo groups, with no more rights than they need."""

    def test_what_each_role_may_in_odoo(self) -> None:
        rights = {
            "point_of_sale.group_pos_user": {"owner", "manager", "cashier", "server"},
            "point_of_sale.group_pos_manager": {"owner", "manager"},
            "hr.group_hr_user": {"owner", "manager"},
            "account.group_account_user": {"owner", "accountant"},
            "base.group_user": set(STAFF),
            "base.group_portal": {"customer"},
            "base.group_system": set(),
            "base.group_erp_manager": set(),
        }
        for group, expected in rights.items():
            having = {role for role in Role if self.users[role].has_group(group)}
            self.assertEqual(having, expected, group)

    def test_the_strongest_role_counts(self) -> None:
        authentication = self.env["fynlo.authentication"]
        for role in Role:
            self.assertEqual(authentication._role_of_user(self.users[role].id), role)
        self.assertIsNone(authentication._role_of_user(self.device.user_id.id))

    def test_companies_do_not_see_one_another(self) -> None:
        manager = self.users[Role.MANAGER]
        devices = self.env["fynlo.device"].with_user(manager).search([])
        self.assertIn(self.device, devices)
        self.assertNotIn(self.other_device, devices)
