from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderReopen(SessionCase):
    """order.cancel and order.reopen."""

    def setUp(self) -> None:
        super().setUp()
        self.session = self.open()

    def reason(self, kind: str) -> Any:
        """The first reason of that kind on the company's list."""
        domain = [("kind", "=", kind), ("company_id", "=", self.company.id)]
        return self.env["fynlo.reason"].search(domain, limit=1)

    def cancel(self, order: dict[str, Any], caller: Any = None, **values: Any) -> dict[str, Any]:
        """Cancel the order."""
        values = {"reason_id": self.reason("void").id, **values}
        return self.command("order.cancel", caller, order_id=order["id"], **values)

    def reopen(self, order: dict[str, Any], caller: Any = None, **values: Any) -> dict[str, Any]:
        """Open the order again."""
        values = {"reason_id": self.reason("reopen").id, **values}
        return self.command("order.reopen", caller, order_id=order["id"], **values)

    def test_cancelling_voids_everything(self) -> None:
        """Each dish stays as a void, with the reason."""
        order = self.order((self.burger, 2), (self.bread, 1))
        gone = self.cancel(order, note="Walked out")
        self.assertEqual((gone["state"], gone["total"]), ("cancelled", self.money(0)))
        reason = self.reason("void")
        told = [
            (line["quantity"], line["voided_quantity"], line["void_reason"])
            for line in gone["lines"]
        ]
        self.assertEqual(told, [(0.0, 2.0, reason.name), (0.0, 1.0, reason.name)])
        voids = [(void["line_id"], void["quantity"]) for void in self.events("order.line_voided")]
        bread, burgers = order["lines"][1]["id"], order["lines"][0]["id"]
        self.assertEqual(voids, [(bread, 1.0), (burgers, 2.0)])
        [event] = self.events("order.cancelled")
        self.assertEqual(
            (event["reason"], event["note"], [line["quantity"] for line in event["lines"]]),
            (reason.name, "Walked out", [2.0, 1.0]),
        )

    def test_who_may_cancel(self) -> None:
        """A server needs a manager where dishes are voided, not for an empty order."""
        order, empty = self.order((self.bread, 1)), self.order()
        server = self.caller(Role.SERVER)
        with self.assertRaises(ApprovalRequired):
            self.cancel(order, server)
        with self.assertRaises(Invalid) as caught:
            self.cancel(order, reason_id=self.reason("refund").id)
        self.assertEqual(caught.exception.errors[0]["field"], "reason_id")
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        self.assertEqual(self.cancel(empty, server)["state"], "cancelled")

    def test_a_paid_part_keeps_it_open(self) -> None:
        """Money is given back first."""
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 100)
        before = self.query("order.get", order_id=order["id"])
        with self.assertRaises(Conflict) as caught:
            self.cancel(order)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        self.assertEqual(self.query("order.get", order_id=order["id"]), before)

    def test_a_cancelled_order_comes_back(self) -> None:
        """With what was on it when it was cancelled, and no more."""
        order = self.order((self.burger, 2), (self.bread, 1))
        self.cancel(order)
        back = self.reopen(order)
        # Two dishes were voided; cancelling and reopening are a status and an event each.
        self.assertEqual(back, {**order, "version": 7})
        with self.assertRaises(Conflict) as caught:
            self.reopen(order)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)

    def test_a_paid_order_comes_back_without_its_payments(self) -> None:
        """Each payment is taken back by a row of its own; the books show what was sold."""
        order = self.order((self.burger, 1), (self.bread, 1))
        self.pay(order, self.cash, 1000, tendered=self.money(2000))
        self.pay(order, self.card, 605)
        back = self.reopen(order, note="Wrong table")
        self.assertEqual(
            (back["state"], back["paid"], back["due"]), ("open", self.money(0), self.money(1605))
        )
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        amounts = sorted(record.payment_ids.mapped("amount"))
        self.assertEqual(amounts, [-10.0, -10.0, -6.05, 6.05, 20.0])
        self.assertEqual((record.amount_paid, record.amount_return), (0.0, 0.0))
        added = self.command(
            "order.add_lines", order_id=order["id"], lines=[{"product_id": self.bread.id}]
        )
        self.pay(order, self.card, added["due"]["amount"])
        closed = self.close(self.session, 10000)
        report = closed["report"]
        self.assertEqual((report["gross"], report["order_count"]), (self.money(1915), 1))
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual(report["difference"], self.money(0))

    def test_who_may_reopen(self) -> None:
        """A cashier needs a manager; the reason is one for reopening."""
        order = self.order((self.bread, 1))
        self.pay(order, self.cash, 310)
        with self.assertRaises(ApprovalRequired):
            self.reopen(order, self.caller(Role.CASHIER))
        with self.assertRaises(Invalid) as caught:
            self.reopen(order, reason_id=self.reason("void").id)
        self.assertEqual(caught.exception.errors[0]["field"], "reason_id")
        paid = self.query("order.get", order_id=order["id"])
        self.assertEqual((paid["state"], paid["paid"]), ("paid", self.money(310)))
        self.assertFalse(self.events("order.reopened"))

    def test_what_cannot_come_back(self) -> None:
        """An open order, one that was merged, one of a closed session."""
        order, other = self.order((self.bread, 1)), self.order((self.bread, 1))
        self.assertEqual(self.why_not(order), ErrorCode.OPERATION_REFUSED)
        self.command("order.merge", target_id=order["id"], orders=[{"order_id": other["id"]}])
        self.assertEqual(self.why_not(other), ErrorCode.OPERATION_REFUSED)
        self.pay(order, self.card, 620)
        self.close(self.session, 10000)
        self.assertEqual(self.why_not(order), ErrorCode.SESSION_NOT_OPEN)

    def why_not(self, order: dict[str, Any]) -> ErrorCode:
        """The code with which reopening is refused."""
        with self.assertRaises(Conflict) as caught:
            self.reopen(order)
        return caught.exception.code
