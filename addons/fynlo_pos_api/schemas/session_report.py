"""What a session sold, took and left behind: the X report while it runs, the Z report after."""

import datetime as dt

from pydantic import Field

from ..domain.report_page import Section
from .cash import Denomination
from .common import Money, Schema
from .payment_report import MethodTotal
from .session import Named, Session


class TaxTotal(Schema):
    """A tax: what was sold under it without tax, and the tax. `rate` in percent."""

    id: int
    name: str
    rate: float
    base: Money
    amount: Money


class Tally(Schema):
    """How many, and what they come to. The amount is above 0."""

    count: int
    amount: Money


class Voids(Tally):
    """Lines that were voided, and what they would have cost."""


class SessionHour(Schema):
    """The orders of one hour of the clock in the restaurant's time zone."""

    hour: int = Field(ge=0, le=23)
    order_count: int
    gross: Money


class SessionEmployee(Schema):
    """The orders of an employee; `employee` is null for those of nobody."""

    employee: Named | None
    order_count: int
    gross: Money


class SessionCategory(Schema):
    """The dishes of a category, after their discounts; `category` is null for those of none.

    A dish of several categories counts in the first of them.
    """

    category: Named | None
    quantity: float
    gross: Money


class SessionOrderType(Schema):
    """The orders of a type; `order_type` is null for those that have none."""

    order_type: str | None
    order_count: int
    gross: Money


class JournalEntry(Schema):
    """The session in the books. `balanced`: so is each entry that belongs to it, and posted."""

    id: int
    name: str
    date: dt.date
    balanced: bool
    total: Money


class SessionSales(Schema):
    """What a session sold.

    `gross` is what its orders came to, tips and service charge included, less `refunds`; `net` is
    that without tax. `order_count` and `covers` leave refunds out.
    """

    order_count: int
    line_count: int
    gross: Money
    net: Money
    taxes: list[TaxTotal]
    voids: Voids
    discounts: Tally
    comps: Tally
    refunds: Tally
    tips: Tally
    service_charge: Tally
    covers: int
    average_per_cover: Money | None
    by_hour: list[SessionHour]
    by_employee: list[SessionEmployee]
    by_category: list[SessionCategory]
    by_order_type: list[SessionOrderType]
    no_sale_count: int


class Drawer(Schema):
    """The cash of a session.

    `expected_cash` is `opening_float + cash_in + cash_moved`; `cash_in` is what guests paid in
    cash less the change, `cash_moved` is `paid_in - paid_out - safe_drops`.
    """

    opening_float: Money
    opening_count: list[Denomination]
    cash_in: Money
    cash_moved: Money
    paid_in: Money
    paid_out: Money
    safe_drops: Money
    expected_cash: Money


class XReport(SessionSales):
    """A running session. `payments` and `drawer` are null on a till that closes blind.

    Then whoever may not read reports is not told what should be in the drawer.
    """

    payments: list[MethodTotal] | None
    drawer: Drawer | None


class RunningSession(Schema):
    """The running session and its X report."""

    session: Session
    report: XReport


class ZReport(SessionSales, Drawer):
    """A closed session. `journal_entry` is null when nothing was sold."""

    payments: list[MethodTotal]
    counted_cash: Money
    closing_count: list[Denomination]
    difference: Money
    journal_entry: JournalEntry | None


class SessionClosed(Schema):
    """The closed session and its Z report."""

    session: Session
    report: ZReport


class ChecklistItem(Schema):
    """Something to be done before the closing; the session cannot be closed while one blocks."""

    code: str
    text: str
    count: int
    blocking: bool


class Checklist(Schema):
    """What is left to do before the closing; `ready`: nothing blocks it."""

    session_id: int
    ready: bool
    items: list[ChecklistItem]


class SessionPage(Schema):
    """The report of a session as it is printed."""

    title: str
    company: str
    till: str
    times: list[str]
    sections: list[Section]
