"""Opening hours: as people say them, past midnight too, and as spans inside one day.

Odoo's calendars know spans inside a day only, so what goes past midnight is kept as two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

DAY = 24 * 60
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, order=True)
class Opening:
    """Open from `opens` to `closes`, in minutes since midnight.

    Not later than `opens`, `closes` is on the next day; the same minute is all day and night.
    """

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, order=True)
class Span:
    """A part of one day, in minutes since midnight: 0 <= start < end <= 1440."""

    weekday: int
    start: int
    end: int


def spans(openings: Iterable[Opening]) -> list[Span]:
    """The openings cut at midnight, in the order of the week.

    :raises ValueError: two of them overlap

    >>> spans([Opening(4, 18 * 60, 2 * 60)])
    [Span(weekday=4, start=1080, end=1440), Span(weekday=5, start=0, end=120)]
    """
    found = []
    for opening in openings:
        if opening.closes > opening.opens:
            found.append(Span(opening.weekday, opening.opens, opening.closes))
            continue
        found.append(Span(opening.weekday, opening.opens, DAY))
        if opening.closes:
            found.append(Span((opening.weekday + 1) % 7, 0, opening.closes))
    found.sort()
    for before, after in pairwise(found):
        if before.weekday == after.weekday and after.start < before.end:
            raise ValueError(f"the openings on {DAYS[after.weekday]} overlap")
    return found


def openings(parts: Iterable[Span]) -> list[Opening]:
    """The spans joined again where they go past midnight.

    What would be open for a whole day or more stays cut.

    >>> openings([Span(4, 1080, 1440), Span(5, 0, 120), Span(6, 0, 1440)])
    [Opening(weekday=4, opens=1080, closes=120), Opening(weekday=6, opens=0, closes=0)]
    """
    left = sorted(parts)
    mornings = {part.weekday: part for part in left if part.start == 0 and part.end < DAY}
    joined, found = set(), []
    for part in left:
        morning = mornings.get((part.weekday + 1) % 7)
        goes_on = part.end == DAY and morning is not None and morning.end < part.start
        if morning is not None and goes_on:
            joined.add(morning)
            found.append(Opening(part.weekday, part.start, morning.end))
        else:
            found.append(Opening(part.weekday, part.start, part.end % DAY))
    alone = {Opening(part.weekday, 0, part.end) for part in joined}
    return sorted(opening for opening in found if opening not in alone)


def minutes(text: str) -> int:
    """A time of day as minutes since midnight.

    >>> minutes("18:30")
    1110
    """
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def clock(since_midnight: int) -> str:
    """Minutes since midnight as a time of day.

    >>> clock(1110)
    '18:30'
    """
    return f"{since_midnight // 60:02}:{since_midnight % 60:02}"
