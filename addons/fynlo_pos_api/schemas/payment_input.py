"""A payment as the till sends it."""

from uuid import UUID

from pydantic import Field

from .common import Id, Money, Schema, TimeSent


class CardReceipt(Schema):
    """What the card terminal printed."""

    brand: str | None = Field(default=None, max_length=40)
    last4: str | None = Field(default=None, pattern="^[0-9]{4}$")
    auth_code: str | None = Field(default=None, max_length=40)


class OrderPayment(Schema):
    """A payment to record.

    `amount` pays the order, or a part of it; `tip` comes on top. `tendered` is the cash that the
    guest handed over; what is more than both is the change. `paid_at` is for history brought in
    by a manager.
    """

    id: UUID | None = None
    method_id: Id
    amount: Money
    tip: Money | None = None
    tendered: Money | None = None
    reference: str | None = Field(default=None, max_length=100)
    card: CardReceipt | None = None
    paid_at: TimeSent | None = None
