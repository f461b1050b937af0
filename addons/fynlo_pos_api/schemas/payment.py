"""Payments of an order."""

from typing import Any
from uuid import UUID

from .common import BaseVersion, Money, Schema, Time, uuid_of
from .order import STATES, OrderState
from .payment_input import OrderPayment
from .payment_method import PaymentKind, kind_of


class PaymentBody(OrderPayment):
    """A payment to record, of the order as the caller saw it."""

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

    @classmethod
    def from_record(cls, record: Any, change: float) -> "Payment":
        """From a pos.payment and its change, in the currency's major unit."""
        currency, method = record.currency_id, record.payment_method_id
        return cls(
            id=uuid_of(record),
            order_id=uuid_of(record.pos_order_id),
            method_id=method.id,
            method=method.name,
            kind=kind_of(method),
            amount=Money.of(record.amount - change, currency),
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
