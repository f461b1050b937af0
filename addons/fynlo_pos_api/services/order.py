from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.line_kind import DISHES
from ..exceptions import Conflict, Forbidden, Invalid, NotFound
from ..schemas.order import LinesAdd, Order, OrderCreate
from ..schemas.order_line import LineCreate
from ..schemas.payment_input import OrderPayment
from .definition import Idempotency, command
from .order_line_terms import told_terms
from .order_records import know_session
from .order_terms import OrderTerms


class FynloOrder(models.AbstractModel):
    """Orders of the till: normal pos.order records, written by commands."""

    _name = "fynlo.order"
    _inherit = ["fynlo.order.records"]
    _description = "Order commands"

    @command("order.create", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def create_order(self, data: OrderCreate) -> Order:
        """Open an order in the till's session, with its first lines, and take payments of it.

        :raises Conflict: session_not_open, uuid_taken
        :raises Forbidden: scope_missing: it has payments and the caller may take none
        :raises Invalid: a line, the table, the customer, the expected total or a payment is wrong
        """
        self._catalogue()._open()
        config = self._till()
        session = self._open_session(config)
        ordered_at = self._moment(data.ordered_at, "ordered_at")
        terms = OrderTerms.of(config, ordered_at, data.order_type)
        lines, priced = self._lines()._make(terms, data.lines)
        totals = self.env["fynlo.pricing"]._price(terms, priced)
        self._check_new(data.id, [line.id for line in data.lines if line.id])
        values = self.env["fynlo.order.header"]._make(data, terms)
        charges = self._charges()._matching(terms.company_id, data.order_type, data.covers or 0)
        values |= {
            "session_id": session.id,
            "amount_tax": totals.tax,
            "amount_total": totals.total,
            "fynlo_is_adjusted": bool(charges),
        }
        order = self._orders().create(values)
        self._charges()._add(order, charges)
        created = self._lines()._create(order, lines, priced)
        self._lines()._compare(order, data.expected_total, order.amount_total, "expected_total")
        summary = self._summary(order, order.lines)
        self._emit("order.created", order, summary, config, first=True)
        self._tell_terms(order, data.lines, created)
        self._pay(order, data.payments)
        self._catalogue()._close()
        return Order.from_record(order)

    @command("order.add_lines", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def add_lines(self, data: LinesAdd) -> Order:
        """Add lines to an open order.

        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises Invalid: a line, the expected total, or the time is wrong
        :raises Forbidden: it has a time, and the caller is no manager
        """
        self._catalogue()._open()
        order = self._lock_open(str(data.order_id), data.base_version)
        terms = OrderTerms.of_order(order, self._added_at(order, data))
        values, priced = self._lines()._make(terms, data.lines)
        self._check_new(None, [line.id for line in data.lines if line.id])
        self._lines()._reprice(order, priced)
        lines = self._lines()._create(order, values, priced)
        self._lines()._compare(order, data.expected_total, order.amount_total, "expected_total")
        self._check_overpaid(order, "lines")
        self._catalogue()._close()
        self._emit("order.lines_added", order, self._summary(order, lines), order.config_id)
        self._tell_terms(order, data.lines, lines)
        return Order.from_record(order)

    def _added_at(self, order: Any, data: LinesAdd) -> datetime:
        """When lines are added: now, or in the past that a manager brings in."""
        added_at = self._moment(data.added_at, "added_at")
        if data.added_at and added_at < order.date_order:
            raise Invalid(f"The order was opened at {order.date_order}Z, later.", field="added_at")
        return added_at

    def _lines(self) -> Any:
        return self.env["fynlo.order.lines"]

    def _charges(self) -> Any:
        return self.env["fynlo.service.charges"]

    def _catalogue(self) -> Any:
        return self.env["fynlo.catalogue"]

    def _sent_line(self, order: Any, line_id: UUID) -> Any:
        """A line of the order that staff sent.

        :raises NotFound: the order has no such line
        :raises Invalid: it is a dish of a set menu, or derived
        """
        line = order.lines.filtered(lambda item: item.uuid == str(line_id))
        if not line:
            raise NotFound(f"Order {order.pos_reference} has no line {line_id}.")
        if line.fynlo_kind not in DISHES:
            detail = "This line is derived: change the discount, the charge or the payment."
            raise Invalid(detail, field="line_id")
        return line

    def _changed(self, order: Any, name: str, payload: dict[str, Any], field: str) -> Order:
        """Price an order that was changed, leave the event, and close it when all is paid.

        :param name: of the event
        :param field: which field of the input is at fault when too little would be left
        :raises Invalid: overpaid
        """
        self._lines()._reprice(order, [])
        self._check_overpaid(order, field)
        summary = self._summary(order, order.lines.browse())
        self._emit(name, order, {**summary, **payload}, order.config_id)
        if order.amount_paid:
            self.env["fynlo.payment.taking"]._close_if_paid(order)
        return Order.from_record(order)

    def _tell_terms(self, order: Any, sent: Sequence[LineCreate], lines: Any) -> None:
        """Leave an event for each new line with a discount or a price set by hand."""
        if not any(line.discount or line.price_override for line in sent):
            return
        for line in lines.filtered(lambda item: not item.combo_parent_id):
            for name, payload in told_terms(line):
                self._emit(name, order, payload, order.config_id)

    def _open_session(self, config: Any) -> Any:
        self.env.cr.execute(
            "SELECT id, config_id, update_stock_at_closing FROM pos_session"
            " WHERE config_id = %s AND state = 'opened' LIMIT 1",
            [config.id],
        )
        row = self.env.cr.fetchone()
        if not row:
            raise Conflict(
                "The till has no open session; open one with POST /sessions.",
                ErrorCode.SESSION_NOT_OPEN,
            )
        return know_session(self._orders(), *row)

    def _check_new(self, order_id: UUID | None, line_ids: list[UUID]) -> None:
        """No order and no line of the whole database has one of these ids."""
        if len(set(line_ids)) < len(line_ids):
            raise Invalid("Two lines have the same id.", field="lines")
        if not order_id and not line_ids:
            return
        self.env.cr.execute(
            "SELECT EXISTS (SELECT 1 FROM pos_order WHERE uuid = %s),"
            " EXISTS (SELECT 1 FROM pos_order_line WHERE uuid = ANY(%s))",
            [str(order_id), [str(line_id) for line_id in line_ids]],
        )
        order_taken, line_taken = self.env.cr.fetchone()
        if order_taken or line_taken:
            raise Conflict(
                "There is such an order already."
                if order_taken
                else "A line with one of these ids exists already.",
                ErrorCode.UUID_TAKEN,
                field="id" if order_taken else "lines",
            )

    def _pay(self, order: Any, payments: Sequence[OrderPayment]) -> None:
        if payments and Scope.PAYMENTS_WRITE not in self._caller.scopes:
            raise Forbidden(
                f"Payments need the scope {Scope.PAYMENTS_WRITE}.", ErrorCode.SCOPE_MISSING
            )
        for index, payment in enumerate(payments):
            self.env["fynlo.payment.taking"]._take(order, payment, f"payments.{index}.")

    def _check_overpaid(self, order: Any, field: str = "quantity") -> None:
        """:raises Invalid: overpaid: less would be left of the order than what was paid."""
        if order.currency_id.compare_amounts(order.amount_paid, order.amount_total) > 0:
            raise Invalid(
                "The guest has paid more than what would be left of the order.",
                ErrorCode.OVERPAID,
                field=field,
            )
