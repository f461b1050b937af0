"""What a guest may call for, and how far the staff is with it."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What somebody at a table wants."""

    WAITER = "waiter"
    BILL = "bill"
    WATER = "water"
    HELP = "help"


class RequestState(StrEnum):
    """How far it is: asked for, somebody is on the way, done."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


KIND_LABELS: dict[RequestKind, str] = {
    RequestKind.WAITER: "Waiter",
    RequestKind.BILL: "Bill",
    RequestKind.WATER: "Water",
    RequestKind.HELP: "Help",
}
STATE_LABELS: dict[RequestState, str] = {
    RequestState.OPEN: "Asked for",
    RequestState.TAKEN: "On the way",
    RequestState.CLOSED: "Done",
}
# What nobody has dealt with yet, or somebody is dealing with.
WAITING = frozenset({RequestState.OPEN, RequestState.TAKEN})


def kinds_for(*, at_table: bool, is_over: bool, is_unpaid: bool) -> list[RequestKind]:
    """What a guest may call for.

    :param at_table: guests who eat here, at a table that the order names
    :param is_over: the order was cancelled, or it is completed and paid
    :param is_unpaid: there is a bill to ask for

    >>> [str(kind) for kind in kinds_for(at_table=True, is_over=False, is_unpaid=False)]
    ['waiter', 'water', 'help']
    >>> kinds_for(at_table=False, is_over=False, is_unpaid=True)
    []
    """
    if not at_table or is_over:
        return []
    return [kind for kind in RequestKind if is_unpaid or kind is not RequestKind.BILL]
