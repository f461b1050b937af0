"""The figures of a day, for the owner: what was sold, what is open now, what was given up."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from .availability import Availability
from .common import DateSent, Id, Money, Schema, Time
from .payment_report import MethodTotal
from .session import Named


class DashboardFilter(Schema):
    """Which business date, today's without one; and which till, without one the whole company."""

    date: DateSent | None = None
    till_id: Id | None = None


class HourTotal(Schema):
    """What was sold in an hour by the restaurant's clock; `hour` 19 is from 19:00 to 19:59."""

    hour: int
    order_count: int
    gross: Money


class OpenOrderRow(Schema):
    """An order that is open now; `due` is what is still to be paid."""

    id: UUID
    number: str
    till: Named
    table: str | None
    covers: int
    employee: str | None
    ordered_at: Time
    total: Money
    due: Money


class OpenOrders(Schema):
    """The orders that are open now, whatever the date, the oldest first; at most 50 are listed."""

    count: int
    total: Money
    due: Money
    items: list[OpenOrderRow]


class VoidKind(StrEnum):
    """Void: it was not made. Comp: it was made and given away."""

    VOID = "void"
    COMP = "comp"


class VoidTotal(Schema):
    """What one employee voided or gave away for one reason, at the price that it had."""

    kind: VoidKind
    reason: str | None
    employee: Named | None
    approver: Named | None
    count: int
    amount: Money


class CashCount(Schema):
    """The drawer at the end of a session: less than expected is a negative difference."""

    session: Named
    till: Named
    closed_at: Time
    expected: Money
    counted: Money
    difference: Money


class Dashboard(Schema):
    """The figures of a business date, and what is open or out now.

    `order_count`, `gross` and `payments` are those of the daily totals, and the hours sum up to
    them. `net` is without tax. `average` is the gross of one order, rounded to the minor unit.
    `unavailable` are dishes of the company that are out or counted down, at most 50.
    """

    date: dt.date
    till_id: int | None
    at: Time
    order_count: int
    covers: int
    gross: Money
    tax: Money
    net: Money
    average: Money
    hours: list[HourTotal]
    payments: list[MethodTotal]
    open_orders: OpenOrders
    voids: list[VoidTotal]
    cash_counts: list[CashCount]
    unavailable: list[Availability]
