from uuid import uuid4

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Forbidden, Invalid, NotFound, VersionConflict
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderLines(SessionCase):
    """order.add_lines and order.void_line."""

    def add(self, order: dict, *dishes: object, **values: object) -> dict:
        """Add one of each dish."""
        lines = [{"product_id": dish.id} for dish in dishes]
        return self.command("order.add_lines", order_id=order["id"], lines=lines, **values)

    def void(self, order: dict, index: int = 0, caller: object = None, **values: object) -> dict:
        """Void a line of the order."""
        reason = {"reason_id": self.reason("void")}
        values = {**reason, "line_id": order["lines"][index]["id"], **values}
        return self.command("order.void_line", caller, order_id=order["id"], **values)

    def test_second_round(self) -> None:
        """Lines are added behind the first ones, and the totals are of all."""
        self.open()
        order = self.add(self.order((self.burger, 1)), self.bread, self.burger)
        names = [line["name"] for line in order["lines"]]
        self.assertEqual(names, ["Burger", "Bread", "Burger"])
        self.assertEqual(order["total"], self.money(2900))
        self.assertEqual(order["tax"], self.money(432))
        self.assertEqual(order["version"], 2)
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        self.assertEqual(record.amount_total, 29.0)
        self.assertEqual(len(set(record.lines.mapped("name"))), 3)

    def test_stale_version_is_told_the_state(self) -> None:
        """Who saw version 1 of an order at version 2 gets the order, and changes nothing."""
        self.open()
        order = self.order((self.burger, 1))
        current = self.add(order, self.bread, base_version=1)
        with self.assertRaises(VersionConflict) as caught:
            self.add(order, self.bread, base_version=1)
        self.assertEqual(caught.exception.extra["current"], current)
        after = self.query("order.get", order_id=order["id"])
        self.assertEqual(after, current)

    def test_paid_order_takes_no_lines(self) -> None:
        """order_not_open, and the order stays as it was."""
        self.open()
        order = self.order((self.bread, 1))
        self.pay(order, self.card, 310)
        with self.assertRaises(Conflict) as caught:
            self.add(order, self.bread)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertEqual(len(self.query("order.get", order_id=order["id"])["lines"]), 1)

    def test_void_keeps_the_line(self) -> None:
        """A voided line costs nothing, says why, and who approved is in the event."""
        self.open()
        order = self.order((self.burger, 2), (self.bread, 1))
        order = self.void(order, quantity=1)
        self.assertEqual(order["total"], self.money(1605))
        order = self.void(order)
        burger = order["lines"][0]
        self.assertEqual((burger["quantity"], burger["voided_quantity"]), (0.0, 2.0))
        self.assertEqual(burger["void_reason"], "Ordered by mistake")
        self.assertEqual(order["total"], self.money(310))
        event = self.event("order.line_voided")[0]
        self.assertEqual(event.approver_id, self.employee)
        self.assertEqual(event.payload["quantity"], 1.0)

    def test_void_refuses_more_than_there_is(self) -> None:
        """Only what is left, only lines of this order, only with a reason."""
        self.open()
        order = self.order((self.burger, 2))
        with self.assertRaises(Invalid) as caught:
            self.void(order, quantity=3)
        self.assertEqual(caught.exception.errors[0]["field"], "quantity")
        with self.assertRaises(NotFound):
            self.void(order, line_id=str(uuid4()))
        with self.assertRaises(Invalid) as caught:
            self.void(order, reason_id=self.reason("comp"))
        self.assertEqual(caught.exception.errors[0]["field"], "reason_id")
        unchanged = self.query("order.get", order_id=order["id"])
        self.assertEqual(unchanged, order)

    def test_void_needs_a_manager(self) -> None:
        """A server's void is refused without, and taken with, a manager's PIN."""
        self.open()
        order = self.order((self.burger, 1))
        server = self.caller(Role.SERVER)
        with self.assertRaises(ApprovalRequired):
            self.void(order, caller=server)
        manager = self.env["hr.employee"].create(
            {"name": "Max", "pin": "4711", "fynlo_role": "manager"}
        )
        wrong = {"employee_id": manager.id, "pin": "0000"}
        with self.assertRaises(Forbidden) as caught:
            self.void(order, caller=server, approval=wrong)
        self.assertEqual(caught.exception.code, ErrorCode.APPROVAL_REFUSED)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        right = {"employee_id": manager.id, "pin": "4711"}
        voided = self.void(order, caller=server, approval=right)
        self.assertEqual(voided["total"], self.money(0))
        event = self.event("order.line_voided")
        self.assertEqual(event.approver_id, manager)
        self.assertEqual(event.employee_id, self.employee)

    def test_another_tills_order_is_not_found(self) -> None:
        """A device sees the orders of its own till."""
        self.open()
        order = self.order((self.burger, 1))
        other = self.caller(till_id=self._till("Terrace").id)
        with self.assertRaises(NotFound):
            self.query("order.get", other, order_id=order["id"])
        with self.assertRaises(NotFound):
            self.void(order, caller=other)
        everywhere = self.caller(till_id=None, device_id=None)
        self.assertEqual(self.query("order.get", everywhere, order_id=order["id"]), order)
