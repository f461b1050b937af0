"""How long calls took, and what that says: percentiles per call."""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Milliseconds of `count` calls."""

    count: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    longest_ms: float


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest of the ordered values that at least `share` of them do not exceed.

    >>> percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.95), percentile([], 0.5)
    (2, 4, 0.0)
    """
    if not ordered:
        return 0.0
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def spread(milliseconds: Sequence[float]) -> Spread:
    """Return the percentiles of `milliseconds`; zeros when there are none."""
    ordered = sorted(milliseconds)
    p50, p95, p99, longest = (round(percentile(ordered, at), 2) for at in (0.5, 0.95, 0.99, 1))
    return Spread(len(ordered), p50, p95, p99, longest)


class Timings:
    """Times of calls by name, collected from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds: dict[str, list[float]] = {}
        self._retries = 0

    def add(self, name: str, milliseconds: float) -> None:
        """Add one call."""
        with self._lock:
            self._milliseconds.setdefault(name, []).append(milliseconds)

    def count_retry(self) -> None:
        """Count a request that had to be sent again."""
        with self._lock:
            self._retries += 1

    @property
    def retries(self) -> int:
        """How many requests had to be sent again."""
        return self._retries

    def by_call(self) -> dict[str, Spread]:
        """Return the percentiles of each call."""
        with self._lock:
            return {name: spread(values) for name, values in sorted(self._milliseconds.items())}

    def overall(self) -> Spread:
        """Return the percentiles of all calls together."""
        with self._lock:
            return spread([item for values in self._milliseconds.values() for item in values])
