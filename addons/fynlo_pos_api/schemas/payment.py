"""Payments of an order."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from .common import BaseVersion, Money, Schema, Time, uuid_of
from .order import STATES, OrderState, due_of
from .payment_input import OrderPayment
from .payment_method import PaymentKind, kind_of


class PaymentBody(OrderPayment):
    """A payment to record, of the order as the caller saw it.

    With `share_id` it pays that share of a split order, exactly.
    """

    share_id: UUID | None = None
    base_version: BaseVersion


class PaymentCreate(PaymentBody):
    """Input of payment.pay."""

    order_id: UUID


class PaymentStatus(StrEnum):
    """What became of a payment. A cancellation takes back the one that it names."""

    TAKEN = "taken"
    CANCELLED = "cancelled"
    CANCELLATION = "cancellation"
    REFUND = "refund"


class Payment(Schema):
    """A payment as it was taken; `change` is what the guest got back in cash.

    `tip` came on top of `amount`. A cancellation and a refund have negative amounts.
    """

    id: UUID
    status: PaymentStatus
    cancels_id: UUID | None
    order_id: UUID
    method_id: int
    method: str
    kind: PaymentKind
    amount: Money
    tip: Money
    tendered: Money
    change: Money
    reference: str | None
    paid_at: Time
    employee_id: int | None

    @classmethod
    def from_record(cls, record: Any, change: float, *, cancelled: bool = False) -> "Payment":
        """From a pos.payment and its change, in the currency's major unit.

        :param cancelled: another payment takes it back
        """
        currency, method = record.currency_id, record.payment_method_id
        cancels, tip = record.fynlo_reverses_id, record.fynlo_tip
        return cls(
            id=uuid_of(record),
            status=PaymentStatus.CANCELLED if cancelled else _status(record),
            cancels_id=uuid_of(cancels) if cancels else None,
            order_id=uuid_of(record.pos_order_id),
            method_id=method.id,
            method=method.name,
            kind=kind_of(method),
            amount=Money.of(record.amount - change - tip, currency),
            tip=Money.of(tip, currency),
            tendered=Money.of(record.amount, currency),
            change=Money.of(change, currency),
            reference=record.payment_ref_no or None,
            paid_at=record.payment_date,
            employee_id=record.employee_id.id or None,
        )


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
            id=uuid_of(record),
            state=STATES[record.state],
            version=record.fynlo_version,
            total=Money.of(record.amount_total, currency),
            paid=Money.of(record.amount_paid, currency),
            due=due_of(record, currency),
        )


class PaymentTaken(Schema):
    """The payment and the order after it."""

    payment: Payment
    order: OrderBalance


class PaymentList(Schema):
    """The payments of one order, and what its refunds gave back."""

    items: list[Payment]
    total: Money
    paid: Money
    due: Money
    refunded: Money


def _status(record: Any) -> PaymentStatus:
    if record.fynlo_reverses_id:
        return PaymentStatus.CANCELLATION
    return PaymentStatus.REFUND if record.pos_order_id.is_refund else PaymentStatus.TAKEN
