"""When and after how long a request is sent again, always with the same Idempotency-Key."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

RETRIED = frozenset({429, 500, 502, 503, 504})
# A fault in the server seldom goes away by itself; a crash in the middle of a request does.
TRIES_OF_FAULTS = 6


@dataclass(frozen=True)
class Backoff:
    """Waits that double from `first` up to `longest`, until `total` seconds have passed."""

    first: float = 0.05
    longest: float = 5.0
    total: float = 180.0

    def repeats(self, status: int, attempt: int) -> bool:
        """Tell whether a request that was answered with `status` is sent again."""
        return status in RETRIED and (status != 500 or attempt + 1 < TRIES_OF_FAULTS)

    def wait(self, attempt: int, headers: Mapping[str, str] | None = None) -> float:
        """Return the seconds before attempt number `attempt` + 1 (counted from 0).

        A Retry-After in seconds is obeyed; else the wait is jittered, so that many clients do
        not come back at the same moment.
        """
        asked = (headers or {}).get("Retry-After", "")
        if asked.isdecimal():
            return float(asked)
        longest = min(self.first * 2 ** min(attempt, 30), self.longest)
        return random.uniform(longest / 2, longest)  # noqa: S311 - only spreads load
