"""Customers: the guests whom the restaurant knows by name."""

import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from ..domain.allergens import Allergen
from ..domain.customer_import import ImportResult
from .allergy import Allergies
from .common import BaseVersion, Id, Money, Page, Schema, Time, uuid_of
from .order import STATES, OrderState

# Longer than any file of customers that a restaurant keeps; larger ones are sent in parts.
MAX_CSV = 2_000_000
MAX_ROWS = 2_000


def _stripped(value: str) -> str:
    # More is blank to Python than to the pattern, U+001F for one.
    if not value.strip():
        raise ValueError("a name is not blank")
    return value.strip()


CustomerName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"\S"), AfterValidator(_stripped)
]
Phone = Annotated[str, Field(min_length=3, max_length=40, examples=["020 7946 0311"])]
Email = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$"),
]
Notes = Annotated[str, Field(max_length=2000)]
Allergens = Annotated[list[Allergen], Field(max_length=14)]
AllergyNote = Annotated[str, Field(max_length=200)]
Line = Annotated[str, Field(max_length=200)]


class Customer(Schema):
    """A customer. `phone` is in E.164 where it is a phone number."""

    id: int
    version: int
    name: str
    phone: str | None
    email: str | None
    street: str | None
    city: str | None
    postcode: str | None
    notes: str | None
    allergies: Allergies
    active: bool
    created_at: Time

    @classmethod
    def from_record(cls, record: Any) -> "Customer":
        """From a res.partner."""
        return cls(
            id=record.id,
            version=record.fynlo_version,
            name=record.name or "",
            phone=record.fynlo_phone or record.phone or None,
            email=record.email or None,
            street=record.street or None,
            city=record.city or None,
            postcode=record.zip or None,
            notes=record.fynlo_notes or None,
            allergies=Allergies.from_record(record),
            active=record.active,
            created_at=record.create_date,
        )


class CustomerList(Schema):
    """A page of customers, the newest first."""

    items: list[Customer]
    next_cursor: str | None


class CustomerFilter(Page):
    """Which customers: `search` is any part of the name, the phone number or the e-mail."""

    search: str | None = Field(default=None, max_length=100)


class CustomerCreate(Schema):
    """A new customer. A phone number without a country code is of the company's country."""

    name: CustomerName
    phone: Phone | None = None
    email: Email | None = None
    street: Line | None = None
    city: Line | None = None
    postcode: Annotated[str, Field(max_length=20)] | None = None
    notes: Notes | None = None
    allergens: Allergens = []
    allergy_note: AllergyNote | None = None


class CustomerPatchBody(Schema):
    """What is to change of a customer; null takes it away, of the name it changes nothing."""

    name: CustomerName | None = None
    phone: Phone | None = None
    email: Email | None = None
    street: Line | None = None
    city: Line | None = None
    postcode: Annotated[str, Field(max_length=20)] | None = None
    notes: Notes | None = None
    allergens: Allergens | None = None
    allergy_note: AllergyNote | None = None
    base_version: BaseVersion


class CustomerPatch(CustomerPatchBody):
    """Input of customer.change."""

    customer_id: Id


class CustomerGet(Schema):
    """Input of customer.get."""

    customer_id: Id


class CustomerRemove(Schema):
    """Input of customer.archive."""

    customer_id: Id
    base_version: BaseVersion


class CustomerOrdersFilter(Page):
    """Which page of a customer's orders."""


class CustomerOrdersGet(CustomerOrdersFilter):
    """Input of customer.orders."""

    customer_id: Id


class CustomerOrder(Schema):
    """An order of a customer; GET /orders/{order_id} has the rest."""

    id: UUID
    number: str
    reference: str
    state: OrderState
    ordered_at: Time
    business_date: datetime.date
    total: Money

    @classmethod
    def from_record(cls, order: Any) -> "CustomerOrder":
        """From a pos.order."""
        return cls(
            id=uuid_of(order),
            number=order.tracking_number or "",
            reference=order.pos_reference or "",
            state=STATES[order.state],
            ordered_at=order.date_order,
            business_date=order.company_id._fynlo_business_date(order.date_order),
            total=Money.of(order.amount_total, order.currency_id),
        )


class CustomerOrders(Schema):
    """A page of a customer's orders, newest first.

    Of all of them: how many were paid, what they came to less refunds, and when the last was.
    """

    items: list[CustomerOrder]
    next_cursor: str | None
    paid_count: int
    paid_total: Money
    last_paid_order_at: Time | None


class CustomerImport(Schema):
    """A table of customers; `dry_run` reports and changes nothing."""

    csv: str = Field(max_length=MAX_CSV, examples=["name,phone\r\nNadia Ahmed,07700 900212"])
    dry_run: bool = False


class ImportedField(Schema):
    """What is wrong in a cell."""

    field: str
    detail: str


class ImportedLine(Schema):
    """A line of the table: `customer_id` is null where it is refused, or not made in a dry run.

    `kept` names the columns of a customer who was there in which the table says something else.
    """

    line: int
    result: ImportResult
    customer_id: int | None = None
    kept: list[str] = []
    errors: list[ImportedField] = []


class CustomerImported(Schema):
    """What was made of the table, line by line."""

    dry_run: bool
    created: int
    merged: int
    unchanged: int
    refused: int
    lines: list[ImportedLine]
