"""When an order is going to be ready: from what dishes took of late, and what waits before it.

A station works on so many dishes at once (its places). What waits is given to the place that is
free first, in the order in which it came in, each dish for the time that it is expected to take;
then the order's own dishes. The order is ready when the last of its dishes is.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

# A product counts for itself from so many completions on, of the last so many.
FEWEST, LATEST = 3, 20
DEFAULT_SECONDS = 600.0


def expected_seconds(samples: Sequence[float], fallback: float | None = None) -> float:
    """What a dish is expected to take: the median of its latest times.

    :param fallback: the product's own preparation time, for a dish that was not made often

    >>> expected_seconds([300, 900, 360]), expected_seconds([300], 420), expected_seconds([])
    (360, 420, 600.0)
    """
    if len(samples) >= FEWEST:
        return median(samples[:LATEST])
    return fallback or DEFAULT_SECONDS


@dataclass(frozen=True, slots=True)
class Work:
    """A dish at a station: what it is expected to take, and for how long it has been worked on."""

    seconds: float
    elapsed: float = 0.0
    is_started: bool = False

    @property
    def left(self) -> float:
        """What is left; a dish that takes longer than expected is expected any moment."""
        return max(self.seconds - self.elapsed, 0.0) if self.is_started else self.seconds


def ready_after(ahead: Sequence[Work], own: Sequence[Work], places: int) -> float:
    """Seconds until all of an order's own dishes at one station are done.

    :param ahead: what the station does first, what came first at first
    :param own: the order's dishes

    >>> ready_after([Work(300), Work(300)], [Work(120)], places=2)
    420.0
    >>> ready_after([Work(300, elapsed=240, is_started=True)], [Work(120)], places=1)
    180.0
    """
    started = [work.left for work in (*ahead, *own) if work.is_started]
    free = heapq.nlargest(places, [*started, *([0.0] * places)])
    heapq.heapify(free)
    ends = [work.left for work in own if work.is_started]
    for work in ahead:
        if not work.is_started:
            heapq.heapreplace(free, free[0] + work.left)
    for work in own:
        if not work.is_started:
            ends.append(free[0] + work.left)
            heapq.heapreplace(free, ends[-1])
    return float(max(ends, default=0.0))


def work_began(sent: datetime, started: datetime | None, freed: datetime | None) -> datetime:
    """When the work on a dish began, where nobody pressed start: when a place was free for it.

    :param freed: when the station's place became free: as many dishes before it as it has places
    """
    if started:
        return started
    return max(sent, freed) if freed else sent
