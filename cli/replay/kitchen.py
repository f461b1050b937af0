"""The kitchen of a replay: a cook at each station, who works as fast as the replay goes."""

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from zlib import crc32

from .api import Api, Json
from .errors import Refused

EXPO = "expo"
# How long a ticket waits until somebody begins with it, and how long it is made: seconds as on the
# wall of a kitchen, anything between the two.
WAITS = (40, 150)
TAKES = (240, 660)
LOOK_SECONDS = 1.0
# The last guests are served, but a ticket that cannot be made holds nothing up.
LAST_SECONDS = 1800
# Somebody else was faster, or the dish was voided.
MEANWHILE = frozenset({400, 404, 409})


def sends_orders(office: Api) -> bool:
    """Whether the server has a kitchen that orders are sent to."""
    paths = office.get("openapi.get", "/openapi.json")["paths"]
    return any("/orders/{" in path and path.endswith("/send") for path in paths)


@dataclass
class Cook:
    """Starts and completes the tickets of a station, on the station's own device."""

    api: Api
    station: Json
    speed: float
    seen: dict[str, float] = field(default_factory=dict)

    def look(self) -> int:
        """Go on with each ticket whose time has come; how many are left."""
        query = {"station_id": self.station["id"], "limit": 200}
        tickets = self.api.get("kitchen.orders", "/kitchen/orders", **query)["items"]
        for ticket in tickets:
            self._go_on(ticket)
        return len(tickets)

    def _go_on(self, ticket: Json) -> None:
        now = time.monotonic()
        waited = self._scaled(now - self.seen.setdefault(ticket["id"], now))
        starts = _between(WAITS, ticket["id"])
        if self.station["kind"] == EXPO:
            if is_made(ticket):
                self._do("complete", ticket, {"checked": []})
        elif waited >= starts + _between(TAKES, ticket["id"] + "takes"):
            self._do("complete", ticket, {"checked": checks_of(ticket)})
        elif waited >= starts and ticket["state"] != "started":
            self._do("start", ticket, {})

    def _scaled(self, seconds: float) -> float:
        """Of the replay's time; as fast as it can, all of it has passed."""
        return seconds * self.speed if self.speed else math.inf

    def _do(self, action: str, ticket: Json, body: Json) -> None:
        try:
            self.api.post(f"kitchen.{action}", f"/kitchen/orders/{ticket['id']}/{action}", body)
        except Refused as refusal:
            if refusal.status not in MEANWHILE:
                raise


class Kitchen:
    """All cooks, each in a thread of his own, while orders come in."""

    def __init__(self, cooks: Sequence[Cook], speed: float) -> None:
        self._cooks = cooks
        self._last_seconds = LAST_SECONDS / (speed or LAST_SECONDS)
        self._is_closing = threading.Event()
        self._stop = threading.Event()
        self._errors: list[BaseException] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Kitchen":
        for cook in self._cooks:
            self._threads.append(threading.Thread(target=self._work, args=(cook,), daemon=True))
            self._threads[-1].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make what is left, except when the replay failed; raises what a cook's request raised."""
        if error is not None:
            self._stop.set()
        self._is_closing.set()
        deadline = time.monotonic() + max(self._last_seconds, 10)
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self._errors and error is None:
            raise self._errors[0]

    def _work(self, cook: Cook) -> None:
        try:
            while not self._stop.is_set():
                closing = self._is_closing.is_set()
                if not cook.look() and closing:
                    return
                self._stop.wait(LOOK_SECONDS)
        except BaseException as error:  # noqa: BLE001 - it is raised again by the main thread
            self._errors.append(error)


def is_made(ticket: Json) -> bool:
    """Whether all stations are done with what the expo hands out."""
    made = [place["state"] for line in ticket["lines"] for place in line["stations"]]
    return all(state in {"done", "voided"} for state in made)


def checks_of(ticket: Json) -> list[str]:
    """The lines whose check has to be ticked; a careful cook ticks them all."""
    return [line["id"] for line in ticket["lines"] if line.get("check")]


def _between(bounds: tuple[int, int], seed: str) -> float:
    """The same for the same ticket, so that a replay can be watched twice."""
    least, most = bounds
    return least + crc32(seed.encode()) % (most - least + 1)
