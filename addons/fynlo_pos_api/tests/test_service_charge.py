from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestServiceCharge(SessionCase):
    """Service charges by rule: here 12.5 % from six covers on, at the table, without tax."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make the rule."""
        super().setUpClass()
        cls.rule = cls.env["fynlo.service.charge"].create(
            {"name": "Service, optional", "minimum_covers": 6}
        )

    def charged(self, order: dict[str, Any]) -> list[tuple[str, int]]:
        """(name, pence) of the order's charges."""
        return [
            (line["name"], line["total"]["amount"])
            for line in order["lines"]
            if line["kind"] == "service_charge"
        ]

    def test_it_comes_by_itself(self) -> None:
        """12.5 % of 29.00 is 3.63, as a line of its own without tax."""
        self.open()
        order = self.order((self.burger, 2), (self.bread, 1), covers=6)
        self.assertEqual(self.charged(order), [("Service, optional", 363)])
        self.assertEqual(order["total"], self.money(2900 + 363))
        self.assertEqual(order["tax"], self.money(432))
        [adjustment] = order["adjustments"]
        self.assertEqual((adjustment["kind"], adjustment["percent"]), ("service_charge", 12.5))
        self.assertEqual(adjustment["total"], self.money(363))

    def test_orders_that_do_not_meet_the_rule_have_none(self) -> None:
        """Fewer covers, another type, a rule out of use, another company's rule."""
        self.open()
        self.assertEqual(self.charged(self.order((self.burger, 1), covers=5)), [])
        away = self.order((self.burger, 1), covers=6, order_type="takeaway")
        self.assertEqual((self.charged(away), away["adjustments"]), ([], []))
        self.rule.active = False
        other = self.env["res.company"].create({"name": "Another"})
        self.rule.copy({"company_id": other.id, "active": True})
        self.assertEqual(self.charged(self.order((self.burger, 1), covers=6)), [])

    def test_it_is_on_what_is_left_after_discounts(self) -> None:
        self.open()
        order = self.order((self.burger, 2), covers=6)
        discount = {"amount": self.money(590), "reason_id": self.reason("discount")}
        order = self.command("order.add_discount", order_id=order["id"], **discount)
        self.assertEqual(self.charged(order), [("Service, optional", 250)])
        self.assertEqual(order["total"], self.money(2250))

    def test_an_amount_per_cover_with_tax(self) -> None:
        """1.50 for each of 6 covers, 20 % in it; it follows the covers."""
        self.rule.write({"calculation": "per_cover", "value": 1.5, "tax_ids": self.standard.ids})
        self.open()
        order = self.order((self.bread, 1), covers=6)
        self.assertEqual(self.charged(order), [("Service, optional", 900)])
        self.assertEqual((order["total"], order["tax"]), (self.money(1210), self.money(150)))
        order = self.command("order.change", order_id=order["id"], covers=8)
        self.assertEqual(self.charged(order), [("Service, optional", 1200)])

    def test_it_follows_the_order(self) -> None:
        """It comes with the sixth guest and goes with him; takeaway has none."""
        self.open()
        order = self.order((self.burger, 1), covers=5)
        for values, expected in (
            ({"covers": 6}, 1457),
            ({"covers": 5}, 1295),
            ({"covers": 7}, 1457),
            ({"order_type": "takeaway"}, 1295),
            ({"order_type": "dine_in"}, 1457),
        ):
            order = self.command("order.change", order_id=order["id"], **values)
            self.assertEqual(order["total"], self.money(expected), values)
        self.assertEqual(len(order["adjustments"]), 1)

    def test_a_guest_refuses_it(self) -> None:
        """Staff take it off, and no rule puts it back; staff put it back."""
        self.open()
        order = self.order((self.burger, 1), covers=6)
        values = {"order_id": order["id"]}
        server = self.caller(Role.SERVER)
        off = self.command("order.remove_service_charge", server, **values)
        self.assertEqual((off["total"], off["adjustments"][0]["removed"]), (self.money(1295), True))
        lines = [{"product_id": self.burger.id}]
        off = self.command("order.add_lines", lines=lines, **values)
        off = self.command("order.change", covers=9, **values)
        self.assertEqual((self.charged(off), off["total"]), ([], self.money(2590)))
        with self.assertRaises(Conflict) as caught:
            self.command("order.remove_service_charge", server, **values)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        back = self.command("order.restore_service_charge", server, **values)
        self.assertEqual(self.charged(back), [("Service, optional", 324)])
        with self.assertRaises(Conflict):
            self.command("order.restore_service_charge", server, **values)
        self.assertEqual(len(self.event("order.service_charge_removed")), 1)
        self.assertEqual(len(self.event("order.service_charge_restored")), 1)

    def test_one_that_guests_have_to_pay(self) -> None:
        """Only a manager takes it off."""
        self.rule.removable = False
        self.open()
        order = self.order((self.burger, 1), covers=6)
        with self.assertRaises(ApprovalRequired):
            self.command(
                "order.remove_service_charge", self.caller(Role.CASHIER), order_id=order["id"]
            )
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        off = self.command("order.remove_service_charge", order_id=order["id"])
        self.assertEqual(off["total"], self.money(1295))

    def test_what_is_paid_stays_paid(self) -> None:
        self.open()
        order = self.order((self.burger, 1), covers=6)
        self.pay(order, self.cash, 1400)
        with self.assertRaises(Invalid) as caught:
            self.command("order.remove_service_charge", order_id=order["id"])
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1457))

    def test_sold_in_one_call(self) -> None:
        """The expected total and the payment hold it."""
        session = self.open()
        payment = {"method_id": self.card.id, "amount": self.money(1457)}
        with self.assertRaises(Invalid) as caught:
            self.order((self.burger, 1), covers=6, expected_total=self.money(1295))
        self.assertEqual(caught.exception.code, ErrorCode.TOTAL_MISMATCH)
        order = self.order(
            (self.burger, 1), covers=6, expected_total=self.money(1457), payments=[payment]
        )
        self.assertEqual(order["state"], "paid")
        report = self.close(session, 10000)["report"]
        self.assertEqual(report["gross"], self.money(1457))
        self.assertEqual(report["service_charge"], {"count": 1, "amount": self.money(162)})
        self.assertTrue(report["journal_entry"]["balanced"])

    def test_a_rule_counts_at_once(self) -> None:
        """Though the rules are kept between requests."""
        self.open()
        self.order((self.burger, 1), covers=2)
        self.rule.minimum_covers = 2
        self.assertEqual(
            self.charged(self.order((self.burger, 1), covers=2)), [("Service, optional", 162)]
        )
