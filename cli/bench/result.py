"""The figures of a duel."""

import os
from dataclasses import asdict, dataclass
from typing import Any

from ..replay.timings import spread
from .duel import Tally


@dataclass(frozen=True)
class Figures:
    """One side. Times in milliseconds; `queries` is SQL queries per call,
    `cpu_ms` the CPU time of the Odoo processes per call.

    On the bus a call is a message that reached a socket; `closed` is how many sockets the server
    closed, and `socket_kb` the memory that each costs it."""

    p50_ms: float
    p95_ms: float
    p99_ms: float
    per_second: float
    errors: int
    lost: int
    queries: float
    cpu_ms: float
    calls: int
    closed: int = 0
    socket_kb: float = 0.0

    @classmethod
    def of(cls, tally: Tally, lost: int = 0) -> "Figures":
        """From what a side's calls came to and how many of its orders were lost."""
        times = spread(tally.milliseconds)
        return cls(
            p50_ms=times.p50_ms,
            p95_ms=times.p95_ms,
            p99_ms=times.p99_ms,
            per_second=round(tally.calls / tally.seconds, 1) if tally.seconds else 0.0,
            errors=tally.errors,
            lost=lost,
            queries=round(tally.queries / tally.calls, 1) if tally.calls else 0.0,
            cpu_ms=round(tally.cpu_ms / tally.calls, 2) if tally.calls else 0.0,
            calls=tally.calls,
        )


@dataclass(frozen=True)
class Row:
    """Ours beside a reference. `load` is the machine's load average of the last minute."""

    name: str
    clients: int
    ours: Figures
    reference_name: str
    reference: Figures
    load: float

    @property
    def ratio(self) -> float:
        """Our median in parts of the reference's."""
        return round(self.ours.p50_ms / self.reference.p50_ms, 3) if self.reference.p50_ms else 0.0

    @property
    def added_ms(self) -> float:
        """What our median takes more than the reference's."""
        return round(self.ours.p50_ms - self.reference.p50_ms, 2)

    def as_object(self) -> dict[str, Any]:
        """Return what --json prints."""
        return {**asdict(self), "ratio": self.ratio, "added_ms": self.added_ms}


def machine_load() -> float:
    """Return the load average of the last minute."""
    return round(os.getloadavg()[0], 2)
