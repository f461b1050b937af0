"""What happened, to be read again by whoever was away."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.event import EventFilter
from .base import ApiController, values_of


class EventsController(ApiController):
    """The feed of events."""

    @api_route(
        "/events",
        "GET",
        tag="Events",
        calls="event.feed",
        errors=(ErrorCode.CURSOR_EXPIRED, ErrorCode.MALFORMED_REQUEST),
    )
    def list_events(self, query: EventFilter) -> Reply:
        """Read the events that the caller may hear of, from a cursor on, in order.

        Whoever asks on with the cursor of each reply misses nothing, also what was committed late.
        410 `cursor_expired`: the cursor is of another history; read the state anew.
        """
        return self.query("event.feed", values_of(query))
