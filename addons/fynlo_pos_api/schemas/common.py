"""What the schemas of every resource share."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SecretStr, WithJsonSchema

from ..const import MAX_ID
from ..domain import money

# An id of Odoo's own.
Id = Annotated[int, Field(ge=1, le=MAX_ID)]

# The version that the caller saw; a change of something newer is refused with 409.
BaseVersion = Annotated[int | None, Field(default=None, ge=0, le=MAX_ID)]


def _as_utc(value: datetime) -> str:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


# A time as RFC 3339 in UTC. Odoo's naive datetimes are UTC.
Time = Annotated[
    datetime,
    PlainSerializer(_as_utc, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Schema(BaseModel):
    """Base of all: unknown fields are refused, and an error never repeats its input."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, frozen=True)


class Money(Schema):
    """An amount in the currency's minor units: £12.95 is 1295 GBP."""

    amount: int = Field(ge=-(10**11), le=10**11, examples=[1295])
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
