"""The live figures, for whoever runs the restaurant: how the day goes, at a glance."""

import datetime as dt

from ..domain.order_status import OrderStatus
from .common import Id, Money, Schema, Time


class LiveFilter(Schema):
    """Which till; without one the whole company."""

    till_id: Id | None = None


class Sales(Schema):
    """What was sold: paid orders, tax included, less refunds, which are not counted."""

    order_count: int
    gross: Money


class LastWeek(Schema):
    """The same weekday of the last week.

    `by_now` is what was sold and paid up to the same time of day, `whole_day` all of that day.
    """

    date: dt.date
    by_now: Sales
    whole_day: Sales


class StatusTotal(Schema):
    """The open orders of one status."""

    status: OrderStatus
    label: str
    count: int
    total: Money


class OrdersUnderWay(Schema):
    """The orders that are not paid, and those of today that are paid and still in the kitchen.

    `due` is what is still to be paid. `by_status` leaves out a status that no order has.
    """

    count: int
    total: Money
    due: Money
    by_status: list[StatusTotal]


class Wait(Schema):
    """How long orders of today took until they were ready; null when none was."""

    average_seconds: int | None
    order_count: int


class BestSeller(Schema):
    """A dish, with how often it was ordered today and what for; comps are for nothing."""

    product_id: int
    name: str
    quantity: float
    gross: Money


class LiveFigures(Schema):
    """The figures of today, up to now.

    `change_percent` compares today's gross with last week's by now; null when there was none.
    `late_tickets` are the kitchen's, 0 where there is no kitchen. `best_sellers` are at most ten
    dishes of today's orders, paid or still open.
    """

    at: Time
    date: dt.date
    till_id: int | None
    today: Sales
    last_week: LastWeek
    change_percent: int | None
    open_orders: OrdersUnderWay
    wait: Wait
    late_tickets: int
    best_sellers: list[BestSeller]
