"""Payments of orders."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.payment import PaymentBody
from .base import ApiController, values_of


class PaymentsController(ApiController):
    """The doors to the payment commands and queries."""

    @api_route(
        "/payments/orders/{order_id}/pay",
        "POST",
        tag="Payments",
        calls="payment.pay",
        status=201,
        errors=(
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.ORDER_NOT_OPEN,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.OVERPAID,
            ErrorCode.UUID_TAKEN,
            ErrorCode.VERSION_CONFLICT,
        ),
    )
    def pay(self, order_id: UUID, body: PaymentBody) -> Reply:
        """Record a payment.

        Cash: `tendered` less `amount` is the change. Card: what a terminal took. A payment may
        be a part; the one that covers the rest closes the order.
        """
        return self.command("payment.pay", {"order_id": order_id, **values_of(body)})

    @api_route("/payments/orders/{order_id}", "GET", tag="Payments", calls="payment.list")
    def list_payments(self, order_id: UUID) -> Reply:
        """List the payments of an order."""
        return self.query("payment.list", {"order_id": order_id})
