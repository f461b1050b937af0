"""Orders that are handed over, and what happened to them."""

from uuid import UUID

from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order_history import OrderHistoryPage
from ..schemas.order_moves import TransferBody
from .base import ApiController, values_of
from .orders import NOT_OPEN


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

    @api_route("/orders/{order_id}/shares", "GET", tag="Orders", calls="order.shares")
    def list_shares(self, order_id: UUID) -> Reply:
        """List the shares of what was due when the order was split."""
        return self.query("order.shares", {"order_id": order_id})

    @api_route("/orders/{order_id}/history", "GET", tag="Orders", calls="order.history")
    def list_history(self, order_id: UUID, query: OrderHistoryPage) -> Reply:
        """List what happened to an order and who did it, in words."""
        return self.query("order.history", {"order_id": order_id, **values_of(query)})
