"""What a change of a line that was sent means for the stations."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class DeltaKind(StrEnum):
    """More to make, another way to make it, or less to make."""

    ADDED = "added"
    CHANGED = "changed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Delta:
    """So many of a line are added, changed or voided at a station."""

    station_id: int
    kind: DeltaKind
    quantity: Decimal


def deltas(
    known: Mapping[int, Decimal], wanted: Collection[int], quantity: Decimal, *, changed: bool
) -> list[Delta]:
    """What each station has to be told, in the order of the stations' ids.

    :param known: how many each station knows of
    :param wanted: the stations that the line goes to as it is now
    :param quantity: of the line as it is now
    :param changed: whether it is made otherwise than they know

    >>> [(item.station_id, item.kind.value, int(item.quantity))
    ...  for item in deltas({1: Decimal(2)}, {1, 2}, Decimal(3), changed=True)]
    [(1, 'added', 1), (1, 'changed', 2), (2, 'added', 3)]
    """
    found = []
    for station in sorted({*known, *wanted}):
        before = known.get(station, Decimal(0))
        after = quantity if station in wanted else Decimal(0)
        if after > before:
            found.append(Delta(station, DeltaKind.ADDED, after - before))
        if after < before:
            found.append(Delta(station, DeltaKind.VOIDED, before - after))
        if changed and min(before, after):
            found.append(Delta(station, DeltaKind.CHANGED, min(before, after)))
    return found


def take_off(rows: Mapping[int, Decimal], quantity: Decimal) -> dict[int, Decimal]:
    """How much of a voided quantity each row of a line loses, the first rows first.

    :param rows: what is left of each row, by its id

    >>> take_off({7: Decimal(1), 8: Decimal(2)}, Decimal(2))
    {7: Decimal('1'), 8: Decimal('1')}
    """
    taken = {}
    for row, left in rows.items():
        part = min(left, quantity)
        if part > 0:
            taken[row] = part
            quantity -= part
    return taken
