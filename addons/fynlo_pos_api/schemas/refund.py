"""Money given back for paid orders, and payments that are cancelled before."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from .common import Approval, BaseVersion, Id, Money, Schema, Time, uuid_of
from .order import MAX_LINES
from .order_line import Quantity
from .payment import Payment

ReasonNote = Annotated[str | None, Field(default=None, max_length=200)]


class PaymentCancelBody(Schema):
    """Why a payment is taken back; `base_version` is the order's."""

    reason_id: Id
    note: ReasonNote
    base_version: BaseVersion
    approval: Approval | None = None


class PaymentCancel(PaymentCancelBody):
    """Input of payment.cancel."""

    payment_id: UUID


class RefundLineSent(Schema):
    """A line to give back; without `quantity` all that is left of it."""

    line_id: UUID
    quantity: Quantity | None = None


class RefundPaymentSent(Schema):
    """How much goes back by which method."""

    method_id: Id
    amount: Money


class RefundBody(Schema):
    """What to give back: lines, or an amount, and with `tip` also the tips, or those alone.

    Without `payments` it goes back to the methods that the guest paid with. `id` is the refund's.
    """

    id: UUID | None = None
    lines: list[RefundLineSent] = Field(default=[], max_length=MAX_LINES)
    amount: Money | None = None
    tip: bool = False
    payments: list[RefundPaymentSent] = Field(default=[], max_length=20)
    reason_id: Id
    note: ReasonNote
    base_version: BaseVersion
    approval: Approval | None = None


class RefundMake(RefundBody):
    """Input of payment.refund."""

    order_id: UUID


class RefundedLine(Schema):
    """What was given back of a line; without `line_id` a part of an amount."""

    line_id: UUID | None
    name: str
    quantity: float
    net: Money
    total: Money


class Refund(Schema):
    """A refund. Its amounts are positive: they are what the guest got back."""

    id: UUID
    order_id: UUID
    number: str
    reference: str
    version: int
    session_id: int
    reason_id: int | None
    reason: str | None
    note: str | None
    lines: list[RefundedLine]
    net: Money
    tax: Money
    total: Money
    tip: Money
    payments: list[Payment]
    employee_id: int | None
    refunded_at: Time

    @classmethod
    def from_record(cls, record: Any) -> "Refund":
        """From the pos.order that gives back."""
        currency, reason = record.currency_id, record.fynlo_refund_reason_id
        return cls(
            id=uuid_of(record),
            order_id=uuid_of(record.fynlo_refund_of_id or record.refunded_order_id),
            number=record.tracking_number or "",
            reference=record.pos_reference or "",
            version=record.fynlo_version,
            session_id=record.session_id.id,
            reason_id=reason.id or None,
            reason=reason.name or None,
            note=record.fynlo_refund_note or None,
            lines=[_refunded_line(line, currency) for line in record.lines],
            net=Money.of(record.amount_tax - record.amount_total, currency),
            tax=Money.of(-record.amount_tax, currency),
            total=Money.of(-record.amount_total, currency),
            tip=Money.of(-record.tip_amount, currency),
            payments=[Payment.from_record(item, 0.0) for item in record.payment_ids.sorted("id")],
            employee_id=record.employee_id.id or None,
            refunded_at=record.date_order,
        )


class RefundedOrder(Schema):
    """What the refunds have made of the order."""

    id: UUID
    version: int
    paid: Money
    refunded: Money
    refundable: Money


class RefundMade(Schema):
    """The refund and the order after it."""

    refund: Refund
    order: RefundedOrder


class RefundList(Schema):
    """The refunds of an order, the first one first."""

    items: list[Refund]
    order: RefundedOrder


def signed(line: Any, amount: float) -> float:
    """An amount of a line (pos.order.line) with the sign of what it adds to its order.

    Odoo's own till keeps the lines of its refunds with amounts above nothing.
    """
    return -amount if line.qty * line.price_unit * amount < 0 else amount


def _refunded_line(line: Any, currency: Any) -> RefundedLine:
    sold = line.refunded_orderline_id
    return RefundedLine(
        line_id=uuid_of(sold) if sold else None,
        name=line.full_product_name or line.product_id.display_name,
        quantity=-line.qty,
        net=Money.of(-signed(line, line.price_subtotal), currency),
        total=Money.of(-signed(line, line.price_subtotal_incl), currency),
    )
