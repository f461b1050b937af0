from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, NotFound
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestPaymentCancel(RefundCase):
    """payment.cancel: the payment stays, a second one takes it back."""

    def cancel(self, payment: dict, **values: object) -> dict:
        """Cancel a payment."""
        values = {"reason_id": self.reason.id, **values}
        return self.command("payment.cancel", payment_id=payment["id"], **values)

    def test_what_was_paid_is_due_again(self) -> None:
        """Cash with change, taken back and paid by card: the drawer holds what it held."""
        order = self.order((self.burger, 2), (self.bread, 1))
        cash = self.pay(order, self.cash, 1000, tendered=self.money(2000))["payment"]
        after = self.cancel(cash, note="Wrong table")
        self.assertEqual(after["payment"], {**cash, "status": "cancelled"})
        self.assertEqual(
            (after["order"]["paid"], after["order"]["due"]), (self.money(0), self.money(2900))
        )
        record = self.record(order)
        self.assertEqual(sorted(record.payment_ids.mapped("amount")), [-10.0, -10.0, 20.0])
        self.assertEqual((record.amount_paid, record.amount_return), (0.0, 0.0))
        self.pay(order, self.card, 2900)
        self.assertEqual(
            self.listed(order),
            [("cancelled", 1000, 0), ("cancellation", -1000, 0), ("taken", 2900, 0)],
        )
        [told] = self.events("payment.cancelled")
        self.assertEqual(
            (told["payment_id"], told["amount"], told["note"]),
            (cash["id"], self.money(1000), "Wrong table"),
        )
        report = self.close(self.session, 10000)["report"]
        self.assertEqual(report["difference"], self.money(0))
        self.assertTrue(report["journal_entry"]["balanced"])
        counts = {item["kind"]: (item["count"], item["amount"]) for item in report["payments"]}
        self.assertEqual(counts["card"], (1, self.money(2900)))
        self.assertEqual(counts["cash"], (0, self.money(0)))

    def test_once(self) -> None:
        order = self.order((self.burger, 1))
        payment = self.pay(order, self.card, 500)["payment"]
        self.cancel(payment)
        with self.assertRaises(Conflict) as caught:
            self.cancel(payment)
        self.assertEqual(caught.exception.code, ErrorCode.PAYMENT_CANCELLED)
        cancellation = self.record(order).payment_ids.filtered("fynlo_reverses_id")
        with self.assertRaises(NotFound):
            self.cancel({"id": cancellation.uuid})
        self.assertEqual(len(self.record(order).payment_ids), 2)

    def test_a_paid_order_is_refunded(self) -> None:
        order = self.order((self.burger, 1))
        payment = self.pay(order, self.card, 1295)["payment"]
        with self.assertRaises(Conflict) as caught:
            self.cancel(payment)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertEqual(self.listed(order), [("taken", 1295, 0)])

    def test_a_cashier_needs_a_manager(self) -> None:
        order = self.order((self.burger, 1))
        payment = self.pay(order, self.card, 500)["payment"]
        with self.assertRaises(ApprovalRequired):
            self.cancel(payment, caller=self.caller(Role.CASHIER))
        self.assertEqual(self.listed(order), [("taken", 500, 0)])
        self.assertFalse(self.events("payment.cancelled"))

    def test_limits_count_what_went_back_before(self) -> None:
        """With a limit of 5.00 a cashier takes 5.00 of an order back alone, in parts or at once."""
        domain = [("company_id", "=", self.company.id), ("role", "=", "cashier")]
        self.env["fynlo.role.limit"].search(domain).refund_amount = 5.0
        order, cashier = self.order((self.burger, 1)), self.caller(Role.CASHIER)
        first, second, third = (
            self.pay(order, self.card, amount)["payment"] for amount in (300, 201, 200)
        )
        self.cancel(first, caller=cashier)
        with self.assertRaises(ApprovalRequired):
            self.cancel(second, caller=cashier)
        self.cancel(third, caller=cashier)
        self.assertEqual(self.query("order.get", order_id=order["id"])["paid"], self.money(201))

    def test_of_another_till(self) -> None:
        order = self.order((self.burger, 1))
        payment = self.pay(order, self.card, 500)["payment"]
        with self.assertRaises(NotFound):
            self.cancel(payment, caller=self.caller(till_id=self._till("Terrace").id))
        self.assertEqual(self.listed(order), [("taken", 500, 0)])

    def test_its_tip_goes_too(self) -> None:
        order = self.order((self.burger, 1))
        payment = self.pay(order, self.card, 500, tip=self.money(100))["payment"]
        after = self.cancel(payment)["order"]
        self.assertEqual((after["total"], after["due"]), (self.money(1295),) * 2)
        self.assertEqual(
            self.listed(order), [("cancelled", 500, 100), ("cancellation", -500, -100)]
        )
        self.assertEqual(self.record(order).tip_amount, 0.0)
