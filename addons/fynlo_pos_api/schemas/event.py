"""Events as they are told: the same object in the feed and on the websocket."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from ..domain.feed_cursor import FeedCursor
from .common import Schema, Time


class EventFilter(Schema):
    """Where to go on, and how many events at most."""

    cursor: str | None = Field(
        default=None,
        max_length=200,
        description="Of the last reply or message. Without it there is only the present cursor.",
    )
    limit: int = Field(default=100, ge=1, le=500)


class Event(Schema):
    """What happened to what. `payload` is there for those who may read it."""

    id: int
    name: str
    aggregate: str
    aggregate_id: int
    aggregate_uuid: str | None
    version: int
    till_id: int | None
    occurred_at: Time
    cursor: str
    payload: dict[str, Any] | None = Field(default=None, exclude_if=lambda payload: payload is None)

    @classmethod
    def from_row(cls, row: Mapping[str, Any], cursor: FeedCursor) -> "Event":
        """From the columns of a fynlo.event."""
        return cls(
            id=row["id"],
            name=row["name"],
            aggregate=row["aggregate_model"],
            aggregate_id=row["aggregate_id"],
            aggregate_uuid=row["aggregate_uuid"],
            version=row["version"],
            till_id=row["config_id"],
            occurred_at=row["occurred_at"],
            cursor=cursor.encode(),
            payload=row["payload"],
        )


class Events(Schema):
    """A part of the feed, what happened first at first.

    Send `cursor` with the next request. `has_more` says that there is more at once. What was done
    last may not be here yet: it waits for a transaction that began before it and is not over, and
    `lag_seconds` is how long the oldest such event has waited.
    """

    items: list[Event]
    cursor: str
    has_more: bool
    lag_seconds: float
