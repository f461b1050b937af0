from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict
from ..schemas.order import Order
from ..schemas.order_moves import OrderReopen
from ..schemas.payment_method import PaymentKind, kind_of
from .definition import Idempotency, command


class FynloOrderReopen(models.AbstractModel):
    """Opens orders again that were paid or cancelled by mistake, while their session is open."""

    _name = "fynlo.order.reopen"
    _inherit = ["fynlo.order.records"]
    _description = "Reopens orders"

    @command("order.reopen", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def reopen_order(self, data: OrderReopen) -> Order:
        """Open a paid or cancelled order again.

        The payments of a paid one are taken back, each by a row of its own; the dishes of a
        cancelled one are back on it.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Conflict: session_not_open, a newer version, or operation_refused: it is open,
            posted, merged, invoiced, refunded, or was paid in another way than cash and cards
        :raises Invalid: the reason is not on the list for reopening
        :raises ApprovalRequired: the caller's role may not do it alone
        """
        order = self._find(str(data.order_id))
        self._hold(order, data.base_version, Order.from_record)
        reason = self.env["fynlo.reasons"]._of("reopen", data.reason_id)
        self._check(order)
        self.env["fynlo.role.limits"]._allow("may_reopen", None, "Reopening an order")
        was_paid = order.state == "paid"
        order._fynlo_reopen()
        self.env["fynlo.order.status"]._begin_again(order)
        if was_paid:
            self._take_payments_back(order)
        else:
            self._take_voids_back(order)
        payload = {
            **self._summary(order, order.lines.browse()),
            "was": "paid" if was_paid else "cancelled",
            "reason_id": reason.id,
            "reason": reason.name,
            "note": data.note,
        }
        self._emit("order.reopened", order, payload, order.config_id)
        return Order.from_record(order)

    def _check(self, order: Any) -> None:
        """Refuse what cannot be open again without harm to the books."""
        if order.session_id.state != "opened":
            raise Conflict(
                f"The session of order {order.pos_reference} is closed.",
                ErrorCode.SESSION_NOT_OPEN,
            )
        refusals = {
            "It is open.": order.state == "draft",
            "It is in the books; refund it.": order.state == "done",
            "It was merged into another order.": bool(order.fynlo_merged_into_id),
            "It is a refund.": order.is_refund,
            "It was invoiced; refund it.": bool(order.account_move),
            "Its stock has moved; refund it.": bool(order.picking_ids),
            "It was refunded.": bool(self.env["fynlo.refunds"]._of(order)),
            "Only cash and recorded cards are taken back so; refund it.": any(
                self._is_settled_elsewhere(payment) for payment in order.payment_ids
            ),
        }
        for detail, refused in refusals.items():
            if refused:
                raise Conflict(detail, ErrorCode.OPERATION_REFUSED)

    def _is_settled_elsewhere(self, payment: Any) -> bool:
        method = payment.payment_method_id
        return kind_of(method) is PaymentKind.OTHER or bool(method.use_payment_terminal)

    def _take_payments_back(self, order: Any) -> None:
        """Take back each payment that holds, with its change and its tip."""
        cancelling = self.env["fynlo.payment.cancelling"]
        held = order.payment_ids.filtered(
            lambda row: not row.is_change and not row.fynlo_reverses_id
        )
        returned = 0.0
        for payment in held - order.payment_ids.fynlo_reverses_id:
            change = cancelling._change(payment)
            cancelling._reverse(payment, payment.amount + change)
            self.env["fynlo.tips"]._take_back(payment)
            returned += change
        self.env["fynlo.payment.taking"]._settle(order, returned)

    def _take_voids_back(self, order: Any) -> None:
        """Put the dishes back that the cancelling voided, as its event tells them."""
        # sudo: the event is of the order that the caller reopens
        events = self.env["fynlo.event"].sudo()
        of_order = [("aggregate_model", "=", order._name), ("aggregate_id", "=", order.id)]
        last = [*of_order, ("name", "=", "order.cancelled")]
        cancelled = events.search(last, order="version desc", limit=1)
        voided = {
            item["id"]: item["quantity"] for item in (cancelled.payload or {}).get("lines", [])
        }
        for line in order.lines.filtered(lambda item: item.uuid in voided):
            left = round(line.fynlo_voided_quantity - voided[line.uuid], 3)
            values = {"qty": voided[line.uuid], "fynlo_voided_quantity": left}
            if not left:
                values |= {"fynlo_void_reason": False, "fynlo_void_reason_id": False}
            line.write(values)
        self.env["fynlo.order.lines"]._reprice(order, [])
