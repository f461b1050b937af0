"""From `send` at the till to the message on the kitchen's websocket, while orders come in.

The reference is the till's own reply to the same request.
"""

import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websocket

from ..replay.api import Json, SignedApi
from ..replay.devices import Crew, back_office
from ..replay.journal import Journal
from ..replay.timings import Timings, spread
from .machine import Machine
from .orders import two_dishes
from .people import OpenTill
from .result import Figures, Row, machine_load

STATION = "Expo"
CREATED = "kitchen.ticket_created"
# 1,200 an hour, at moments that are as irregular as guests are.
ORDERS, MEAN_GAP_SECONDS, CLIENTS = 150, 3.0, 2
LATE_SECONDS = 30.0


class Listener:
    """The websocket of a station's screen: when the ticket of each order came, by its UUID."""

    def __init__(self, url: str, token: str) -> None:
        """Connect and authenticate; listens in a thread of its own."""
        self.came: dict[str, float] = {}
        self._socket = websocket.create_connection(f"{url}/fynlo", suppress_origin=True)
        self._socket.send(json.dumps({"type": "authenticate", "token": token}))
        if json.loads(self._socket.recv())["type"] != "authenticated":
            raise RuntimeError("The station's websocket was not authenticated.")
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        try:
            while True:
                message = json.loads(self._socket.recv())
                now = time.perf_counter()
                for event in message.get("items", []):
                    if event["name"] == CREATED:
                        self.came.setdefault(event["payload"]["order_id"], now)
        except (websocket.WebSocketException, OSError, ValueError):
            # Closed at the end.
            return

    def close(self) -> None:
        """End the connection."""
        self._socket.close()
        self._thread.join(5)


def rows(machine: Machine, till: OpenTill) -> Iterator[Row]:
    """Yield how long the kitchen waits for an order that is sent."""
    menu = till.devices[0].get("menu.read", "/menu")
    lines: list[Json] = [{"product_id": dish.id} for dish in two_dishes(menu)]
    with _station(machine, till) as listener:
        sent, replied = _sell(till.devices[:CLIENTS], lines)
        deadline = time.monotonic() + LATE_SECONDS
        while len(listener.came) < len(sent) and time.monotonic() < deadline:
            time.sleep(0.1)
        came = dict(listener.came)
    heard = [1000 * (came[order] - at) for order, at in sent.items() if order in came]
    replies = [1000 * (replied[order] - at) for order, at in sent.items()]
    ours, reference = _figures(heard, len(sent) - len(heard)), _figures(replies)
    yield Row("order sent", CLIENTS, ours, "the till's reply", reference, machine_load())


@contextmanager
def _station(machine: Machine, till: OpenTill) -> Iterator[Listener]:
    office = back_office(machine.access, Timings())
    items = office.get("kitchen.stations", "/kitchen/stations")["items"]
    [station] = [item for item in items if item["name"] == STATION]
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "kitchen.json")
        screen = Crew(machine.access, Timings(), office, journal, till.till).sign_in_station(
            station
        )
        listener = Listener(machine.server.websocket_url, screen.access_token())
    try:
        yield listener
    finally:
        listener.close()


def _sell(devices: list[SignedApi], lines: list[Json]) -> tuple[dict[str, float], dict[str, float]]:
    """Send the orders by all clients; when each was sent, and when the till had its reply."""
    sent: dict[str, float] = {}
    replied: dict[str, float] = {}

    def work(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - the same evening each time
        for _ in range(ORDERS // len(devices)):
            time.sleep(chance.expovariate(1 / (MEAN_GAP_SECONDS * len(devices))))
            order = devices[number].post("order.create", "/orders", {"lines": lines})["id"]
            sent[order] = time.perf_counter()
            devices[number].post("order.send", f"/orders/{order}/send", {})
            replied[order] = time.perf_counter()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(devices))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent, replied


def _figures(milliseconds: list[float], lost: int = 0) -> Figures:
    times = spread(milliseconds or [0.0])
    return Figures(
        p50_ms=times.p50_ms,
        p95_ms=times.p95_ms,
        p99_ms=times.p99_ms,
        per_second=round(1 / MEAN_GAP_SECONDS, 1),
        errors=0,
        lost=lost,
        queries=0.0,
        cpu_ms=0.0,
        calls=len(milliseconds),
    )
