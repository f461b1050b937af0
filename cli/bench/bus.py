"""Odoo's bus with Fynlo's shared dispatch beside stock Odoo's, on two servers of the same database.

A message goes out as a commit leaves it, and its time is from before the commit to the client's
reading of it. Both servers run the same code; on one the environment leaves Odoo's dispatch.
"""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..connection import MAINTENANCE
from ..replay.timings import spread
from ..server import Server
from .bus_clients import Crowd
from .bus_process import WebsocketProcess
from .bus_sender import Sender
from .result import Figures, Row, machine_load

STOCK = {"FYNLO_BUS_DISPATCH": "stock"}
REFERENCE = "stock dispatch"
SIZES = (100, 1000, 2000)
MESSAGES, GAP_SECONDS = 20, 0.5
CHANNELS, RATE, SECONDS = 50, 20, 15
STORM, STORM_PARALLEL = 1000, 250
LARGE_TABLE, LARGE_SOCKETS = 500_000, 200
# How long messages may come late, and when nothing more is expected.
LATE_SECONDS, QUIET_SECONDS, SETTLE_SECONDS = 30.0, 3.0, 2.0
OPEN_FILES = 16_384


@dataclass(frozen=True)
class Side:
    """A server and who sends messages on its bus."""

    server: Server
    sender: Sender
    process: WebsocketProcess

    def crowd(self, channels: list[str], *, last: int | None = None, parallel: int = 16) -> Crowd:
        """Clients on these channels, whom the server has told all that was there."""
        crowd = Crowd(self.server.websocket_url)
        begin = self.sender.last_id() if last is None else last
        crowd.connect(channels, begin, parallel)
        self.settle(crowd)
        return crowd

    def settle(self, crowd: Crowd) -> None:
        """Wait until the server has nothing to do."""
        crowd.listen(SETTLE_SECONDS)
        before = self.process.cpu_ms()
        for _ in range(60):
            crowd.listen(0.5)
            now = self.process.cpu_ms()
            if now - before < 50:
                return
            before = now


def bus() -> Iterator[Row]:
    """Yield a row for each crowd of sockets."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))
    with _side({}) as ours, _side(STOCK) as stock:
        for size in SIZES:
            yield _row("one channel", size, _one_channel(ours, size), _one_channel(stock, size))
        yield _row("50 channels", 1000, _many_channels(ours, 1000), _many_channels(stock, 1000))
        yield _row("reconnect storm", STORM, _storm(ours), _storm(stock))
        small = _one_channel(ours, LARGE_SOCKETS, last=0)
        ours.sender.fill(LARGE_TABLE)
        large = _one_channel(ours, LARGE_SOCKETS, last=0)
        yield _row("large table", LARGE_SOCKETS, large, small, "empty table")


def _row(
    name: str, size: int, ours: Figures, reference: Figures, reference_name: str = REFERENCE
) -> Row:
    return Row(name, size, ours, reference_name, reference, machine_load())


@contextmanager
def _side(env: dict[str, str]) -> Iterator[Side]:
    with Server(workers=1, env={"ODOO_MAX_CRON_THREADS": "0", **env}) as server:
        maintenance = server.connection.to(MAINTENANCE).dsn
        sender = Sender(server.dsn, maintenance, server.database)
        try:
            yield Side(server, sender, WebsocketProcess(server.pid or 0))
        finally:
            sender.close()


def _one_channel(side: Side, size: int, last: int | None = None) -> Figures:
    """Measure messages to sockets that all hear the same channel."""

    def send(crowd: Crowd) -> list[str]:
        channels = []
        for _ in range(MESSAGES):
            began = time.time()
            side.sender.send("bench")
            channels.append("bench")
            crowd.listen(GAP_SECONDS - (time.time() - began))
        return channels

    return _measured(side, ["bench"] * size, send, last)


def _many_channels(side: Side, size: int) -> Figures:
    """Measure messages to sockets that hear one of several channels each."""

    def send(crowd: Crowd) -> list[str]:
        channels, began = [], time.time()
        for number in range(RATE * SECONDS):
            crowd.listen(began + number / RATE - time.time())
            channels.append(f"bench_{number % CHANNELS}")
            side.sender.send(channels[-1])
        return channels

    return _measured(side, [f"bench_{number % CHANNELS}" for number in range(size)], send)


def _measured(
    side: Side,
    channels: list[str],
    send: Callable[[Crowd], list[str]],
    last: int | None = None,
) -> Figures:
    memory = side.process.memory_kb()
    crowd = side.crowd(channels, last=last)
    try:
        per_socket = (side.process.memory_kb() - memory) / max(1, len(crowd.clients))
        crowd.forget()
        before, began = side.process.cpu_ms(), time.time()
        sent = send(crowd)
        _wait(crowd)
        cpu = side.process.cpu_ms() - before
        return _figures(crowd, sent, cpu, time.time() - began, per_socket)
    finally:
        crowd.close()
        time.sleep(SETTLE_SECONDS)


def _wait(crowd: Crowd) -> None:
    """Take what still comes, until nothing has come for a while."""
    deadline = time.time() + LATE_SECONDS
    while time.time() < deadline:
        before = crowd.received_count()
        crowd.listen(QUIET_SECONDS)
        if crowd.received_count() == before:
            return


def _storm(side: Side) -> Figures:
    """Measure clients that come back all at once; the times are those of their handshakes."""
    memory = side.process.memory_kb()
    crowd = side.crowd(["bench"] * STORM, parallel=STORM_PARALLEL)
    try:
        per_socket = (side.process.memory_kb() - memory) / max(1, len(crowd.clients))
        crowd.forget()
        before, began = side.process.cpu_ms(), time.time()
        sent = [side.sender.send("bench").channel for _ in range(MESSAGES)]
        _wait(crowd)
        figures = _figures(
            crowd, sent, side.process.cpu_ms() - before, time.time() - began, per_socket
        )
    finally:
        crowd.close()
        time.sleep(SETTLE_SECONDS)
    times = spread(crowd.connect_ms or [0.0])
    return Figures(
        **{
            **vars(figures),
            "p50_ms": times.p50_ms,
            "p95_ms": times.p95_ms,
            "p99_ms": times.p99_ms,
            "errors": len(crowd.failures),
        }
    )


def _figures(
    crowd: Crowd, sent: list[str], cpu_ms: float, seconds: float, socket_kb: float
) -> Figures:
    """What the clients got of what was sent on their channels."""
    milliseconds: list[float] = []
    lost = 0
    for client in crowd.clients:
        got = {}
        for at, message in client.messages():
            if message["type"] == "bench":
                payload: dict[str, float] = message["payload"]  # type: ignore[assignment]
                got[payload["number"]] = (at - payload["at"]) * 1000
        milliseconds += got.values()
        lost += sum(channel == client.channel for channel in sent) - len(got)
    times = spread(milliseconds or [0.0])
    count = max(1, len(milliseconds))
    return Figures(
        p50_ms=times.p50_ms,
        p95_ms=times.p95_ms,
        p99_ms=times.p99_ms,
        per_second=round(len(milliseconds) / seconds, 1),
        errors=len(crowd.failures),
        lost=lost,
        queries=0.0,
        cpu_ms=round(cpu_ms / count, 3),
        calls=len(milliseconds),
        closed=crowd.closed(),
        socket_kb=round(socket_kb, 1),
    )
