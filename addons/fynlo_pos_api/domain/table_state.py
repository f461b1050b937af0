"""The live state of a table, from what its orders say and what only people can say.

Orders are facts and count first: no mark can make a table free that has an open order. Marks are
what no order says (guests sit, the bill is asked for). They count for the party that was there
when they were made: a mark from before the table was last left is of an earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TableState(StrEnum):
    """What a waiter sees at a glance."""

    FREE = "free"
    SEATED = "seated"
    ORDERED = "ordered"
    SERVED = "served"
    BILL_ASKED = "bill_asked"
    DIRTY = "dirty"
    RESERVED = "reserved"
    BLOCKED = "blocked"


LABELS = {state: state.replace("_", " ").capitalize() for state in TableState}

# Where guests may be seated.
VACANT = frozenset({TableState.FREE, TableState.RESERVED})
# Where something was ordered that is not paid.
OCCUPIED = frozenset({TableState.ORDERED, TableState.SERVED, TableState.BILL_ASKED})


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An open order: since when, and when the last dish was ordered; None: none yet."""

    opened_at: datetime
    ordered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the orders of a table say.

    `paid_at`: when the last one was paid; `voided_at`: when the last one was opened of which
    nothing is left.
    """

    orders: Sequence[OpenOrder] = ()
    paid_at: datetime | None = None
    voided_at: datetime | None = None

    @property
    def left_at(self) -> datetime | None:
        """When the table was last left; None: never, or one of that party's orders is open."""
        ends = [end for end in (self.paid_at, self.voided_at) if end]
        if not ends or any(order.opened_at <= max(ends) for order in self.orders):
            return None
        return max(ends)


@dataclass(frozen=True, slots=True)
class Marks:
    """What people said of a table, and when; `reserved_for`: when the guests are to come."""

    seated_at: datetime | None = None
    served_at: datetime | None = None
    bill_asked_at: datetime | None = None
    cleaned_at: datetime | None = None
    blocked_at: datetime | None = None
    reserved_at: datetime | None = None
    reserved_for: datetime | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """The state and since when; None: nobody knows."""

    state: TableState
    since: datetime | None


def live(facts: Facts, marks: Marks, needs_cleaning: bool) -> Live:
    """The state of a table, or of tables that were put together.

    :param needs_cleaning: whether a table that was paid for is dirty until somebody says clean
    """
    if facts.orders:
        return _with_orders(facts, marks)
    if marks.seated_at and counts(marks.seated_at, facts):
        return Live(TableState.SEATED, marks.seated_at)
    if marks.blocked_at:
        return Live(TableState.BLOCKED, marks.blocked_at)
    if needs_cleaning and facts.paid_at and _is_after(facts.paid_at, marks.cleaned_at):
        return Live(TableState.DIRTY, facts.paid_at)
    if is_reserved(facts, marks):
        return Live(TableState.RESERVED, marks.reserved_at)
    return Live(TableState.FREE, _latest(facts.left_at, marks.cleaned_at))


def counts(mark: datetime | None, facts: Facts) -> bool:
    """Whether a mark is of the party that is there, or of nobody's since the table was left."""
    return mark is not None and _is_after(mark, facts.left_at)


def is_reserved(facts: Facts, marks: Marks) -> bool:
    """Whether guests are still to come: a party that left after that time was them."""
    return marks.reserved_for is not None and _is_after(marks.reserved_for, facts.left_at)


def _with_orders(facts: Facts, marks: Marks) -> Live:
    opened_at = min(order.opened_at for order in facts.orders)
    dishes = [order.ordered_at for order in facts.orders if order.ordered_at]
    if not dishes:
        seated_at = marks.seated_at
        fresh = seated_at if seated_at and counts(seated_at, facts) else None
        return Live(TableState.SEATED, min(fresh or opened_at, opened_at))
    # What was ordered after the bill was asked for, or after all was served, is still to come.
    for state, mark in (
        (TableState.BILL_ASKED, marks.bill_asked_at),
        (TableState.SERVED, marks.served_at),
    ):
        if mark and mark >= max(dishes):
            return Live(state, mark)
    return Live(TableState.ORDERED, opened_at)


def _is_after(moment: datetime, other: datetime | None) -> bool:
    return other is None or moment > other


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)
