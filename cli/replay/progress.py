"""The progress of a replay, on stderr."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .plan import Day


class SalesProgress:
    """Shows which day is sold, and how many orders are there; threads may call it."""

    def __init__(self, order_count: int) -> None:
        self._progress = Progress(
            TextColumn("  {task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("orders"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = self._progress.add_task("preparing", total=order_count)
        self._done = 0

    def begin(self, day: Day) -> None:
        """Show the day's name."""
        self._progress.update(self._task, description=day.date.isoformat())

    def advance(self) -> None:
        """Count an order that is there now."""
        self._progress.advance(self._task)

    def finish(self, day: Day) -> None:
        """Count all orders of the day, also those that an earlier run sold."""
        self._done += len(day.orders)
        self._progress.update(self._task, completed=self._done)

    def __enter__(self) -> "SalesProgress":
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
