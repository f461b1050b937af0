"""Whether dishes can be sold: in stock, out, or counted down."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from .common import BaseVersion, Id, Page, Schema, Time

MAX_DISHES = 200

# How many are left of a dish, in thousandths at the finest.
Remaining = Annotated[
    Decimal, Field(ge=0, le=100_000, max_digits=9, decimal_places=3, allow_inf_nan=False)
]


class AvailabilityState(StrEnum):
    """In stock; out (86'd, or counted down to nothing); or counted down with each sale."""

    IN_STOCK = "in_stock"
    OUT = "out"
    COUNTDOWN = "countdown"


class Availability(Schema):
    """Whether a dish can be sold.

    `remaining` is what a countdown has left, else null. A countdown that came to 0 is `out`, and
    counts on when a sale is taken back. `since` and `changed_by`: of the state.
    """

    product_id: int
    name: str
    state: AvailabilityState
    remaining: float | None
    since: Time
    changed_by: str | None
    version: int

    @classmethod
    def from_record(cls, record: Any) -> "Availability":
        """From a fynlo.availability."""
        return cls(
            product_id=record.product_id.id,
            name=record.product_id.display_name,
            state=AvailabilityState(record.state),
            remaining=record.remaining if record.is_counted else None,
            since=record.changed_at,
            changed_by=record.employee_id.name or record.user_id.name or None,
            version=record.fynlo_version,
        )


class AvailabilityItem(Schema):
    """What a dish shall be. Only a countdown takes `remaining`, and needs it."""

    product_id: Id
    state: AvailabilityState
    remaining: Remaining | None = None
    base_version: BaseVersion


class AvailabilitySet(Schema):
    """Input of menu.set_availability: all of it or nothing."""

    items: list[AvailabilityItem] = Field(min_length=1, max_length=MAX_DISHES)


class AvailabilityFilter(Page):
    """Which of the dishes that are not simply in stock."""

    state: Literal["out", "countdown"] | None = None


class AvailabilityList(Schema):
    """Dishes that are out or counted down; every other dish is in stock."""

    items: list[Availability]
    next_cursor: str | None = None
