"""How far orders are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from ..domain.order_status import LABELS, NEXT, PROGRESS, OrderStatus
from .common import BaseVersion, Money, Page, Schema, Time, uuid_of


class StatusBody(Schema):
    """A status, and a note for the guest. `status` is a text: an unknown one is told which are."""

    status: str = Field(max_length=200)
    note: str | None = Field(default=None, max_length=200)
    base_version: BaseVersion


class StatusSet(StatusBody):
    """Input of order.set_status."""

    order_id: UUID


class OrderStanding(Schema):
    """How far an order is.

    `next` are the statuses that may follow, `estimated_at` is when it will be ready.
    """

    id: UUID
    number: str
    reference: str
    version: int
    status: OrderStatus
    progress: int
    label: str
    next: list[OrderStatus]
    estimated_at: Time | None

    @classmethod
    def from_record(cls, record: Any, estimated_at: datetime | None) -> "OrderStanding":
        """From a pos.order."""
        return cls(**_standing(record), estimated_at=estimated_at)


class TimelineItem(Schema):
    """When an order got a status. `who` is told to those who work here."""

    status: OrderStatus
    label: str
    at: Time
    note: str | None
    who: str | None

    @classmethod
    def of(
        cls, status: str, at: datetime, note: str | None = None, who: str | None = None
    ) -> "TimelineItem":
        """From a status by name."""
        known = OrderStatus(status)
        return cls(status=known, label=LABELS[known], at=at, note=note or None, who=who)


class FollowedOrder(OrderStanding):
    """How far an order is and how it came there, what happened first at first."""

    ordered_at: Time
    total: Money
    timeline: list[TimelineItem]

    @classmethod
    def with_timeline(
        cls, record: Any, estimated_at: datetime | None, timeline: list[TimelineItem]
    ) -> "FollowedOrder":
        """From a pos.order."""
        return cls(
            **_standing(record),
            estimated_at=estimated_at,
            ordered_at=record.date_order,
            total=Money.of(record.amount_total, record.currency_id),
            timeline=timeline,
        )


class FollowedOrdersPage(Page):
    """Which page of the orders that the caller may follow."""


class FollowedOrders(Schema):
    """A page of orders, newest first."""

    items: list[FollowedOrder]
    next_cursor: str | None


def _standing(record: Any) -> dict[str, Any]:
    status = OrderStatus(record.fynlo_status)
    return {
        "id": uuid_of(record),
        "number": record.tracking_number or "",
        "reference": record.pos_reference or "",
        "version": record.fynlo_version,
        "status": status,
        "progress": PROGRESS[status],
        "label": LABELS[status],
        "next": list(NEXT[status]),
    }


class TrackingLink(Schema):
    """A link for a guest to follow one order; the token in it is told this once."""

    token: str
    url: str
    expires_at: Time
