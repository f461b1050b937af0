"""Receipts: what a guest takes home, of an order, an open bill or a refund."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from ..domain.line_kind import LineKind
from .common import Money, Schema, Time
from .payment_method import PaymentKind


class ReceiptKind(StrEnum):
    """A bill is not paid yet. The amounts of a refund are what the guest got back."""

    RECEIPT = "receipt"
    BILL = "bill"
    REFUND = "refund"


class ReceiptGet(Schema):
    """Input of the receipt's queries."""

    order_id: UUID


class ReceiptEmailBody(Schema):
    """Where to send the receipt."""

    email: str = Field(min_length=3, max_length=254)


class ReceiptEmail(ReceiptEmailBody):
    """Input of order.email_receipt."""

    order_id: UUID


class ReceiptEmailed(Schema):
    """The receipt is on its way: Odoo sends it within a minute or so."""

    email: str


class ReceiptBusiness(Schema):
    """Who sold it."""

    name: str
    address: list[str]
    phone: str | None
    email: str | None
    website: str | None
    vat_number: str | None
    company_number: str | None


class ReceiptModifier(Schema):
    """A modifier and what it adds to the price of one."""

    name: str
    price: Money


class ReceiptLine(Schema):
    """A line. `tax_code` names its rate in `taxes`; `is_part`: a dish of the set menu above.

    `was` is what a line would have cost without its discount.
    """

    kind: LineKind
    name: str
    quantity: float
    unit_price: Money
    total: Money
    was: Money | None
    is_comped: bool
    is_part: bool
    modifiers: list[ReceiptModifier]
    note: str | None
    tax_code: str | None


class ReceiptTax(Schema):
    """What was sold under one rate: without tax, the tax, and with it. `rate` in percent."""

    code: str
    name: str
    rate: float
    net: Money
    tax: Money
    total: Money


class ReceiptPayment(Schema):
    """A payment that holds; `amount` includes `tip` and leaves `change` out."""

    method: str
    kind: PaymentKind
    amount: Money
    tip: Money
    tendered: Money
    change: Money
    card: str | None


class ReceiptRefund(Schema):
    """A refund of the order, or the order that is refunded."""

    id: UUID
    reference: str
    total: Money
    at: Time


class Receipt(Schema):
    """A receipt. `local_time` is the restaurant's own clock."""

    kind: ReceiptKind
    order_id: UUID
    number: str
    reference: str
    business: ReceiptBusiness
    header: str | None
    footer: str | None
    ordered_at: Time
    local_time: dt.datetime
    business_date: dt.date
    order_type: str
    table: str | None
    covers: int
    served_by: str | None
    customer: str | None
    note: str | None
    reason: str | None
    lines: list[ReceiptLine]
    discount: Money
    service_charge: Money
    tip: Money
    net: Money
    tax: Money
    total: Money
    taxes: list[ReceiptTax]
    payments: list[ReceiptPayment]
    paid: Money
    change: Money
    due: Money
    refund_of: ReceiptRefund | None
    refunds: list[ReceiptRefund]
