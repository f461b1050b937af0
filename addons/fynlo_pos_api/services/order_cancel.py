from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.line_kind import DISHES
from ..exceptions import Conflict
from ..schemas.order import Order
from ..schemas.order_moves import OrderCancel
from .definition import Idempotency, command
from .order_void import told_line


class FynloOrderCancel(models.AbstractModel):
    """Cancels open orders: every dish is voided with a reason."""

    _name = "fynlo.order.cancel"
    _inherit = ["fynlo.order.records"]
    _description = "Cancels orders"

    @command("order.cancel", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def cancel_order(self, data: OrderCancel) -> Order:
        """Cancel an open order of which nothing is paid.

        :raises Conflict: order_not_open, operation_refused: something was paid; a newer version
        :raises Invalid: the reason is not on the list for voids
        :raises ApprovalRequired: dishes are voided and the caller's role may not do it alone
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        reason = self.env["fynlo.reasons"]._of("void", data.reason_id)
        if not order.currency_id.is_zero(order.amount_paid):
            raise Conflict(
                "Something of this order is paid; cancel its payments first.",
                ErrorCode.OPERATION_REFUSED,
            )
        lines = order.lines.filtered(lambda line: line.fynlo_kind in DISHES and line.qty > 0)
        if lines:
            self.env["fynlo.role.limits"]._allow("may_void", None, "Cancelling an order")
        payload = {
            **self._summary(order, lines),
            "reason_id": reason.id,
            "reason": reason.name,
            "note": data.note,
        }
        voided = [self._void(line, reason, data.note) for line in lines if not line.combo_parent_id]
        self.env["fynlo.order.lines"]._reprice(order, [])
        summary = self._summary(order, lines.browse())
        for told in voided:
            self._emit("order.line_voided", order, {**summary, **told}, order.config_id)
        self.env["fynlo.order.status"]._cancel(order)
        order.state = "cancel"
        self._emit("order.cancelled", order, payload, order.config_id)
        return Order.from_record(order)

    def _void(self, line: Any, reason: Any, note: str | None) -> dict[str, Any]:
        """Take all of a line back; what the event says of it.

        That it went with its order tells which voids a reopening takes back.
        """
        told = told_line(line, line.qty, reason, note)
        self.env["fynlo.order.void"]._take_back(line, line.qty, reason, note)
        return {**told, "order_cancelled": True}
