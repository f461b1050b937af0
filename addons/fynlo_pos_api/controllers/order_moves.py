"""Orders that are split, merged, handed over, and what happened to them."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order_history import OrderHistoryPage
from ..schemas.order_moves import CancelBody, OrderMerge, ReopenBody, TransferBody
from ..schemas.order_split import SplitBody
from .base import ApiController, values_of
from .orders import NOT_OPEN

APPROVAL = (ErrorCode.APPROVAL_REQUIRED, ErrorCode.APPROVAL_REFUSED)


class OrderMovesController(ApiController):
    """The doors to what moves orders, and to their history."""

    @api_route(
        "/orders/{order_id}/transfer",
        "POST",
        tag="Orders",
        calls="order.transfer",
        errors=NOT_OPEN,
    )
    def transfer_order(self, order_id: UUID, body: TransferBody) -> Reply:
        """Move an order to another table, or hand it to another employee."""
        return self.command("order.transfer", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/{order_id}/split",
        "POST",
        tag="Orders",
        calls="order.split",
        errors=(
            *NOT_OPEN,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.OVERPAID,
            ErrorCode.UUID_TAKEN,
        ),
    )
    def split_order(self, order_id: UUID, body: SplitBody) -> Reply:
        """Split an order by lines, by seats, by amounts, or evenly.

        The parts sum to the whole, to the penny. Lines and seats make orders of their own;
        amounts and even parts are shares, which payments name in `share_id`.
        """
        return self.command("order.split", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/merge",
        "POST",
        tag="Orders",
        calls="order.merge",
        errors=(*NOT_OPEN, ErrorCode.NOT_FOUND, ErrorCode.OPERATION_REFUSED),
    )
    def merge_orders(self, body: OrderMerge) -> Reply:
        """Put open orders into another one.

        The total is the sum of the totals; the emptied orders are cancelled and name the target.
        """
        return self.command("order.merge", values_of(body))

    @api_route(
        "/orders/{order_id}/cancel",
        "POST",
        tag="Orders",
        calls="order.cancel",
        errors=(*NOT_OPEN, *APPROVAL, ErrorCode.OPERATION_REFUSED),
    )
    def cancel_order(self, order_id: UUID, body: CancelBody) -> Reply:
        """Cancel an open order of which nothing is paid: every dish is voided."""
        return self.command("order.cancel", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/{order_id}/reopen",
        "POST",
        tag="Orders",
        calls="order.reopen",
        errors=(
            *APPROVAL,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.PRODUCT_UNAVAILABLE,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.VERSION_CONFLICT,
        ),
    )
    def reopen_order(self, order_id: UUID, body: ReopenBody) -> Reply:
        """Open a paid or cancelled order again, while its session is open.

        Its payments in cash and by recorded cards are taken back; the dishes of a cancelled
        order are back on it.
        """
        return self.command("order.reopen", {"order_id": order_id, **values_of(body)})

    @api_route("/orders/{order_id}/shares", "GET", tag="Orders", calls="order.shares")
    def list_shares(self, order_id: UUID) -> Reply:
        """List the shares of what was due when the order was split."""
        return self.query("order.shares", {"order_id": order_id})

    @api_route("/orders/{order_id}/history", "GET", tag="Orders", calls="order.history")
    def list_history(self, order_id: UUID, query: OrderHistoryPage) -> Reply:
        """List what happened to an order and who did it, in words."""
        return self.query("order.history", {"order_id": order_id, **values_of(query)})
