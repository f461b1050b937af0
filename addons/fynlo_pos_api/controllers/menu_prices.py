"""Prices on price lists, and dayparts."""

from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.daypart import DaypartCreate, DaypartFilter, DaypartPatch
from ..schemas.menu_price import PricesBody
from .base import ApiController, sent_values, values_of

_PRICES = "/menu/price-lists/{price_list_id}/products/{product_id}"


class MenuPricesController(ApiController):
    """The doors to prices and dayparts."""

    @api_route("/menu/price-lists", "GET", tag="Menu", calls="menu.price_lists")
    def list_price_lists(self) -> Reply:
        """List the company's price lists."""
        return self.query("menu.price_lists", {})

    @api_route(_PRICES, "GET", tag="Menu", calls="menu.prices")
    def read_prices(self, price_list_id: int, product_id: int) -> Reply:
        """Read what a dish costs on a price list: now, and by its own prices."""
        values = {"price_list_id": price_list_id, "product_id": product_id}
        return self.query("menu.prices", values)

    @api_route(_PRICES, "PUT", tag="Menu", calls="menu.set_prices")
    def set_prices(self, price_list_id: int, product_id: int, body: PricesBody) -> Reply:
        """Set all prices of its own that a dish has on a price list, timed ones too."""
        values = {"price_list_id": price_list_id, "product_id": product_id, **values_of(body)}
        return self.command("menu.set_prices", values)

    @api_route("/menu/dayparts", "GET", tag="Menu", calls="menu.dayparts")
    def list_dayparts(self, query: DaypartFilter) -> Reply:
        """List the dayparts."""
        return self.query("menu.dayparts", values_of(query))

    @api_route("/menu/dayparts", "POST", tag="Menu", calls="menu.create_daypart", status=201)
    def create_daypart(self, body: DaypartCreate) -> Reply:
        """Add a daypart: what is sold at its times only, or costs something else then."""
        return self.command("menu.create_daypart", values_of(body))

    @api_route("/menu/dayparts/{daypart_id}", "PATCH", tag="Menu", calls="menu.change_daypart")
    def change_daypart(self, daypart_id: int, body: DaypartPatch) -> Reply:
        """Change a daypart; what is not sent stays."""
        values = {"daypart_id": daypart_id, **sent_values(body)}
        return self.command("menu.change_daypart", values)

    @api_route(
        "/menu/dayparts/{daypart_id}",
        "DELETE",
        tag="Menu",
        calls="menu.delete_daypart",
        status=204,
    )
    def delete_daypart(self, daypart_id: int) -> Reply:
        """Delete a daypart."""
        return self.command("menu.delete_daypart", {"daypart_id": daypart_id})
