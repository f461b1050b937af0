from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import ApprovalRequired
from .common import RestaurantCase


@tagged("post_install", "-at_install")
class TestRoleLimits(RestaurantCase):
    """What a role may do without a manager."""

    def allowed(self, role: Role, what: str, amount: int | None = None) -> bool:
        """Whether the role may do it alone."""
        service = self.service("fynlo.role.limits", self.caller(role))
        try:
            service._allow(what, amount, "This")
        except ApprovalRequired:
            return False
        return True

    def limits(self, role: Role) -> Any:
        """The limits of a role."""
        domain = [("company_id", "=", self.company.id), ("role", "=", str(role))]
        return self.env["fynlo.role.limit"].search(domain)

    def test_each_company_begins_with_limits(self) -> None:
        for company in (self.company, self.other_company):
            found = self.env["fynlo.role.limit"].search([("company_id", "=", company.id)])
            self.assertEqual(set(found.mapped("role")), {"cashier", "server"})

    def test_a_cashier_discounts_a_little(self) -> None:
        """Up to 10 % or 10.00; nobody below a manager voids, comps, refunds or changes prices."""
        for what, amount, expected in (
            ("discount_percent", 1000, True),
            ("discount_percent", 1001, False),
            ("discount_amount", 1000, True),
            ("discount_amount", 1001, False),
            ("refund_amount", 1, False),
            ("may_void", None, False),
            ("may_comp", None, False),
            ("may_override_price", None, False),
            ("may_reopen", None, False),
        ):
            self.assertEqual(self.allowed(Role.CASHIER, what, amount), expected, (what, amount))
            self.assertFalse(self.allowed(Role.SERVER, what, amount), what)
            self.assertTrue(self.allowed(Role.MANAGER, what, amount), what)
            self.assertTrue(self.allowed(Role.OWNER, what, amount), what)

    def test_the_owner_sets_limits(self) -> None:
        self.limits(Role.SERVER).write({"may_void": True, "discount_percent": 12.5})
        self.assertTrue(self.allowed(Role.SERVER, "may_void"))
        self.assertTrue(self.allowed(Role.SERVER, "discount_percent", 1250))
        self.assertFalse(self.allowed(Role.SERVER, "discount_percent", 1251))
        self.assertFalse(self.allowed(Role.CASHIER, "may_void"))

    def test_another_companys_limits_count_for_nobody_here(self) -> None:
        domain = [("company_id", "=", self.other_company.id)]
        self.env["fynlo.role.limit"].search(domain).may_void = True
        self.assertFalse(self.allowed(Role.CASHIER, "may_void"))

    def test_a_key_has_no_role_and_does_nothing_alone(self) -> None:
        key = self.caller(None, api_key_id=1)
        with self.assertRaises(ApprovalRequired):
            self.service("fynlo.role.limits", key)._allow("may_void", None, "This")

    def test_within_the_limit_nobody_approved(self) -> None:
        service = self.service("fynlo.role.limits", self.caller(Role.CASHIER))
        service._allow("discount_percent", 500, "This")
        self.assertIsNone(service._run.approver_id)
        manager = self.service("fynlo.role.limits", self.caller(Role.MANAGER))
        manager._allow("discount_percent", 500, "This")
        self.assertEqual(manager._run.approver_id, self.employees[Role.MANAGER].id)

    def test_an_unknown_limit_is_a_mistake(self) -> None:
        with self.assertRaises(ValueError):
            self.allowed(Role.CASHIER, "may_fly")
