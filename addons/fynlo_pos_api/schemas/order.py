"""Orders and their lines."""

import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from .common import (
    Approval,
    BaseVersion,
    DateSent,
    Id,
    Money,
    Page,
    Schema,
    Time,
    TimeSent,
    uuid_of,
)
from .payment_input import OrderPayment

MAX_LINES = 200
Quantity = Annotated[
    Decimal, Field(gt=0, le=10_000, max_digits=8, decimal_places=3, allow_inf_nan=False)
]
Note = Annotated[str, Field(max_length=500)]


class OrderType(StrEnum):
    """How the guest gets the food."""

    DINE_IN = "dine_in"
    TAKEAWAY = "takeaway"
    DELIVERY = "delivery"
    PICK_UP = "pick_up"


class OrderState(StrEnum):
    """The money side of an order."""

    OPEN = "open"
    PAID = "paid"
    POSTED = "posted"
    CANCELLED = "cancelled"


class ModifierChoice(Schema):
    """A chosen modifier; `text` only where the choice asks for one."""

    choice_id: Id
    text: str | None = Field(default=None, max_length=200)


class ComboChoice(Schema):
    """A dish chosen for one course of a set menu."""

    choice_id: Id
    quantity: int = Field(default=1, ge=1, le=100)
    modifiers: list[ModifierChoice] = Field(default=[], max_length=50)


class LineCreate(Schema):
    """A line to add. The server prices it; `expected_price` (for one) is only compared."""

    id: UUID | None = None
    product_id: Id
    quantity: Quantity = Decimal(1)
    modifiers: list[ModifierChoice] = Field(default=[], max_length=50)
    combo: list[ComboChoice] = Field(default=[], max_length=50)
    note: Note | None = None
    expected_price: Money | None = None


class OrderCreate(Schema):
    """A new order. `ordered_at` is for history brought in by a manager; else it is now.

    With `payments` it is sold in one call: all of it or nothing. They need payments:write.
    """

    id: UUID | None = None
    order_type: OrderType = OrderType.DINE_IN
    table_id: Id | None = None
    covers: int | None = Field(default=None, ge=0, le=1000)
    customer_id: Id | None = None
    note: Note | None = None
    ordered_at: TimeSent | None = None
    lines: list[LineCreate] = Field(default=[], max_length=MAX_LINES)
    expected_total: Money | None = None
    payments: list[OrderPayment] = Field(default=[], max_length=20)


class LinesBody(Schema):
    """Lines to add to an open order."""

    lines: list[LineCreate] = Field(min_length=1, max_length=MAX_LINES)
    base_version: BaseVersion
    expected_total: Money | None = None


class LinesAdd(LinesBody):
    """Input of order.add_lines."""

    order_id: UUID


class LineVoidBody(Schema):
    """What was not made after all; without `quantity` the whole line."""

    reason: str = Field(min_length=1, max_length=200)
    quantity: Quantity | None = None
    base_version: BaseVersion
    approval: Approval | None = None


class LineVoid(LineVoidBody):
    """Input of order.void_line."""

    order_id: UUID
    line_id: UUID


class OrderGet(Schema):
    """Input of order.get."""

    order_id: UUID


class OrderFilter(Page):
    """Which orders: all filters together.

    `text` is looked for in the receipt number, the order number, the customer's name and phone,
    the table and the note. Totals are in minor units, dates are business dates.
    """

    text: str | None = Field(default=None, max_length=100)
    session_id: Id | None = None
    state: OrderState | None = None
    table_id: Id | None = None
    customer_id: Id | None = None
    employee_id: Id | None = None
    minimum_total: Annotated[int | None, Field(ge=-(10**11), le=10**11)] = None
    maximum_total: Annotated[int | None, Field(ge=-(10**11), le=10**11)] = None
    date: DateSent | None = None
    date_from: DateSent | None = None
    date_to: DateSent | None = None
    updated_since: TimeSent | None = None


class LineModifier(Schema):
    """A modifier of a line and what it adds to the price of one."""

    choice_id: int
    name: str
    price: Money
    text: str | None = None


class Line(Schema):
    """A line as it is. `total` is what the guest pays, `net` is without tax."""

    id: UUID
    product_id: int
    name: str
    quantity: float
    unit_price: Money
    net: Money
    total: Money
    modifiers: list[LineModifier]
    note: str | None
    combo_parent_id: UUID | None
    voided_quantity: float
    void_reason: str | None


class Order(Schema):
    """An order with its lines; `due` is what is still to be paid."""

    id: UUID
    number: str
    reference: str
    state: OrderState
    version: int
    split_from_id: UUID | None
    merged_into_id: UUID | None
    order_type: OrderType
    till_id: int
    session_id: int
    table_id: int | None
    covers: int
    customer_id: int | None
    employee_id: int | None
    note: str | None
    ordered_at: Time
    business_date: datetime.date
    lines: list[Line]
    net: Money
    tax: Money
    total: Money
    paid: Money
    due: Money

    @classmethod
    def from_record(cls, record: Any) -> "Order":
        """From a pos.order; reads its lines too."""
        currency = record.config_id.currency_id
        return cls(
            id=uuid_of(record),
            number=record.tracking_number or "",
            reference=record.pos_reference or "",
            state=STATES[record.state],
            version=record.fynlo_version,
            split_from_id=_other_order(record.fynlo_split_from_id),
            merged_into_id=_other_order(record.fynlo_merged_into_id),
            order_type=OrderType(record.fynlo_order_type or OrderType.DINE_IN),
            till_id=record.config_id.id,
            session_id=record.session_id.id,
            table_id=record.table_id.id or None,
            covers=record.customer_count,
            customer_id=record.partner_id.id or None,
            employee_id=record.employee_id.id or None,
            note=record.general_customer_note or None,
            ordered_at=record.date_order,
            business_date=record.company_id._fynlo_business_date(record.date_order),
            lines=[line_from_record(line, currency) for line in record.lines],
            net=Money.of(record.amount_total - record.amount_tax, currency),
            tax=Money.of(record.amount_tax, currency),
            total=Money.of(record.amount_total, currency),
            paid=Money.of(record.amount_paid, currency),
            due=Money.of(max(record.amount_total - record.amount_paid, 0), currency),
        )


class OrderList(Schema):
    """A page of orders, newest first."""

    items: list[Order]
    next_cursor: str | None


STATES: dict[str, OrderState] = {
    "draft": OrderState.OPEN,
    "paid": OrderState.PAID,
    "done": OrderState.POSTED,
    "cancel": OrderState.CANCELLED,
}
ODOO_STATES: dict[OrderState, Literal["draft", "paid", "done", "cancel"]] = {
    OrderState.OPEN: "draft",
    OrderState.PAID: "paid",
    OrderState.POSTED: "done",
    OrderState.CANCELLED: "cancel",
}


def _other_order(record: Any) -> UUID | None:
    return uuid_of(record) if record else None


def line_from_record(line: Any, currency: Any) -> Line:
    """From a pos.order.line, in the order's currency."""
    texts = {
        value.custom_product_template_attribute_value_id.id: value.custom_value
        for value in line.custom_attribute_value_ids
    }
    return Line(
        id=uuid_of(line),
        product_id=line.product_id.id,
        name=line.full_product_name or line.product_id.display_name,
        quantity=line.qty,
        unit_price=Money.of(line.price_unit, currency),
        net=Money.of(line.price_subtotal, currency),
        total=Money.of(line.price_subtotal_incl, currency),
        modifiers=[
            LineModifier(
                choice_id=value.id,
                name=value.name,
                price=Money.of(value.price_extra, currency),
                text=texts.get(value.id),
            )
            for value in line.attribute_value_ids
        ],
        note=line.customer_note or None,
        combo_parent_id=uuid_of(line.combo_parent_id) if line.combo_parent_id else None,
        voided_quantity=line.fynlo_voided_quantity,
        void_reason=line.fynlo_void_reason or None,
    )
