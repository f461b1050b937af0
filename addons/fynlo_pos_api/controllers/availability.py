"""Which dishes are out or counted down."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.availability import AvailabilityFilter, AvailabilitySet
from .base import ApiController, values_of


class AvailabilityController(ApiController):
    """The doors to the availability of dishes."""

    @api_route("/menu/availability", "GET", tag="Menu", calls="menu.availability")
    def list_availability(self, query: AvailabilityFilter) -> Reply:
        """List the dishes that are out or counted down.

        Every other dish is in stock.
        """
        return self.query("menu.availability", values_of(query))

    @api_route(
        "/menu/availability",
        "PUT",
        tag="Menu",
        calls="menu.set_availability",
        errors=(ErrorCode.VERSION_CONFLICT,),
    )
    def set_availability(self, body: AvailabilitySet) -> Reply:
        """Put dishes out, back in stock, or count them down.

        A countdown goes down with each sale, comes back with a void, and is out at 0.
        """
        return self.command("menu.set_availability", values_of(body))
