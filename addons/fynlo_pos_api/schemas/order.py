"""Orders and their lines."""

import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from ..domain.internal_note import text_of
from ..domain.order_status import PROGRESS, OrderStatus
from .allergy import Allergies
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
from .order_adjustment import Adjustment
from .order_line import Line, LineCreate, Note
from .payment_input import OrderPayment

MAX_LINES = 200


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


class OrderCreate(Schema):
    """A new order. `ordered_at` is for history brought in by a manager; else it is now.

    `promised_at` is when the guest gets it. A service charge whose rule it meets comes by itself.
    With `payments` it is sold in one call: all of it or nothing. They need payments:write.
    """

    id: UUID | None = None
    order_type: OrderType = OrderType.DINE_IN
    table_id: Id | None = None
    covers: int | None = Field(default=None, ge=0, le=1000)
    customer_id: Id | None = None
    note: Note | None = None
    kitchen_note: Note | None = None
    promised_at: TimeSent | None = None
    ordered_at: TimeSent | None = None
    lines: list[LineCreate] = Field(default=[], max_length=MAX_LINES)
    expected_total: Money | None = None
    payments: list[OrderPayment] = Field(default=[], max_length=20)
    approval: Approval | None = None


class LinesBody(Schema):
    """Lines to add to an open order. `added_at` is for history, as `ordered_at` of a new one."""

    lines: list[LineCreate] = Field(min_length=1, max_length=MAX_LINES)
    added_at: TimeSent | None = None
    base_version: BaseVersion
    expected_total: Money | None = None
    approval: Approval | None = None


class LinesAdd(LinesBody):
    """Input of order.add_lines."""

    order_id: UUID


class OrderGet(Schema):
    """Input of order.get."""

    order_id: UUID


class OrderFilter(Page):
    """Which orders: all filters together.

    `text` is the beginning of the receipt number, the order number, a part of the customer's name,
    phone or e-mail, the table, or a part of the note. Totals are in minor units, dates are
    business dates.
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


class Order(Schema):
    """An order with its lines; `due` is what is still to be paid.

    `state` is its money side; `status` is how far the kitchen is with it, `progress` in per cent.
    """

    id: UUID
    number: str
    reference: str
    state: OrderState
    status: OrderStatus
    progress: int
    version: int
    split_from_id: UUID | None
    merged_into_id: UUID | None
    refund_of_id: UUID | None
    order_type: OrderType
    till_id: int
    session_id: int
    table_id: int | None
    covers: int
    customer_id: int | None
    # Only with a customer: without one nothing has to be read.
    allergies: Allergies | None
    employee_id: int | None
    note: str | None
    kitchen_note: str | None
    promised_at: Time | None
    ordered_at: Time
    business_date: datetime.date
    lines: list[Line]
    adjustments: list[Adjustment]
    net: Money
    tax: Money
    total: Money
    paid: Money
    due: Money

    @classmethod
    def from_record(cls, record: Any) -> "Order":
        """From a pos.order; reads its lines too."""
        currency = record.config_id.currency_id
        status = OrderStatus(record.fynlo_status)
        return cls(
            id=uuid_of(record),
            number=record.tracking_number or "",
            reference=record.pos_reference or "",
            state=STATES[record.state],
            status=status,
            progress=PROGRESS[status],
            version=record.fynlo_version,
            split_from_id=_other_order(record.fynlo_split_from_id),
            merged_into_id=_other_order(record.fynlo_merged_into_id),
            refund_of_id=_other_order(record.fynlo_refund_of_id),
            order_type=OrderType(record.fynlo_order_type or OrderType.DINE_IN),
            till_id=record.config_id.id,
            session_id=record.session_id.id,
            table_id=record.table_id.id or None,
            covers=record.customer_count,
            customer_id=record.partner_id.id or None,
            allergies=Allergies.from_record(record.partner_id) if record.partner_id else None,
            employee_id=record.employee_id.id or None,
            note=record.general_customer_note or None,
            kitchen_note=text_of(record.internal_note or None),
            promised_at=record.preset_time or None,
            ordered_at=record.date_order,
            business_date=record.company_id._fynlo_business_date(record.date_order),
            lines=[Line.from_record(line, currency) for line in record.lines],
            adjustments=_adjustments(record, currency),
            net=Money.of(record.amount_total - record.amount_tax, currency),
            tax=Money.of(record.amount_tax, currency),
            total=Money.of(record.amount_total, currency),
            paid=Money.of(record.amount_paid, currency),
            due=due_of(record, currency),
        )


class OrderList(Schema):
    """A page of orders, newest first."""

    items: list[Order]
    next_cursor: str | None


def due_of(record: Any, currency: Any) -> Money:
    """What is still to be paid of a pos.order; of a paid one nothing: its cash was rounded."""
    rest = 0.0 if record.state in {"paid", "done"} else record.amount_total - record.amount_paid
    return Money.of(max(rest, 0), currency)


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


def _adjustments(record: Any, currency: Any) -> list[Adjustment]:
    if not record.fynlo_is_adjusted:
        return []
    return [Adjustment.from_record(item, currency) for item in record.fynlo_adjustment_ids]
