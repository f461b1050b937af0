"""Sessions of the till, and the report that closes one (the Z report)."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from .common import Approval, Id, Money, Schema, Time, TimeSent, uuid_of
from .payment_method import PaymentMethod
from .payment_report import MethodTotal

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
    """The cash that is in the drawer. `at` is for history brought in by a manager."""

    opening_float: Money
    note: Note | None = None
    at: TimeSent | None = None


class SessionCloseBody(Schema):
    """The cash that was counted. `at` is for history brought in by a manager."""

    counted_cash: Money
    note: Note | None = None
    at: TimeSent | None = None
    approval: Approval | None = None


class SessionClose(SessionCloseBody):
    """Input of session.close."""

    session_id: Id


class SessionGet(Schema):
    """Input of session.report."""

    session_id: Id


class Named(Schema):
    """Something by its id and name."""

    id: int
    name: str


class Session(Schema):
    """A session of a till. `opened_by` is an employee; nobody when it was opened in Odoo."""

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
            payment_methods=[
                PaymentMethod.from_record(method) for method in record.payment_method_ids
            ],
        )


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


class TaxTotal(Schema):
    """A tax in the books: what was sold under it without tax, and the tax. `rate` in percent."""

    id: int
    name: str
    rate: float
    base: Money
    amount: Money


class Voids(Schema):
    """Lines that were voided, and what they would have cost."""

    count: int
    amount: Money


class JournalEntry(Schema):
    """The session in the books. `balanced`: so is each entry that belongs to it, and posted."""

    id: int
    name: str
    date: dt.date
    balanced: bool
    total: Money


class ZReport(Schema):
    """What a session sold, took and left behind.

    `expected_cash` is `opening_float + cash_in + cash_moved`; `cash_in` is what guests paid in
    cash less the change, `cash_moved` what was put into the drawer less what was taken out.
    `journal_entry` is null when nothing was sold.
    """

    order_count: int
    line_count: int
    gross: Money
    net: Money
    taxes: list[TaxTotal]
    payments: list[MethodTotal]
    voids: Voids
    opening_float: Money
    cash_in: Money
    cash_moved: Money
    expected_cash: Money
    counted_cash: Money
    difference: Money
    journal_entry: JournalEntry | None


class SessionClosed(Schema):
    """The closed session and its Z report."""

    session: Session
    report: ZReport
