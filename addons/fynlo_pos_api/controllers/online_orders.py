"""How far orders are, for the guest and for those who deliver."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order_status import FollowedOrdersPage, StatusBody
from .base import ApiController, values_of


class OnlineOrdersController(ApiController):
    """Follow orders: a guest his own, by his login or by the token of the order."""

    @api_route(
        "/online/orders/{order_id}/update-status/",
        "POST",
        tag="Online orders",
        calls="order.set_status",
        errors=(ErrorCode.STATUS_INVALID,),
    )
    def update_status(self, order_id: UUID, body: StatusBody) -> Reply:
        """Set the status of an order, as PUT /orders/{order_id}/status does."""
        return self.command("order.set_status", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/online/orders/{order_id}/status/",
        "GET",
        tag="Online orders",
        calls="order.status",
        errors=(ErrorCode.ORDER_FORBIDDEN,),
    )
    def read_status(self, order_id: UUID) -> Reply:
        """Read how far an order is, with what happened to it and when."""
        return self.query("order.status", {"order_id": order_id})

    @api_route(
        "/online/orders/history/",
        "GET",
        tag="Online orders",
        calls="order.status_history",
    )
    def list_followed(self, query: FollowedOrdersPage) -> Reply:
        """List orders with their statuses, newest first: a customer's own, or the company's."""
        return self.query("order.status_history", values_of(query))
