"""Orders."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order import LinesBody, OrderCreate, OrderFilter
from ..schemas.order_change import OrderPatch
from ..schemas.order_status import StatusBody
from .base import ApiController, sent_values, values_of

NOT_OPEN = (
    ErrorCode.ORDER_NOT_OPEN,
    ErrorCode.SESSION_NOT_OPEN,
    ErrorCode.VERSION_CONFLICT,
)
APPROVAL = (ErrorCode.APPROVAL_REQUIRED, ErrorCode.APPROVAL_REFUSED, ErrorCode.LOCKED_OUT)
NEW_LINES = (
    ErrorCode.PRODUCT_UNAVAILABLE,
    ErrorCode.TOTAL_MISMATCH,
    ErrorCode.UUID_TAKEN,
    *APPROVAL,
)


class OrdersController(ApiController):
    """The doors to the order commands and queries."""

    @api_route(
        "/orders",
        "POST",
        tag="Orders",
        calls="order.create",
        status=201,
        errors=(
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.TILL_REQUIRED,
            ErrorCode.OVERPAID,
            ErrorCode.NOT_FOUND,
            *NEW_LINES,
        ),
    )
    def create_order(self, body: OrderCreate) -> Reply:
        """Open an order.

        The server prices every line; `expected_price` and `expected_total` are compared only.
        With `payments` the order is opened and paid in one call.
        """
        return self.command("order.create", values_of(body))

    @api_route("/orders", "GET", tag="Orders", calls="order.list")
    def list_orders(self, query: OrderFilter) -> Reply:
        """List orders, newest first."""
        return self.query("order.list", values_of(query))

    @api_route("/orders/{order_id}", "GET", tag="Orders", calls="order.get")
    def get_order(self, order_id: UUID) -> Reply:
        """Read an order with its lines."""
        return self.query("order.get", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}",
        "PATCH",
        tag="Orders",
        calls="order.change",
        errors=(*NOT_OPEN, ErrorCode.OVERPAID),
    )
    def change_order(self, order_id: UUID, body: OrderPatch) -> Reply:
        """Change the table, covers, customer, type, promised time or notes of an open order.

        What is not sent stays as it is. Another order type may have other taxes and prices.
        """
        return self.command("order.change", {"order_id": order_id, **sent_values(body)})

    @api_route(
        "/orders/{order_id}/status",
        "PUT",
        tag="Orders",
        calls="order.set_status",
        errors=(ErrorCode.STATUS_INVALID,),
    )
    def set_status(self, order_id: UUID, body: StatusBody) -> Reply:
        """Set the status of an order, with a note for the guest.

        One that may not follow is refused with the `current` status and those `allowed`.
        """
        return self.command("order.set_status", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/{order_id}/tracking-link",
        "POST",
        tag="Orders",
        calls="order.make_tracking_link",
        status=201,
    )
    def make_tracking_link(self, order_id: UUID) -> Reply:
        """Make a link by which a guest follows this one order.

        It ends after a day. Its token is also a bearer token of the API, for this order alone.
        """
        return self.command("order.make_tracking_link", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}/lines",
        "POST",
        tag="Orders",
        calls="order.add_lines",
        errors=(*NOT_OPEN, *NEW_LINES, ErrorCode.OVERPAID),
    )
    def add_lines(self, order_id: UUID, body: LinesBody) -> Reply:
        """Add lines to an open order."""
        return self.command("order.add_lines", {"order_id": order_id, **values_of(body)})
