"""What is to be sold: the file's orders as days, rounds and payments. Amounts in minor units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zlib import crc32

from . import identity
from .source import Dish, SoldOrder

CASH, CARD = "cash", "card"
# Of ten orders four are paid in cash, as in a British restaurant with many older guests.
CASH_OF_TEN = 4
# A guest who pays in cash hands over a multiple of five pounds.
ROUND_SUM = 500


@dataclass(frozen=True)
class PlannedLine:
    """A line with the id that it will have."""

    id: UUID
    dish: Dish


@dataclass(frozen=True)
class PlannedOrder:
    """An order with its rounds of lines and how it will be paid."""

    id: UUID
    number: str
    ordered_at: datetime
    rounds: tuple[tuple[PlannedLine, ...], ...]
    method: str

    @property
    def payment_id(self) -> UUID:
        """The id that the payment will have."""
        return identity.part_id(self.id, "payment", "1")

    @property
    def lines(self) -> tuple[PlannedLine, ...]:
        """All lines, round after round."""
        return tuple(line for lines in self.rounds for line in lines)

    @property
    def total(self) -> int:
        """What the guest pays."""
        return total_of(self.lines)

    @property
    def tendered(self) -> int:
        """What the guest hands over: a round sum in cash, exactly the total by card."""
        return round_up(self.total) if self.method == CASH else self.total


@dataclass(frozen=True)
class Day:
    """A business date with its orders, in time order."""

    date: date
    orders: tuple[PlannedOrder, ...]
    opening_float: int

    @property
    def opened_at(self) -> datetime:
        """When the session opens: with the first order."""
        return self.orders[0].ordered_at

    @property
    def closed_at(self) -> datetime:
        """When the session closes: with the last order."""
        return self.orders[-1].ordered_at

    @property
    def line_count(self) -> int:
        """How many lines the day has."""
        return sum(len(order.lines) for order in self.orders)

    @property
    def gross(self) -> int:
        """What all guests paid."""
        return sum(order.total for order in self.orders)

    def paid_by(self, method: str) -> tuple[int, int]:
        """Return how many orders were paid by `method`, and how much."""
        totals = [order.total for order in self.orders if order.method == method]
        return len(totals), sum(totals)

    @property
    def counted_cash(self) -> int:
        """What lies in the drawer at the end."""
        return self.opening_float + self.paid_by(CASH)[1]


def plan_days(
    orders: Iterable[SoldOrder], source: str, day_ends: int = 4, opening_float: int = 0
) -> Iterator[Day]:
    """Yield the business dates of `orders`, which are sorted by time.

    day_ends: the hour (local time) at which a business date ends.
    opening_float: cash of the first day; each later day opens with what the one before left, so
    that no cash difference is posted between them.
    """
    for day, sold in groupby(orders, key=lambda order: business_date(order.ordered_at, day_ends)):
        planned = tuple(plan_order(order, source) for order in sold)
        next_day = Day(day, planned, opening_float)
        yield next_day
        opening_float = next_day.counted_cash


def plan_order(order: SoldOrder, source: str) -> PlannedOrder:
    """Split an order into two rounds, the first the larger one, and choose how it is paid."""
    order_id = identity.order_id(source, order)
    lines = tuple(
        PlannedLine(identity.part_id(order_id, "line", line.line_id), line.dish)
        for line in order.lines
    )
    half = (len(lines) + 1) // 2
    rounds = tuple(part for part in (lines[:half], lines[half:]) if part)
    return PlannedOrder(order_id, order.order_id, order.ordered_at, rounds, _method(order.order_id))


def business_date(at: datetime, day_ends: int) -> date:
    """Return the day of the restaurant that the local time `at` belongs to."""
    return (at.replace(tzinfo=None) - timedelta(hours=day_ends)).date()


def total_of(lines: Iterable[PlannedLine]) -> int:
    """Return the price of the lines together."""
    return sum(line.dish.price for line in lines)


def round_up(amount: int) -> int:
    """Return the next multiple of ROUND_SUM."""
    return -(-amount // ROUND_SUM) * ROUND_SUM


def _method(number: str) -> str:
    place = int(number) if number.isdecimal() else crc32(number.encode())
    return CASH if place % 10 < CASH_OF_TEN else CARD
