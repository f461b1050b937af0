"""What came out of a replay, for people and for programs."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from .day import DayResult
from .timings import Timings


@dataclass(frozen=True)
class Summary:
    """The results of all days and the times of all calls."""

    results: Sequence[DayResult]
    timings: Timings
    currency: str
    seconds: float
    sold: int

    @property
    def is_equal(self) -> bool:
        """Whether the server has exactly what the file has."""
        return not any(result.differences for result in self.results)

    @property
    def gross(self) -> str:
        """What the orders come to, in major units: 13100.85."""
        return in_major(sum(result.gross for result in self.results))

    def as_object(self) -> dict[str, Any]:
        """Return what --json prints."""
        found = [item for result in self.results for item in result.differences]
        overall = self.timings.overall()
        return {
            "days": len(self.results),
            "orders": sum(result.orders for result in self.results),
            "lines": sum(result.lines for result in self.results),
            "gross": self.gross,
            "currency": self.currency,
            "differences": len(found),
            "different": [str(item) for item in found],
            "sessions_closed": len(self.results),
            "journals_balanced": sum(result.is_balanced for result in self.results),
            "sold_now": self.sold,
            "seconds": round(self.seconds, 1),
            "retries": self.timings.retries,
            "p50_ms": overall.p50_ms,
            "p95_ms": overall.p95_ms,
            "calls": {name: asdict(item) for name, item in self.timings.by_call().items()},
        }

    def show(self) -> None:
        """Print the days and the calls for people, on stderr."""
        console = Console(file=sys.stderr)
        console.print(_days(self.results), _calls(self.timings))
        for result in self.results:
            for item in result.differences:
                console.print(f"  {item}", style="red")
        console.print(
            f"  {len(self.results)} days, {sum(r.orders for r in self.results)} orders"
            f" ({self.sold} of them sold now), {self.gross} {self.currency},"
            f" {self.timings.retries} retries, {self.seconds:.1f} s"
        )


def in_major(amount: int) -> str:
    """Return hundredths as a decimal number.

    >>> in_major(1310085), in_major(5)
    ('13100.85', '0.05')
    """
    return f"{amount // 100}.{amount % 100:02d}"


def _days(results: Sequence[DayResult]) -> Table:
    table = Table(title="Days")
    for name in ("Date", "Orders", "Lines", "Gross", "Books", "Differences"):
        table.add_column(name, justify="left" if name == "Date" else "right")
    for result in results:
        table.add_row(
            result.day.date.isoformat(),
            str(result.orders),
            str(result.lines),
            in_major(result.gross),
            "balanced" if result.is_balanced else "not balanced",
            str(len(result.differences)),
        )
    return table


def _calls(timings: Timings) -> Table:
    table = Table(title="Calls, in milliseconds")
    for name in ("Call", "Count", "p50", "p95", "p99", "longest"):
        table.add_column(name, justify="left" if name == "Call" else "right")
    for name, item in timings.by_call().items():
        figures = (item.p50_ms, item.p95_ms, item.p99_ms, item.longest_ms)
        table.add_row(name, str(item.count), *(f"{figure:.1f}" for figure in figures))
    return table
