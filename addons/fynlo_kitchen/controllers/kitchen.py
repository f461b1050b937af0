"""The kitchen: stations, tickets, recipes, figures."""

from uuid import UUID

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.controllers.base import ApiController, known_tags, values_of
from odoo.addons.fynlo_pos_api.domain.image import IMAGE_TYPES
from odoo.addons.fynlo_pos_api.http.operation import api_route
from odoo.addons.fynlo_pos_api.http.reply import Reply

from ..schemas.analytics import AnalyticsFilter
from ..schemas.kitchen import (
    BumpBody,
    CompleteBody,
    RushBody,
    StationFilter,
    TicketBody,
    TicketFilter,
)

_TAG = "Kitchen"
_REFUSED = (ErrorCode.NOT_FOUND, ErrorCode.OPERATION_REFUSED, ErrorCode.VERSION_CONFLICT)


class KitchenController(ApiController):
    """The doors to what the kitchen reads and does."""

    # === READING === #

    @api_route("/kitchen/stations", "GET", tag=_TAG, calls="kitchen.stations")
    def list_stations(self) -> Reply:
        """The stations, with their thresholds and how many tickets they have.

        The screen of a station sees its own only.
        """
        return self.query("kitchen.stations", {})

    @api_route(
        "/kitchen/orders",
        "GET",
        tag=_TAG,
        calls="kitchen.orders",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def list_tickets(self, query: TicketFilter) -> Reply:
        """The tickets of a station, the oldest first; completed ones the last one first."""
        return self.query("kitchen.orders", values_of(query))

    @api_route(
        "/kitchen/summary",
        "GET",
        tag=_TAG,
        calls="kitchen.summary",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_summary(self, query: StationFilter) -> Reply:
        """How many of each dish are to be made."""
        return self.query("kitchen.summary", values_of(query))

    @api_route("/kitchen/pickup", "GET", tag=_TAG, calls="kitchen.pickup")
    def list_pickups(self) -> Reply:
        """The numbers of the orders that guests fetch: in the making, and ready."""
        return self.query("kitchen.pickup", {})

    @api_route(
        "/kitchen/analytics/daily",
        "GET",
        tag=_TAG,
        calls="kitchen.analytics_daily",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_day(self, query: AnalyticsFilter) -> Reply:
        """Figures of a business date: tickets, times by station and hour, late ones, recalls."""
        return self.query("kitchen.analytics_daily", values_of(query))

    @api_route(
        "/kitchen/products/{product_id}/recipe",
        "GET",
        tag=_TAG,
        calls="kitchen.recipe",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_recipe(self, product_id: int) -> Reply:
        """How a dish is made: its steps, its picture, the check that it needs."""
        return self.query("kitchen.recipe", {"product_id": product_id})

    @api_route(
        "/kitchen/products/{product_id}/picture",
        "GET",
        tag=_TAG,
        calls="kitchen.recipe_picture",
        errors=(ErrorCode.NOT_FOUND,),
        content_types=IMAGE_TYPES,
    )
    def read_picture(self, product_id: int) -> Reply:
        """What a dish has to look like."""
        values = {"product_id": product_id, "known_tags": known_tags()}
        return self.query("kitchen.recipe_picture", values)

    # === WORKING === #

    @api_route(
        "/kitchen/orders/{ticket_id}/start",
        "POST",
        tag=_TAG,
        calls="kitchen.start",
        errors=_REFUSED,
    )
    def start_ticket(self, ticket_id: UUID, body: TicketBody) -> Reply:
        """Begin with a ticket."""
        return self.command("kitchen.start", {"ticket_id": ticket_id, **values_of(body)})

    @api_route(
        "/kitchen/orders/{ticket_id}/complete",
        "POST",
        tag=_TAG,
        calls="kitchen.complete",
        errors=(*_REFUSED, ErrorCode.CHECK_MISSING),
    )
    def complete_ticket(self, ticket_id: UUID, body: CompleteBody) -> Reply:
        """All of a ticket is made.

        `checked` names the lines whose check was ticked; one that lacks it is `check_missing`.
        """
        return self.command("kitchen.complete", {"ticket_id": ticket_id, **values_of(body)})

    @api_route(
        "/kitchen/orders/{ticket_id}/recall",
        "POST",
        tag=_TAG,
        calls="kitchen.recall",
        errors=_REFUSED,
    )
    def recall_ticket(self, ticket_id: UUID, body: TicketBody) -> Reply:
        """Bring a completed ticket back to the screen."""
        return self.command("kitchen.recall", {"ticket_id": ticket_id, **values_of(body)})

    @api_route(
        "/kitchen/orders/{ticket_id}/rush",
        "POST",
        tag=_TAG,
        calls="kitchen.rush",
        errors=_REFUSED,
    )
    def rush_ticket(self, ticket_id: UUID, body: RushBody) -> Reply:
        """Mark a ticket as urgent; one of the expo, with those of the other stations."""
        return self.command("kitchen.rush", {"ticket_id": ticket_id, **values_of(body)})

    @api_route(
        "/kitchen/orders/{ticket_id}/undo",
        "POST",
        tag=_TAG,
        calls="kitchen.undo",
        errors=_REFUSED,
    )
    def undo_action(self, ticket_id: UUID, body: TicketBody) -> Reply:
        """Take back what was last done to a ticket, within the seconds that are allowed."""
        return self.command("kitchen.undo", {"ticket_id": ticket_id, **values_of(body)})

    @api_route(
        "/kitchen/lines/{ticket_line_id}/bump",
        "POST",
        tag=_TAG,
        calls="kitchen.bump_line",
        errors=(*_REFUSED, ErrorCode.CHECK_MISSING),
    )
    def bump_line(self, ticket_line_id: UUID, body: BumpBody) -> Reply:
        """A line is made; the last one completes the ticket."""
        values = {"ticket_line_id": ticket_line_id, **values_of(body)}
        return self.command("kitchen.bump_line", values)
