from typing import Any

from odoo import fields, models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, NotFound
from ..schemas.common import Money
from ..schemas.payment import OrderBalance, Payment, PaymentTaken
from ..schemas.refund import PaymentCancel
from .definition import Idempotency, command
from .payment_taking import change_name


class FynloPaymentCancelling(models.AbstractModel):
    """Takes back payments of orders that are still open."""

    _name = "fynlo.payment.cancelling"
    _inherit = ["fynlo.order.records"]
    _description = "Cancelling of payments"

    @command("payment.cancel", Scope.PAYMENTS_WRITE, Idempotency.REQUIRED)
    def cancel(self, data: PaymentCancel) -> PaymentTaken:
        """Take back a payment, its change and its tip included: the amount is due again.

        :raises NotFound: there is no such payment in the caller's company and till
        :raises Conflict: payment_cancelled; order_not_open: refund a paid order; session_not_open
        :raises ApprovalRequired: it is above the caller's limit and nobody approved
        """
        payment = self._payment(str(data.payment_id))
        reason = self.env["fynlo.reasons"]._of("refund", data.reason_id)
        order = self._hold_open(payment, data.base_version)
        change = self._change(payment)
        given_back = payment.amount + change
        self.env["fynlo.refunds"]._allow(order, given_back, "Cancelling this payment")
        self._reverse(payment, given_back)
        self.env["fynlo.tips"]._take_back(payment)
        self.env["fynlo.payment.taking"]._settle(order, change)
        payload = {
            "payment_id": payment.uuid,
            "method_id": payment.payment_method_id.id,
            "amount": Money.of(given_back, order.currency_id).model_dump(),
            "reason_id": reason.id,
            "reason": reason.name,
            "note": data.note,
        }
        self._emit("payment.cancelled", order, payload, order.config_id)
        cancelled = Payment.from_record(payment, -change, cancelled=True)
        return PaymentTaken(payment=cancelled, order=OrderBalance.from_record(order))

    def _payment(self, uuid: str) -> Any:
        """The payment (pos.payment) with this UUID, of an order that the caller can see."""
        scope = [
            (f"pos_order_id.{name}", operator, value) for name, operator, value in self._scope()
        ]
        domain = [("uuid", "=", uuid), ("is_change", "=", False), ("fynlo_reverses_id", "=", False)]
        payment = self._orders().env["pos.payment"].search([*domain, *scope], limit=1)
        if not payment:
            raise NotFound(f"There is no payment {uuid}.")
        return payment

    def _hold_open(self, payment: Any, base_version: int | None) -> Any:
        order = payment.pos_order_id
        if order.state in {"paid", "done"}:
            raise Conflict(
                f"Order {order.pos_reference} is paid: refund it instead.",
                ErrorCode.ORDER_NOT_OPEN,
            )
        order = self._lock_open(order.uuid, base_version)
        if payment in order.payment_ids.fynlo_reverses_id:
            raise Conflict("This payment was cancelled already.", ErrorCode.PAYMENT_CANCELLED)
        return order

    def _change(self, payment: Any) -> float:
        """The change that was given for it, as it is kept: 0 or less."""
        name = change_name(payment.uuid)
        rows = payment.pos_order_id.payment_ids.filtered(lambda row: row.name == name)
        return sum(rows.mapped("amount"))

    def _reverse(self, payment: Any, given_back: float) -> Any:
        return payment.create(
            {
                "pos_order_id": payment.pos_order_id.id,
                "session_id": payment.session_id.id,
                "company_id": payment.company_id.id,
                "employee_id": self._caller.employee_id,
                "payment_method_id": payment.payment_method_id.id,
                "payment_date": fields.Datetime.now(),
                "amount": -given_back,
                "fynlo_tip": -payment.fynlo_tip,
                "fynlo_reverses_id": payment.id,
            }
        )
