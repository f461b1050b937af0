from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Invalid
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestTips(RefundCase):
    """Tips: a line without tax, on the account of what staff is owed."""

    def test_more_than_the_bill_on_request(self) -> None:
        """29.00 and a tip of 3.00 from 40.00: 8.00 back; without the word it is overpaid."""
        order = self.order((self.burger, 2), (self.bread, 1))
        with self.assertRaises(Invalid) as caught:
            self.pay(order, self.cash, 3200)
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        taken = self.pay(order, self.cash, 2900, tip=self.money(300), tendered=self.money(4000))
        payment = taken["payment"]
        self.assertEqual(
            (payment["amount"], payment["tip"], payment["change"]),
            (self.money(2900), self.money(300), self.money(800)),
        )
        self.assertEqual(
            (taken["order"]["state"], taken["order"]["total"]), ("paid", self.money(3200))
        )
        lines = self.query("order.get", order_id=order["id"])["lines"]
        self.assertEqual(sum(line["total"]["amount"] for line in lines), 3200)
        self.assertEqual(lines[-1]["net"], lines[-1]["total"])

    def test_the_entry_owes_it_to_the_staff(self) -> None:
        """On a liability account, and in no tax."""
        order = self.order((self.burger, 1))
        self.pay(order, self.card, 1295, tip=self.money(205))
        report = self.close(self.session, 10000)["report"]
        account = self.company.fynlo_tip_product_id.property_account_income_id
        self.assertEqual(account.account_type, "liability_current")
        self.assertEqual(self.booked(self.session, account), 2.05)
        self.assertTrue(report["journal_entry"]["balanced"])
        [tax] = report["taxes"]
        self.assertEqual((tax["base"], tax["amount"]), (self.money(1079), self.money(216)))
        self.assertEqual(report["tips"], {"count": 1, "amount": self.money(205)})
        [method] = report["payments"]
        self.assertEqual(method["amount"], self.money(1500))

    def test_each_guest_tips_apart(self) -> None:
        order = self.order((self.burger, 2))
        self.pay(order, self.cash, 1295, tip=self.money(100))
        self.pay(order, self.card, 1295, tip=self.money(150))
        self.assertEqual(self.listed(order), [("taken", 1295, 100), ("taken", 1295, 150)])
        record = self.record(order)
        self.assertEqual((record.tip_amount, record.amount_total), (2.5, 28.4))
        self.assertEqual(len(record.lines.filtered(lambda line: line.fynlo_kind == "tip")), 2)

    def test_sold_in_one_call(self) -> None:
        """An order that comes with its payment and tip."""
        payment = {"method_id": self.card.id, "amount": self.money(1295), "tip": self.money(105)}
        order = self.order((self.burger, 1), payments=[payment])
        self.assertEqual((order["state"], order["total"]), ("paid", self.money(1400)))
        self.assertEqual([line["kind"] for line in order["lines"]], ["item", "tip"])
        self.assertEqual((order["tax"], order["paid"]), (self.money(216), self.money(1400)))

    def test_wrong_tips_are_refused(self) -> None:
        order = self.order((self.burger, 1))
        wrong = {
            "tip.amount": {"tip": self.money(-1)},
            "tip.currency": {"tip": {"amount": 1, "currency": "XTS"}},
            "tendered.amount": {"tip": self.money(100), "tendered": self.money(1300)},
        }
        for field, values in wrong.items():
            with self.assertRaises(Invalid) as caught:
                self.pay(order, self.cash, 1295, **values)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.listed(order), [])
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)

    def test_a_refund_leaves_the_tip_unless_asked(self) -> None:
        """12.95 and 2.05: the bill goes back, then the tip, and its account is even."""
        order = self.order((self.burger, 1))
        self.pay(order, self.card, 1295, tip=self.money(205))
        with self.assertRaises(Invalid):
            self.refund(order, amount=self.money(1296))
        first = self.refund(order, amount=self.money(1295))
        self.assertEqual(first["order"]["refundable"], self.money(205))
        second = self.refund(order, tip=True)["refund"]
        self.assertEqual((second["total"], second["tip"]), (self.money(205), self.money(205)))
        with self.assertRaises(Invalid):
            self.refund(order, tip=True)
        self.close(self.session, 10000)
        account = self.company.fynlo_tip_product_id.property_account_income_id
        self.assertEqual(self.booked(self.session, account), 0.0)
