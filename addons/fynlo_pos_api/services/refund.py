from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.line_kind import LineKind
from ..domain.money import from_minor, to_minor
from ..exceptions import Conflict, Invalid
from ..schemas.common import Money
from ..schemas.order import Order
from ..schemas.refund import Refund, RefundMade, RefundMake
from .definition import Idempotency, command


class FynloRefund(models.AbstractModel):
    """Gives money back for paid orders, as Odoo's own till does: by an order with less than 0."""

    _name = "fynlo.refund"
    _inherit = ["fynlo.order.records"]
    _description = "Refund commands"

    @command("payment.refund", Scope.PAYMENTS_WRITE, Idempotency.REQUIRED)
    def refund(self, data: RefundMake) -> RefundMade:
        """Give back lines or an amount of a paid order, in the till's open session.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Conflict: order_not_paid, session_not_open, uuid_taken, version_conflict
        :raises Invalid: refund_too_large, or a line, a method, the reason is wrong
        :raises ApprovalRequired: it is above the caller's limit, or goes to another method
        """
        order = self._find(str(data.order_id))
        reason = self.env["fynlo.reasons"]._of("refund", data.reason_id)
        chosen = self.env["fynlo.refund.lines"]._chosen(order, data.lines)
        methods = self.env["fynlo.refund.payments"]._methods(order, data.payments)
        self._check_asked(order, data)
        self._hold(order, data.base_version, Order.from_record)
        self._check_paid(order)
        session = self.env["fynlo.order"]._open_session(order.config_id)
        parts = self.env["fynlo.refund.lines"]._parts(order, data, chosen)
        total = self._rounded(order, sum(item.amounts.total for item in parts))
        due = self._payable(order, total)
        divided = self.env["fynlo.refund.payments"]._divide(order, due, methods, data.payments)
        money = Money(amount=due, currency=order.currency_id.name)
        self.env["fynlo.refunds"]._allow(
            order, money.as_float(order.currency_id), "Giving back this amount"
        )
        making = self.env["fynlo.refund.making"]
        refund = making._make(order, session, data, parts, total)
        tip = sum(item.amounts.total for item in parts if item.line.fynlo_kind == LineKind.TIP)
        making._pay(refund, divided, tip)
        return self._made(order, refund, reason)

    def _check_asked(self, order: Any, data: RefundMake) -> None:
        """Lines or an amount, in the till's currency, or the tips alone."""
        if data.lines and data.amount is not None:
            raise Invalid("Send either lines or an amount.", field="amount")
        if not data.lines and data.amount is None and not data.tip:
            raise Invalid("Send lines, an amount, or tip: true.", field="lines")
        currency = order.currency_id.name
        if data.amount and data.amount.currency != currency:
            raise Invalid(f"This till takes {currency}.", field="amount.currency")

    def _check_paid(self, order: Any) -> None:
        if order.is_refund:
            raise Conflict("This is a refund itself.", ErrorCode.ORDER_NOT_PAID)
        if order.state not in {"paid", "done"}:
            raise Conflict(
                f"Order {order.pos_reference} is not paid: cancel its payments instead.",
                ErrorCode.ORDER_NOT_PAID,
            )

    def _rounded(self, order: Any, total: int) -> int:
        """The refund's total, in minor units, on a till that rounds what guests pay."""
        config, places = order.config_id, order.currency_id.decimal_places
        if not config.cash_rounding or config.only_round_cash_method:
            return total
        return to_minor(config.rounding_method.round(from_minor(total, places)), places)

    def _payable(self, order: Any, total: int) -> int:
        """What goes back of it, in minor units: the guest may have paid less than the total.

        That is so where cash is rounded to a coin.
        """
        if not order.config_id.cash_rounding:
            return total
        return min(total, self.env["fynlo.refunds"]._balance(order).refundable.amount)

    def _made(self, order: Any, refund: Any, reason: Any) -> RefundMade:
        """Leave the events of both orders and say what was given back."""
        made = Refund.from_record(refund)
        payload = {
            "refund_id": refund.uuid,
            "order_id": order.uuid,
            "reference": refund.pos_reference,
            "total": made.total.model_dump(),
            "tip": made.tip.model_dump(),
            "reason_id": reason.id,
            "reason": reason.name,
            "note": made.note,
            "lines": [
                {"id": str(line.line_id) if line.line_id else None, "quantity": line.quantity}
                for line in made.lines
            ],
            "payments": [
                {"method_id": item.method_id, "amount": item.amount.model_dump()}
                for item in made.payments
            ],
        }
        self._emit("refund.created", refund, payload, refund.config_id, first=True)
        self._emit("order.refunded", order, payload, order.config_id)
        return RefundMade(refund=made, order=self.env["fynlo.refunds"]._balance(order))
