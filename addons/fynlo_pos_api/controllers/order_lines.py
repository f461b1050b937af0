"""Lines of orders that are there: changes, voids, comps."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order_line_change import LineCompBody, LinePatch, LineVoidBody
from .base import ApiController, sent_values, values_of
from .orders import APPROVAL, NOT_OPEN

_REFUSED = (*NOT_OPEN, *APPROVAL, ErrorCode.OVERPAID)


class OrderLinesController(ApiController):
    """The doors to the commands about a line."""

    @api_route(
        "/orders/{order_id}/lines/{line_id}",
        "PATCH",
        tag="Orders",
        calls="order.change_line",
        errors=(*_REFUSED, ErrorCode.PRODUCT_UNAVAILABLE),
    )
    def change_line(self, order_id: UUID, line_id: UUID, body: LinePatch) -> Reply:
        """Change a line: more of it, its modifiers, notes, seat, course, discount or price.

        What is not sent stays as it is. What was not made is voided, so the quantity goes up only.
        """
        values = {"order_id": order_id, "line_id": line_id, **sent_values(body)}
        return self.command("order.change_line", values)

    @api_route(
        "/orders/{order_id}/lines/{line_id}/void",
        "POST",
        tag="Orders",
        calls="order.void_line",
        errors=_REFUSED,
    )
    def void_line(self, order_id: UUID, line_id: UUID, body: LineVoidBody) -> Reply:
        """Void a line that was not made, or a part of its quantity.

        Needs an owner or manager, or one's PIN in `approval`, unless the role may void.
        """
        values = {"order_id": order_id, "line_id": line_id, **values_of(body)}
        return self.command("order.void_line", values)

    @api_route(
        "/orders/{order_id}/lines/{line_id}/comp",
        "POST",
        tag="Orders",
        calls="order.comp_line",
        errors=_REFUSED,
    )
    def comp_line(self, order_id: UUID, line_id: UUID, body: LineCompBody) -> Reply:
        """Give a line away that was made: it stays, and costs nothing.

        Needs an owner or manager, or one's PIN in `approval`, unless the role may give away.
        """
        values = {"order_id": order_id, "line_id": line_id, **values_of(body)}
        return self.command("order.comp_line", values)
