"""A guest's order, for apps; people have the page at /order/<token>."""

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.controllers.base import ApiController
from odoo.addons.fynlo_pos_api.http.operation import api_route
from odoo.addons.fynlo_pos_api.http.reply import Reply


class TrackingController(ApiController):
    """What a guest sees with the token of the link to an order."""

    @api_route(
        "/guest/order",
        "GET",
        tag="Guests",
        calls="order.track",
        errors=(ErrorCode.ROLE_FORBIDDEN, ErrorCode.NOT_FOUND),
    )
    def track_order(self) -> Reply:
        """Read the order that the token is for.

        The token is that of the link to an order (`fyo_...`), and shows nothing else.
        """
        return self.query("order.track", {})
