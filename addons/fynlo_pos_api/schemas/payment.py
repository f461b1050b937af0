"""Payments of an order."""

from typing import Any
from uuid import UUID

from pydantic import Field

from .common import BaseVersion, Id, Money, Schema, Time
from .order import STATES, OrderState
from .payment_method import PaymentKind


class CardReceipt(Schema):
    """What the card terminal printed."""

    brand: str | None = Field(default=None, max_length=40)
    last4: str | None = Field(default=None, pattern="^[0-9]{4}$")
    auth_code: str | None = Field(default=None, max_length=40)


class PaymentBody(Schema):
    """A payment to record.

    `amount` pays the order, or a part of it. `tendered` is the cash that the guest handed over;
    what is more than `amount` is the change. `paid_at` is for history brought in by a manager.
    """

    id: UUID | None = None
    method_id: Id
    amount: Money
    tendered: Money | None = None
    reference: str | None = Field(default=None, max_length=100)
    card: CardReceipt | None = None
    paid_at: Time | None = None
    base_version: BaseVersion


class PaymentCreate(PaymentBody):
    """Input of payment.pay."""

    order_id: UUID


class Payment(Schema):
    """A payment as it was taken; `change` is what the guest got back in cash."""

    id: UUID
    order_id: UUID
    method_id: int
    method: str
    kind: PaymentKind
    amount: Money
    tendered: Money
    change: Money
    reference: str | None
    paid_at: Time
    employee_id: int | None


class OrderBalance(Schema):
    """What the payments have made of the order."""

    id: UUID
    state: OrderState
    version: int
    total: Money
    paid: Money
    due: Money

    @classmethod
    def from_record(cls, record: Any) -> "OrderBalance":
        """From a pos.order."""
        currency = record.currency_id
        return cls(
            id=UUID(record.uuid),
            state=STATES[record.state],
            version=record.fynlo_version,
            total=Money.of(record.amount_total, currency),
            paid=Money.of(record.amount_paid, currency),
            due=Money.of(max(record.amount_total - record.amount_paid, 0), currency),
        )


class PaymentTaken(Schema):
    """The payment and the order after it."""

    payment: Payment
    order: OrderBalance


class PaymentList(Schema):
    """The payments of one order."""

    items: list[Payment]
    total: Money
    paid: Money
    due: Money
