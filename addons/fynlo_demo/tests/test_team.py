from collections import Counter

from odoo.tests import tagged

from .common import DemoCase

ROLES = {"owner": 1, "manager": 1, "cashier": 1, "server": 2, "kitchen": 2, "accountant": 1}


@tagged("post_install", "-at_install")
class TestTeam(DemoCase):
    def test_eight_employees_in_six_roles(self) -> None:
        employees = self.records("hr.employee")
        self.assertEqual(Counter(employees.mapped("fynlo_role")), Counter(ROLES))
        self.assertEqual(self.env["hr.employee"].search([]), employees.sorted())

    def test_everybody_has_a_pin_of_their_own(self) -> None:
        pins = self.records("hr.employee").mapped("pin")
        self.assertEqual(len(set(pins)), 8)
        for pin in pins:
            self.assertRegex(pin, r"^\d{4}$")

    def test_one_login_in_each_role(self) -> None:
        for role in ROLES:
            employee = self.record(f"employee_{role}")
            user = self.record(f"user_{role}")
            self.assertEqual(employee.user_id, user)
            self.assertEqual((employee.fynlo_role, employee.name), (role, user.name))
            self.assertEqual((user.tz, user.lang), ("Europe/London", "en_GB"))

    def test_customers_cannot_be_reached(self) -> None:
        # One of them has a login too.
        team = self.records("hr.employee").user_id.partner_id
        customers = self.records("res.partner") - team
        self.assertEqual(len(customers), 6)
        for customer in customers:
            self.assertRegex(customer.phone, r"^(020 7946 0\d{3}|07700 900\d{3})$")
            self.assertRegex(customer.email, r"[@.]example\.com$")
