"""The menu as tills read it, and what barcodes stand for."""

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from odoo.http import request

from ..const import ErrorCode
from ..domain.image import IMAGE_TYPES
from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController, known_tags


class MenuController(ApiController):
    """The doors to the menu's queries."""

    @api_route("/menu", "GET", tag="Menu", calls="menu.read", errors=(ErrorCode.NOT_FOUND,))
    def read_menu(self) -> Reply:
        """Read the whole menu of the till.

        Keep the ETag and send it as If-None-Match: an unchanged menu is a 304 without a body.
        Prices are those of the till's price list at this moment; `valid_until` says when they
        change by themselves, a `menu.changed` event when somebody changed them.
        """
        # Odoo's own request has no accept_encodings.
        accepted = request.httprequest.headers.get("Accept-Encoding")
        gzip = parse_accept_header(accepted, Accept).quality("gzip") > 0
        return self.query("menu.read", {"gzip": gzip, "known_tags": known_tags()})

    @api_route("/menu/barcodes/{code}", "GET", tag="Menu", calls="menu.barcode")
    def read_barcode(self, code: str) -> Reply:
        """Find what is sold under a barcode."""
        return self.query("menu.barcode", {"code": code})

    @api_route(
        "/menu/products/{product_id}/image",
        "GET",
        tag="Menu",
        calls="menu.product_image",
        content_types=IMAGE_TYPES,
    )
    def read_image(self, product_id: int) -> Reply:
        """Read the picture of a product."""
        values = {"product_id": product_id, "known_tags": known_tags()}
        return self.query("menu.product_image", values)

    @api_route(
        "/menu/categories/{category_id}/image",
        "GET",
        tag="Menu",
        calls="menu.category_image",
        content_types=IMAGE_TYPES,
    )
    def read_category_image(self, category_id: int) -> Reply:
        """Read the picture of a category."""
        values = {"category_id": category_id, "known_tags": known_tags()}
        return self.query("menu.category_image", values)
