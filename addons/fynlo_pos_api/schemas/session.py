"""Sessions of the till."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from .cash import Denominations
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
from .payment_method import PaymentMethod

Note = Annotated[str, Field(max_length=500)]


class SessionState(StrEnum):
    """Whether a session sells. `closing`: its closing was begun in Odoo and is not finished."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


STATES: dict[str, SessionState] = {
    "opened": SessionState.OPEN,
    "closing_control": SessionState.CLOSING,
    "closed": SessionState.CLOSED,
}


class SessionOpen(Schema):
    """The cash that is in the drawer: its total, or its coins and notes, or both.

    `at` is for history brought in by a manager.
    """

    opening_float: Money | None = None
    denominations: Denominations | None = None
    note: Note | None = None
    at: TimeSent | None = None


class SessionCloseBody(Schema):
    """The cash that was counted: its total, or its coins and notes, or both.

    Without either, the last count of the session holds. `at` is for history brought in by a
    manager.
    """

    counted_cash: Money | None = None
    denominations: Denominations | None = None
    note: Note | None = None
    at: TimeSent | None = None
    approval: Approval | None = None
    base_version: BaseVersion


class SessionClose(SessionCloseBody):
    """Input of session.close."""

    session_id: Id


class SessionGet(Schema):
    """One session."""

    session_id: Id


class SessionFilter(Page):
    """Which sessions: of a till, in a state, opened from one business date to another."""

    till_id: Id | None = None
    state: SessionState | None = None
    opened_from: DateSent | None = None
    opened_to: DateSent | None = None


class Named(Schema):
    """Something by its id and name."""

    id: int
    name: str


class Session(Schema):
    """A session of a till. `opened_by` is an employee; nobody when it was opened in Odoo.

    `counted_at`: when the drawer was counted before the closing. `blind_close`: whoever may not
    read reports is not told what should be in the drawer.
    """

    id: int
    name: str
    till: Named
    state: SessionState
    opened_at: Time
    closed_at: Time | None
    opened_by: Named | None
    opening_float: Money
    business_date: dt.date
    version: int
    order_count: int
    blind_close: bool
    counted_at: Time | None
    payment_methods: list[PaymentMethod]

    @classmethod
    def from_record(cls, record: Any) -> "Session":
        """From a pos.session that has been opened."""
        till, employee = record.config_id, record.employee_id
        return cls(
            id=record.id,
            name=record.name,
            till=Named(id=till.id, name=till.name),
            state=STATES[record.state],
            opened_at=record.start_at,
            closed_at=record.stop_at or None,
            opened_by=Named(id=employee.id, name=employee.name) if employee else None,
            opening_float=Money.of(record.cash_register_balance_start, record.currency_id),
            business_date=record.company_id._fynlo_business_date(record.start_at),
            version=record.fynlo_version,
            order_count=record.order_count,
            blind_close=record.company_id.fynlo_blind_close,
            counted_at=record.fynlo_counted_at or None,
            payment_methods=[
                PaymentMethod.from_record(method) for method in record.payment_method_ids
            ],
        )


class SessionList(Schema):
    """Sessions, the newest first."""

    items: list[Session]
    next_cursor: str | None


class OpenOrder(Schema):
    """An order that keeps a session from being closed."""

    id: UUID
    number: str
    total: Money

    @classmethod
    def from_record(cls, record: Any) -> "OpenOrder":
        """From a pos.order."""
        return cls(
            id=uuid_of(record),
            number=record.tracking_number or "",
            total=Money.of(record.amount_total, record.currency_id),
        )
