"""Two sides in alternating blocks, so that both meet the same state of the machine."""

import http.client
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from .connection import Connection
from .query_log import QueryLog
from .side import Outcome, Side


@dataclass
class Tally:
    """What the calls of one side came to; `seconds` is the time of its blocks."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0
    queries: int = 0
    cpu_ms: float = 0.0
    acknowledged: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """How many calls were made."""
        return len(self.milliseconds)

    def add(self, outcome: Outcome, milliseconds: float) -> None:
        """Count one call."""
        self.milliseconds.append(milliseconds)
        self.errors += not outcome.ok
        if outcome.ok and outcome.order_id:
            self.acknowledged.append(outcome.order_id)


@dataclass(frozen=True)
class Size:
    """How much is measured: `rounds` blocks of `calls` calls a side, by `clients` at once."""

    clients: int
    rounds: int
    calls: int


class Duel:
    """Measures two sides on one server."""

    def __init__(
        self, url: str, log: QueryLog, cpu_ms: Callable[[], float], progress: Callable[[], None]
    ) -> None:
        self._url = url
        self._log = log
        self._cpu_ms = cpu_ms
        self._progress = progress

    def fight(self, sides: Sequence[Side], size: Size) -> list[Tally]:
        """Return a tally for each side, after a block of warming up that is not counted."""
        tallies = [Tally() for _ in sides]
        for side in sides:
            self._block(side, Size(size.clients, 1, max(size.calls // 3, size.clients)), Tally())
        for turn in range(size.rounds):
            pairs = list(zip(sides, tallies, strict=True))
            # Who goes second might profit: they take turns in that, too.
            for side, tally in pairs if turn % 2 == 0 else reversed(pairs):
                self._block(side, size, tally)
                self._progress()
        return tallies

    def _block(self, side: Side, size: Size, tally: Tally) -> None:
        mark, cpu_ms = self._log.mark(), self._cpu_ms()
        began = perf_counter()
        share, rest = divmod(size.calls, size.clients)
        threads = [
            threading.Thread(
                target=self._client, args=(side, number, share + (number < rest), tally)
            )
            for number in range(size.clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        tally.seconds += perf_counter() - began
        tally.cpu_ms += self._cpu_ms() - cpu_ms
        tally.queries += self._log.queries_since(mark, side.paths)

    def _client(self, side: Side, number: int, calls: int, tally: Tally) -> None:
        connection = Connection(self._url)
        for _ in range(calls):
            side.prepare()
            began = perf_counter()
            try:
                outcome = side.call(connection, number)
            except (OSError, http.client.HTTPException):
                outcome = Outcome(ok=False)
            # Appending to a list is atomic; a lock would make the clients wait for each other.
            tally.add(outcome, (perf_counter() - began) * 1000)
        connection.close()
