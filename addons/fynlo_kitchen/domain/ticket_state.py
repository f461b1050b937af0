"""What becomes of a ticket and of its lines at a station.

    held ──► new ──► started ──► completed ──► recalled ──► completed ...
     └────────┴─────────┴──► voided

A ticket may be completed without having been started: a bump bar has one key.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum


class TicketState(StrEnum):
    """Of a ticket. Recalled is one that was completed and is back on the screen."""

    HELD = "held"
    NEW = "new"
    STARTED = "started"
    COMPLETED = "completed"
    RECALLED = "recalled"
    VOIDED = "voided"


class LineState(StrEnum):
    """Of a ticket's line."""

    HELD = "held"
    NEW = "new"
    STARTED = "started"
    DONE = "done"
    VOIDED = "voided"


NEXT: Mapping[TicketState, frozenset[TicketState]] = {
    TicketState.HELD: frozenset({TicketState.NEW, TicketState.VOIDED}),
    TicketState.NEW: frozenset(
        {TicketState.HELD, TicketState.STARTED, TicketState.COMPLETED, TicketState.VOIDED}
    ),
    TicketState.STARTED: frozenset({TicketState.COMPLETED, TicketState.VOIDED}),
    TicketState.COMPLETED: frozenset({TicketState.RECALLED}),
    TicketState.RECALLED: frozenset(
        {TicketState.STARTED, TicketState.COMPLETED, TicketState.VOIDED}
    ),
    TicketState.VOIDED: frozenset(),
}

# On the screen, and what the cooks still have to do.
OPEN = frozenset({TicketState.NEW, TicketState.STARTED, TicketState.RECALLED})
TO_MAKE = frozenset({LineState.NEW, LineState.STARTED})
WAITING = frozenset({LineState.HELD, *TO_MAKE})


def may_become(state: str, wanted: TicketState) -> bool:
    """Whether a ticket may go from one state to another.

    >>> may_become("new", TicketState.COMPLETED), may_become("completed", TicketState.STARTED)
    (True, False)
    """
    return wanted in NEXT[TicketState(state)]


def least_done(states: Collection[str]) -> LineState:
    """How far several lines are together: as far as the one that is behind.

    >>> least_done(["done", "new"]).value, least_done(["voided", "done"]).value
    ('new', 'done')
    """
    return next(state for state in LineState if state in states)


def is_done(states: Collection[str]) -> bool:
    """Whether nothing is left to do of lines, and something was made.

    >>> is_done(["done", "voided"]), is_done(["done", "held"]), is_done(["voided"]), is_done([])
    (True, False, False, False)
    """
    return LineState.DONE in states and not WAITING.intersection(states)
