"""What was taken: sums of payments."""

import datetime as dt
from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from .common import DateSent, Id, Money, Schema
from .payment_method import PaymentKind, kind_of

MAX_DAYS = 400


class MethodTotal(Schema):
    """What one method took: how many payments, and their sum less change and refunds given."""

    method_id: int
    method: str
    kind: PaymentKind
    count: int
    amount: Money

    @classmethod
    def of(cls, method: Any, count: int, amount: float, currency: Any) -> "MethodTotal":
        """From a pos.payment.method and its sums in the currency."""
        return cls(
            method_id=method.id,
            method=method.name,
            kind=kind_of(method),
            count=count,
            amount=Money.of(amount, currency),
        )


class SummaryFilter(Schema):
    """Which payments: those of a session, or those of a business date."""

    session_id: Id | None = None
    date: DateSent | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.session_id is None) == (self.date is None):
            raise ValueError("send either session_id or date")
        return self


class PaymentSummary(Schema):
    """Payments by method. A payment counts when it is taken, also of an order still open."""

    payments: list[MethodTotal]
    total: Money


class DailyFilter(Schema):
    """From one business date to another, both included; at most 400 days."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    first: DateSent = Field(alias="from")
    last: DateSent = Field(alias="to")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if not 0 <= (self.last - self.first).days < MAX_DAYS:
            raise ValueError(f"send a `to` on or after `from`, at most {MAX_DAYS} days in all")
        return self


class DailyTotal(Schema):
    """A business date: the orders sold on it, and the payments taken on it.

    `gross` is what the orders came to, tips included, less the refunds made on it.
    """

    date: dt.date
    order_count: int
    gross: Money
    payments: list[MethodTotal]


class DailyTotals(Schema):
    """Business dates with sales, the first one first; a date without any is left out."""

    items: list[DailyTotal]
