from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Money
from ..schemas.order import LinesAdd, LineVoid, Order, OrderCreate
from .definition import Idempotency, command
from .order_terms import OrderTerms


class FynloOrder(models.AbstractModel):
    """Orders of the till: normal pos.order records, written by commands."""

    _name = "fynlo.order"
    _inherit = ["fynlo.order.records"]
    _description = "Order commands"

    @command("order.create", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def create_order(self, data: OrderCreate) -> Order:
        """Open an order in the till's session, with its first lines.

        :raises Conflict: session_not_open, uuid_taken
        :raises Invalid: a line, the table, the customer or the expected total is wrong
        """
        session = self._open_session()
        terms = OrderTerms.of(session, self._moment(data.ordered_at, "ordered_at"))
        values = self.env["fynlo.order.header"]._make(data, terms)
        line_values, to_price = self._lines()._make(terms, data.lines)
        totals = self.env["fynlo.pricing"]._price(terms, to_price)
        self._compare_total(terms, data.expected_total, totals.total)
        values |= {"amount_tax": totals.tax, "amount_total": totals.total}
        order = self._orders().create(values)
        self._lines()._create(order, line_values, to_price)
        self._emit("order.created", order, self._summary(order, order.lines), order.config_id)
        return Order.from_record(order)

    @command("order.add_lines", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def add_lines(self, data: LinesAdd) -> Order:
        """Add lines to an open order.

        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises Invalid: a line or the expected total is wrong
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        line_values, new = self._lines()._make(order, data.lines)
        totals = self._lines()._reprice(order, new)
        self._compare_total(order, data.expected_total, totals.total)
        lines = self._lines()._create(order, line_values, new)
        self._emit("order.lines_added", order, self._summary(order, lines), order.config_id)
        return Order.from_record(order)

    @command("order.void_line", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def void_line(self, data: LineVoid) -> Order:
        """Take back what was not made, with a reason and a manager's approval.

        The dishes of a set menu are voided with its own line.

        :raises NotFound: the order has no such line
        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises ApprovalRequired: the caller is no manager and nobody approved
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        line = order.lines.filtered(lambda item: item.uuid == str(data.line_id))
        if not line:
            raise NotFound(f"Order {order.pos_reference} has no line {data.line_id}.")
        if line.combo_parent_id:
            raise Invalid("Void the set menu's own line.", field="line_id")
        quantity = float(data.quantity) if data.quantity else line.qty
        if line.qty <= 0 or quantity > line.qty:
            raise Invalid(
                f"Only {line.qty:g} of this line are left to void.",
                field="quantity" if data.quantity else "line_id",
            )
        self._require_approval("Voiding a line")
        self._take_back(line, quantity, data.reason)
        self._lines()._reprice(order, [])
        voided = {"line_id": line.uuid, "quantity": quantity, "reason": data.reason}
        payload = {**self._summary(order, order.lines.browse()), **voided}
        self._emit("order.line_voided", order, payload, order.config_id)
        return Order.from_record(order)

    def _lines(self) -> Any:
        return self.env["fynlo.order.lines"]

    def _open_session(self) -> Any:
        # sudo: as in _orders
        session = (
            self.env["pos.session"]
            .sudo()
            .search([("config_id", "=", self._till().id), ("state", "=", "opened")], limit=1)
        )
        if not session:
            raise Conflict(
                "The till has no open session; open one with POST /sessions.",
                ErrorCode.SESSION_NOT_OPEN,
            )
        return session

    def _compare_total(self, order: Any, expected: Money | None, total: float) -> None:
        if expected is None:
            return
        actual = Money.of(total, order.currency_id)
        if actual != expected:
            raise Invalid(
                f"The total is {actual.amount} {actual.currency}, not"
                f" {expected.amount} {expected.currency}.",
                ErrorCode.TOTAL_MISMATCH,
                field="expected_total",
                extra={"expected": expected.model_dump(), "actual": actual.model_dump()},
            )

    def _take_back(self, line: Any, quantity: float, reason: str) -> None:
        share = quantity / line.qty
        for item in line | line.combo_line_ids:
            taken = item.qty * share
            item.write(
                {
                    "qty": item.qty - taken,
                    "fynlo_voided_quantity": item.fynlo_voided_quantity + taken,
                    "fynlo_void_reason": reason,
                }
            )
