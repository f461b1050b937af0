"""Whether the server is well, as a load balancer and an operator ask."""

from typing import Literal

from pydantic import Field

from .common import Schema


class Alive(Schema):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Check(Schema):
    """One part that the server needs."""

    status: Literal["ok", "failed"]
    milliseconds: float = Field(description="How long the check took")


class FeedCheck(Schema):
    """How far behind the feed of events is."""

    status: Literal["ok", "failed"]
    lag_seconds: float = Field(
        description="Age of the oldest open transaction that holds later events back"
    )


class Checks(Schema):
    """Each part by name."""

    database: Check
    redis: Check
    bus: Check
    feed: FeedCheck


class Ready(Schema):
    """`degraded`: requests are served, and something that they can do without is away."""

    status: Literal["ok", "degraded"]
    checks: Checks
