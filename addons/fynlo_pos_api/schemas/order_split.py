"""Splitting an order: into orders of their own, or into shares of what is due."""

from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from .common import BaseVersion, Money, Schema
from .order import MAX_LINES, Order
from .order_line import Quantity

MAX_PARTS = 50
Parts = Annotated[int, Field(ge=2, le=MAX_PARTS)]


class LineTake(Schema):
    """A line that goes to a new order; without `quantity` the whole of it.

    `id` is for the line that is made where a part is cut off.
    """

    line_id: UUID
    quantity: Quantity | None = None
    id: UUID | None = None


class NewCheck(Schema):
    """A new order and the lines that go to it."""

    id: UUID | None = None
    lines: list[LineTake] = Field(min_length=1, max_length=MAX_LINES)


class SplitBody(Schema):
    """How to split: one of `checks`, `by_seat`, `amounts`, and else evenly in `parts` or two.

    `checks` and `by_seat` make orders of their own. `amounts` and `parts` leave the order as it
    is and make shares of what is due, which payments name; the last share is what `amounts`
    leave.
    """

    checks: list[NewCheck] = Field(default=[], max_length=MAX_PARTS)
    by_seat: bool = False
    amounts: list[Money] = Field(default=[], max_length=MAX_PARTS)
    parts: Parts | None = None
    base_version: BaseVersion

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [self.checks, self.by_seat, self.amounts, self.parts]
        if sum(map(bool, ways)) > 1:
            raise ValueError("send one of checks, by_seat, amounts and parts")
        return self


class OrderSplit(SplitBody):
    """Input of order.split."""

    order_id: UUID


class ShareState(StrEnum):
    """Whether a share is paid."""

    OPEN = "open"
    PAID = "paid"


class Share(Schema):
    """A share of what was due when the order was split."""

    id: UUID
    number: int
    amount: Money
    state: ShareState
    payment_id: UUID | None

    @classmethod
    def from_record(cls, record: Any) -> "Share":
        """From a fynlo.order.share."""
        payment = record._fynlo_payment()
        return cls(
            id=UUID(record.uuid),
            number=record.number,
            amount=Money.of(record.amount, record.currency_id),
            state=ShareState.PAID if payment else ShareState.OPEN,
            payment_id=UUID(payment.uuid) if payment else None,
        )


class ShareList(Schema):
    """The shares of an order. They are `stale` when the order has changed since it was split."""

    items: list[Share]
    due: Money
    stale: bool


class SplitDone(Schema):
    """The order after the split, the orders that were made of it, and its shares."""

    order: Order
    orders: list[Order]
    shares: list[Share]
