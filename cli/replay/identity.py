"""The ids that the replay chooses: always the same for the same order of the same source.

They come from what the order is (its number and time), not from where the folder lies, so a
folder that was moved, renamed, or exported again with more days sells nothing twice.
"""

from datetime import date
from uuid import UUID, uuid5

from .source import SoldOrder

NAMESPACE = UUID("3f1a1c53-1d0c-5d9f-9a0e-6a5d3f1b7c11")


def source_of(name: str, today: date | None) -> str:
    """Return the source of what is sold: a day that is sold as `today`'s is another one each day.

    >>> source_of("", None), source_of("Bristol", date(2026, 3, 1))
    ('', 'Bristol|today 2026-03-01')
    """
    return name if today is None else f"{name}|today {today}"


def order_id(source: str, order: SoldOrder) -> UUID:
    """Return the id of an order of `source`, a name that keeps two restaurants apart."""
    # Without the zone: the same file read with another --timezone is still the same sales.
    time = order.ordered_at.replace(tzinfo=None)
    return uuid5(NAMESPACE, f"{source}|order|{order.order_id}|{time.isoformat()}")


def part_id(parent: UUID, kind: str, name: str) -> UUID:
    """Return the id of a line or payment of the order `parent`."""
    return uuid5(parent, f"{kind}|{name}")


def key(source: str, kind: str, name: object) -> str:
    """Return the Idempotency-Key of the one request of that kind for `name`."""
    return str(uuid5(NAMESPACE, f"{source}|{kind}|{name}"))
