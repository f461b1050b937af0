"""Money given back: refunds of paid orders, and payments that are cancelled before."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.refund import PaymentCancelBody, RefundBody
from .base import ApiController, values_of

_APPROVAL = (ErrorCode.APPROVAL_REQUIRED, ErrorCode.APPROVAL_REFUSED)


class RefundsController(ApiController):
    """The doors to the commands that give money back."""

    @api_route(
        "/payments/{payment_id}/cancel",
        "POST",
        tag="Payments",
        calls="payment.cancel",
        errors=(
            ErrorCode.ORDER_NOT_OPEN,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.PAYMENT_CANCELLED,
            ErrorCode.VERSION_CONFLICT,
            *_APPROVAL,
        ),
    )
    def cancel_payment(self, payment_id: UUID, body: PaymentCancelBody) -> Reply:
        """Take back a payment of an open order.

        The payment stays in the list, with a second one that takes it back; what it paid is due
        again.
        """
        return self.command("payment.cancel", {"payment_id": payment_id, **values_of(body)})

    @api_route(
        "/payments/orders/{order_id}/refunds",
        "POST",
        tag="Payments",
        calls="payment.refund",
        status=201,
        errors=(
            ErrorCode.ORDER_NOT_PAID,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.REFUND_TOO_LARGE,
            ErrorCode.TOTAL_MISMATCH,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.UUID_TAKEN,
            ErrorCode.VERSION_CONFLICT,
            *_APPROVAL,
        ),
    )
    def refund(self, order_id: UUID, body: RefundBody) -> Reply:
        """Give back lines or an amount of a paid order.

        It goes back to the methods that the guest paid with, in the till's open session; the
        order may be of an earlier one. Never more than was paid.
        """
        return self.command("payment.refund", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/payments/orders/{order_id}/refunds", "GET", tag="Payments", calls="payment.refunds"
    )
    def list_refunds(self, order_id: UUID) -> Reply:
        """List the refunds of an order."""
        return self.query("payment.refunds", {"order_id": order_id})
