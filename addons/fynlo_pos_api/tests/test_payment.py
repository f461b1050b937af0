from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Forbidden, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestPayment(SessionCase):
    """payment.pay and payment.list."""

    def refused(self, error: type[UserError], order: dict, **values: object) -> UserError:
        """The refusal of a payment, which must leave nothing behind."""
        values = {"method_id": self.cash.id, "amount": order["due"], **values}
        with self.assertRaises(error) as caught:
            self.command("payment.pay", order_id=order["id"], **values)
        self.assertFalse(self.env["pos.payment"].search([("pos_order_id.uuid", "=", order["id"])]))
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        return caught.exception

    def test_cash_with_change(self) -> None:
        """29.00 of 40.00: 11.00 back, kept as Odoo keeps it."""
        self.open()
        order = self.order((self.burger, 2), (self.bread, 1))
        taken = self.pay(order, self.cash, 2900, tendered=self.money(4000))
        payment = taken["payment"]
        self.assertEqual(payment["amount"], self.money(2900))
        self.assertEqual(payment["tendered"], self.money(4000))
        self.assertEqual(payment["change"], self.money(1100))
        self.assertEqual((payment["kind"], payment["method"]), ("cash", "Cash"))
        self.assertEqual(taken["order"]["state"], "paid")
        self.assertEqual(taken["order"]["due"], self.money(0))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        self.assertEqual((record.amount_paid, record.amount_return), (29.0, 11.0))
        amounts = {item.is_change: item.amount for item in record.payment_ids}
        self.assertEqual(amounts, {False: 40.0, True: -11.0})
        self.assertEqual(record.name, f"{self.till.name} - {record.pos_reference.split('-')[-1]}")

    def test_parts_close_the_order(self) -> None:
        """Cash and card; only the one that covers the rest closes it."""
        self.open()
        order = self.order((self.burger, 2))
        first = self.pay(order, self.cash, 1000, tendered=self.money(2000))
        self.assertEqual(
            (first["order"]["state"], first["order"]["due"]), ("open", self.money(1590))
        )
        second = self.pay(
            order, self.card, 1590, reference="T-42", card={"brand": "Visa", "last4": "4242"}
        )
        self.assertEqual(second["order"]["state"], "paid")
        self.assertEqual(second["payment"]["reference"], "T-42")
        listed = self.query("payment.list", order_id=order["id"])
        self.assertEqual(listed["items"], [first["payment"], second["payment"]])
        self.assertEqual(listed["paid"], self.money(2590))
        self.assertEqual(len(self.events("payment.recorded")), 2)
        self.assertEqual(len(self.events("order.paid")), 1)

    def test_costs_are_known(self) -> None:
        """A paid order's lines carry their cost, as Odoo's own till leaves them."""
        self.burger.standard_price = 4.0
        self.open()
        order = self.order((self.burger, 2))
        self.pay(order, self.card, 2590)
        line = self.env["pos.order"].search([("uuid", "=", order["id"])]).lines
        self.assertEqual((line.total_cost, line.is_total_cost_computed), (8.0, True))

    def test_refuses_wrong_amounts(self) -> None:
        """More than is due, nothing, another currency, less tendered than paid, card tendered."""
        self.open()
        order = self.order((self.burger, 1))
        error = self.refused(Invalid, order, amount=self.money(1296))
        self.assertEqual((error.code, error.errors[0]["field"]), (ErrorCode.OVERPAID, "amount"))
        wrong = {
            "amount.amount": {"amount": self.money(0)},
            "amount.currency": {"amount": {"amount": 1295, "currency": "XTS"}},
            "tendered.amount": {"tendered": self.money(1000)},
            "tendered": {"method_id": self.card.id, "tendered": self.money(2000)},
            "method_id": {"method_id": self._till("Terrace").payment_method_ids[0].id},
        }
        for field, values in wrong.items():
            error = self.refused(Invalid, order, **values)
            self.assertEqual(error.errors[0]["field"], field)

    def test_refuses_a_paid_order_and_a_taken_id(self) -> None:
        """A second payment of a paid order is no tip."""
        self.open()
        payment_id = str(uuid4())
        paid, order = self.order((self.bread, 1)), self.order((self.bread, 1))
        self.pay(paid, self.cash, 310, id=payment_id)
        with self.assertRaises(Conflict) as caught:
            self.pay(paid, self.cash, 310)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        error = self.refused(Conflict, order, id=payment_id)
        self.assertEqual(error.code, ErrorCode.UUID_TAKEN)

    def test_who_may_take_money(self) -> None:
        """A server orders and does not cash up; a past time is a manager's."""
        self.open()
        order = self.order((self.bread, 1))
        with self.assertRaises(Forbidden) as caught:
            self.pay(order, self.cash, 310, caller=self.caller(Role.SERVER))
        self.assertEqual(caught.exception.code, ErrorCode.SCOPE_MISSING)
        cashier = self.caller(Role.CASHIER)
        with self.assertRaises(Forbidden):
            self.pay(order, self.cash, 310, caller=cashier, paid_at="2023-01-01T12:00:00Z")
        taken = self.pay(order, self.cash, 310, caller=cashier)
        self.assertEqual(taken["payment"]["employee_id"], self.employee.id)

    def test_sold_in_one_call(self) -> None:
        """An order that comes with its payments is opened and paid, or not there at all."""
        self.open()
        payments = [
            {"method_id": self.card.id, "amount": self.money(1000)},
            {
                "method_id": self.cash.id,
                "amount": self.money(295),
                "tendered": self.money(500),
            },
        ]
        order = self.order((self.burger, 1), payments=payments)
        self.assertEqual((order["state"], order["due"]), ("paid", self.money(0)))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        self.assertEqual(
            (record.state, record.amount_paid, record.amount_return), ("paid", 12.95, 2.05)
        )
        self.assertEqual(order["version"], 4)
        orders = self.env["pos.order"].search_count([])
        payments[1]["amount"] = self.money(296)
        with self.assertRaises(Invalid) as caught:
            self.order((self.burger, 1), payments=payments)
        self.assertEqual(caught.exception.errors[0]["field"], "payments.1.amount")
        with self.assertRaises(Forbidden) as caught:
            self.order((self.burger, 1), caller=self.caller(Role.SERVER), payments=payments[:1])
        self.assertEqual(caught.exception.code, ErrorCode.SCOPE_MISSING)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)

    def test_pays_an_order_once(self) -> None:
        """A payment behind the one that paid the order is refused, even of nothing."""
        self.open()
        payments = [
            {"method_id": self.card.id, "amount": self.money(1295)},
            {"method_id": self.cash.id, "amount": self.money(0)},
        ]
        with self.assertRaises(Invalid) as caught:
            self.order((self.burger, 1), payments=payments)
        self.assertEqual(caught.exception.errors[0]["field"], "payments.1.amount")
        self.assertFalse(self.events("order.paid"))

    def test_refuses_a_method_that_needs_a_customer(self) -> None:
        """Odoo could not close the session with such a payment of nobody."""
        self.card.split_transactions = True
        self.open()
        error = self.refused(Invalid, self.order((self.bread, 1)), method_id=self.card.id)
        self.assertEqual(error.errors[0]["field"], "method_id")

    def test_refuses_a_closed_session(self) -> None:
        """An order that Odoo left open for a later day is not paid into the books of a past one."""
        session = self.open()
        order = self.order((self.bread, 1))
        self.env.flush_all()
        self.env.cr.execute("UPDATE pos_session SET state = 'closed' WHERE id = %s", [session.id])
        self.env.invalidate_all()
        error = self.refused(Conflict, order)
        self.assertEqual(error.code, ErrorCode.SESSION_NOT_OPEN)

    def test_a_void_never_leaves_too_much_paid(self) -> None:
        """What was paid cannot be voided away; a void that leaves nothing due closes the order."""
        self.open()
        order = self.order((self.burger, 1), (self.bread, 1))
        self.pay(order, self.cash, 1295)
        burger, bread = order["lines"]
        values = {"order_id": order["id"], "reason_id": self.reason("void")}
        with self.assertRaises(Invalid) as caught:
            self.command("order.void_line", line_id=burger["id"], **values)
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1605))
        closed = self.command("order.void_line", line_id=bread["id"], **values)
        self.assertEqual((closed["state"], closed["due"]), ("paid", self.money(0)))
        self.assertEqual(len(self.events("order.paid")), 1)
