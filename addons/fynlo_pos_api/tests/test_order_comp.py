from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderComp(SessionCase):
    """order.comp_line: made and given away, apart from voids."""

    def comp(self, order: dict[str, Any], caller: object = None, **values: Any) -> Any:
        """Give the first line away."""
        shared = {"order_id": order["id"], "line_id": order["lines"][0]["id"]}
        values = {**shared, "reason_id": self.reason("comp"), **values}
        return self.command("order.comp_line", caller, **values)

    def test_the_line_stays_and_costs_nothing(self) -> None:
        """Its quantity and its price stay; it is no void; the event says why and who approved."""
        self.open()
        order = self.comp(self.order((self.burger, 2), (self.bread, 1)), note="Waited an hour")
        burger = order["lines"][0]
        self.assertEqual(burger["quantity"], 2.0)
        self.assertEqual(burger["unit_price"], self.money(1295))
        self.assertEqual((burger["total"], burger["net"]), (self.money(0), self.money(0)))
        self.assertEqual(burger["voided_quantity"], 0.0)
        self.assertEqual(
            burger["discount"],
            {
                "percent": 100.0,
                "amount": None,
                "comped": True,
                "reason_id": self.reason("comp"),
                "note": "Waited an hour",
            },
        )
        self.assertEqual(order["total"], self.money(310))
        event = self.event("order.line_comped")
        self.assertEqual(event.approver_id, self.employee)
        told = {name: event.payload[name] for name in ("quantity", "reason", "note")}
        expected = {"quantity": 2.0, "reason": "Complaint", "note": "Waited an hour"}
        self.assertEqual(told, expected)
        self.assertFalse(self.event("order.line_voided"))

    def test_it_needs_a_manager(self) -> None:
        """Unless the owner says that the role may."""
        self.open()
        order = self.order((self.burger, 1))
        cashier = self.caller(Role.CASHIER)
        with self.assertRaises(ApprovalRequired):
            self.comp(order, cashier)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        domain = [("company_id", "=", self.company.id), ("role", "=", "cashier")]
        self.env["fynlo.role.limit"].search(domain).may_comp = True
        self.assertEqual(self.comp(order, cashier)["total"], self.money(0))
        self.assertFalse(self.event("order.line_comped").approver_id)

    def test_it_is_given_away_once(self) -> None:
        self.open()
        order = self.comp(self.order((self.burger, 1)))
        with self.assertRaises(Invalid) as caught:
            self.comp(order)
        self.assertEqual(caught.exception.errors[0]["field"], "line_id")
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)

    def test_a_comp_is_taken_back(self) -> None:
        """By the line's discount: null; the line costs what it did."""
        self.open()
        before = self.order((self.burger, 1))
        order = self.comp(before)
        values = {"order_id": order["id"], "line_id": order["lines"][0]["id"], "discount": None}
        order = self.command("order.change_line", **values)
        self.assertEqual((order["lines"], order["total"]), (before["lines"], before["total"]))

    def test_what_was_paid_cannot_be_given_away(self) -> None:
        self.open()
        order = self.order((self.burger, 1), (self.bread, 1))
        self.pay(order, self.cash, 500)
        with self.assertRaises(Invalid) as caught:
            self.comp(order)
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1605))

    def test_the_report_tells_comps_from_voids(self) -> None:
        session = self.open()
        order = self.comp(self.order((self.burger, 1), (self.bread, 1)))
        self.pay(order, self.card, 310)
        report = self.close(session, 10000)["report"]
        self.assertEqual(report["comps"], {"count": 1, "amount": self.money(1295)})
        self.assertEqual(report["voids"], {"count": 0, "amount": self.money(0)})
        self.assertEqual(report["gross"], self.money(310))
