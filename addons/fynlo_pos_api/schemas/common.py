"""What the schemas of every resource share."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SecretStr,
    WithJsonSchema,
)

from ..const import MAX_ID
from ..domain import money

# An id of Odoo's own.
Id = Annotated[int, Field(ge=1, le=MAX_ID)]

# The version that the caller saw; a change of something newer is refused with 409.
BaseVersion = Annotated[int | None, Field(default=None, ge=0, le=MAX_ID)]

# Beyond these, a time zone or the end of a business day may lead out of the calendar.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
FIRST_TIME, LAST_TIME = f"{FIRST_DAY}T00:00:00Z", f"{LAST_DAY}T23:59:59Z"
_FIRST, _LAST = datetime.fromisoformat(FIRST_TIME), datetime.fromisoformat(LAST_TIME)


def _as_utc(value: datetime) -> str:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


# A time as RFC 3339 in UTC. Odoo's naive datetimes are UTC.
Time = Annotated[
    datetime,
    PlainSerializer(_as_utc, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def _bounded(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("send a time with its offset from UTC, such as 2026-07-01T19:30:00Z")
    if not _FIRST <= value <= _LAST:
        raise ValueError(f"send a time from {FIRST_TIME} to {LAST_TIME}")
    return value


# A time and a date as callers send them.
TimeSent = Annotated[
    datetime,
    AfterValidator(_bounded),
    PlainSerializer(_as_utc, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "description": f"RFC 3339 with an offset, from {FIRST_TIME} to {LAST_TIME}.",
        }
    ),
]
DateSent = Annotated[
    date, Field(ge=FIRST_DAY, le=LAST_DAY, description=f"From {FIRST_DAY} to {LAST_DAY}.")
]


def uuid_of(record: Any) -> UUID:
    """The record's UUID; where it has none, or an import wrote another text, one from its id.

    :param record: of a model of Odoo that has `uuid`, e.g. a pos.order
    """
    try:
        return UUID(record.uuid or "")
    except ValueError:
        return uuid5(NAMESPACE_URL, f"fynlo:{record._name}/{record.id}")


class Schema(BaseModel):
    """Base of all: unknown fields are refused, and an error never repeats its input."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)


# The most that an amount can be, in minor units.
LARGEST_AMOUNT = 10**11


class Money(Schema):
    """An amount in the currency's minor units: £12.95 is 1295 GBP."""

    amount: int = Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT, examples=[1295])
    currency: str = Field(pattern="^[A-Z]{3}$", examples=["GBP"])

    @classmethod
    def of(cls, value: float, currency: Any) -> "Money":
        """From an amount as Odoo holds it, in the currency (a res.currency record)."""
        return cls(amount=money.to_minor(value, currency.decimal_places), currency=currency.name)

    def as_float(self, currency: Any) -> float:
        """As Odoo holds it."""
        return money.from_minor(self.amount, currency.decimal_places)


class Approval(Schema):
    """A manager's consent, given with a PIN on the device of somebody else."""

    employee_id: Id
    pin: SecretStr


class Page(Schema):
    """Which page of a list: an opaque cursor from the page before, and how many items."""

    cursor: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=50, ge=1, le=200)


class Empty(Schema):
    """No input."""


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
