"""Listeners that are cut off again and again, while the tills sell: each has heard everything once.

FYNLO_SEED repeats a run.
"""

import os
import random
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import pytest
import websocket

from cli.server import Server

from .api import Api
from .client_socket import ClientSocket, ClosedByServer
from .database import database
from .restaurant import Till, sign_in_as

LISTENERS, CUTS = 4, 50
SEED = int(os.environ.get("FYNLO_SEED") or random.randrange(10**6))  # noqa: S311
CHANCES = [random.Random(SEED + number) for number in range(LISTENERS)]  # noqa: S311


@dataclass
class Listener:
    """A client as docs/api.md describes it: websocket, then feed, each event id once."""

    server: Server
    api: Api
    chance: random.Random
    cursor: str = ""
    heard: dict[int, dict[str, Any]] = field(default_factory=dict)

    def begin(self) -> None:
        """Take the cursor of this moment."""
        self.cursor = self.api.get("/events")["cursor"]

    def listen_and_be_cut(self) -> None:
        """Connect, catch up, listen for a while, and lose the connection in the middle of it."""
        client = ClientSocket.of(self.server, str(self.api.token))
        try:
            if self.chance.random() < 0.9:
                self.catch_up()
                self._listen(client, self.chance.uniform(0, 0.4))
        finally:
            cut(client)

    def catch_up(self) -> None:
        """Ask the feed for what was missed."""
        has_more = True
        while has_more:
            reply = self.api.get("/events", cursor=self.cursor, limit=20)
            self._take(reply["items"])
            self.cursor, has_more = reply["cursor"], reply["has_more"]

    def end(self) -> None:
        """Ask until nothing waits for other transactions any more."""
        self._take(self.api.caught_up(self.cursor))

    def _listen(self, client: ClientSocket, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                items = client.receive(left)["items"]
            except websocket.WebSocketTimeoutException:
                return
            except ClosedByServer as closed:
                raise AssertionError(f"the server closed the connection: {closed}") from closed
            self._take(items)

    def _take(self, items: list[dict[str, Any]]) -> None:
        for item in items:
            self.heard.setdefault(item["id"], item)


def cut(client: ClientSocket) -> None:
    """End the connection as a lost network does: without a word, whatever is under way."""
    client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.connection.close()


@contextmanager
def selling(tills: list[Till]) -> Iterator[None]:
    """Let the tills sell, as fast as they can."""
    over = Event()

    def sell(till: Till) -> None:
        while not over.is_set():
            till.pay(till.order(till.dish("Chips")))

    with ThreadPoolExecutor(len(tills)) as pool:
        jobs = [pool.submit(sell, till) for till in tills]
        try:
            yield
        finally:
            over.set()
        for job in jobs:
            job.result()


@contextmanager
def slow_writers(server: Server, company_id: int) -> Iterator[None]:
    """Transactions that began early and commit late, all the time."""
    over = Event()

    def write() -> None:
        with database(server.dsn) as sql:
            number = 0
            while not over.is_set():
                number += 1
                sql.rows(
                    "WITH slow AS (SELECT pg_current_xact_id(), pg_sleep(0.3))"
                    " INSERT INTO fynlo_event"
                    " (name, aggregate_model, aggregate_id, version, company_id)"
                    " SELECT 'test.slow', 'res.company', %s, 500000 + %s, %s FROM slow",
                    company_id,
                    number,
                    company_id,
                )

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


@pytest.fixture(scope="module")
def tills(prefork: Server, facts: dict[str, Any]) -> list[Till]:
    """Two open tills on the prefork server."""
    office = sign_in_as(prefork.url, "owner")
    found = [Till.of(office, facts, name) for name in ("Till 16", "Till 17")]
    for till in found:
        till.open()
    return found


def test_200_disconnects_lose_nothing(tills: list[Till], prefork: Server) -> None:
    print(f"FYNLO_SEED={SEED}")  # noqa: T201 - how to repeat it
    listeners = [Listener(prefork, tills[0].office, chance) for chance in CHANCES]
    with database(prefork.dsn) as sql:
        [(company_id, last_id)] = sql.rows(
            "SELECT company_id, (SELECT max(id) FROM fynlo_event) FROM pos_config WHERE id = %s",
            tills[0].id,
        )
        for listener in listeners:
            listener.begin()

        def live(listener: Listener) -> None:
            for _ in range(CUTS):
                listener.listen_and_be_cut()

        with (
            selling(tills),
            slow_writers(prefork, company_id),
            ThreadPoolExecutor(LISTENERS) as pool,
        ):
            list(pool.map(live, listeners))
        for listener in listeners:
            listener.end()
        rows = sql.rows(
            "SELECT id, name, version, payload FROM fynlo_event"
            " WHERE id > %s AND company_id = %s ORDER BY id",
            last_id,
            company_id,
        )
    assert len(rows) > 100
    assert len([row for row in rows if row[1] == "test.slow"]) > 10
    for listener in listeners:
        told = [
            tuple(item.get(key) for key in ("id", "name", "version", "payload"))
            for _, item in sorted(listener.heard.items())
        ]
        assert told == rows
