"""Events on Odoo's websocket: after the commit, to the company that they belong to."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import websocket

from cli.server import Server

from .api import pounds, problem
from .database import database
from .odoo_shell import run_inside
from .restaurant import LOGINS, Device, Till, new_key, sign_in, sign_in_as
from .rpc import Odoo

PATIENCE_SECONDS = 30


class Listener:
    """A signed-in browser's websocket."""

    def __init__(self, server: Server, session_id: str, last: int) -> None:
        cookie = f"session_id={session_id}"
        self._socket = connect(server, cookie)
        data = {"channels": [], "last": last}
        self._socket.send(json.dumps({"event_name": "subscribe", "data": data}))

    def events(self, until: str) -> list[dict[str, Any]]:
        """The events that come in, up to the one with this name."""
        found: list[dict[str, Any]] = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for item in json.loads(self._socket.recv()):
                if item["message"]["type"] == "fynlo.event":
                    found.append(item["message"]["payload"])
            if found and found[-1]["name"] == until:
                return found
        raise AssertionError(f"no {until} in {found}")

    def heard(self, seconds: float) -> list[str]:
        """The names of the events that come in for a while."""
        names, deadline = [], time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                received = json.loads(self._socket.recv())
            except websocket.WebSocketTimeoutException:
                break
            messages = [item["message"] for item in received]
            names += [m["payload"]["name"] for m in messages if m["type"] == "fynlo.event"]
        return names

    def closed(self) -> tuple[int, str]:
        """The code and the reason with which the server closes the connection."""
        while True:
            opcode, data = self._socket.recv_data()
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(data[:2], "big"), data[2:].decode()

    def close(self) -> None:
        """End the connection."""
        self._socket.close()


def connect(server: Server, cookie: str) -> websocket.WebSocket:
    """A connection, as soon as the process of the websockets listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return websocket.create_connection(
                server.websocket_url, cookie=cookie, origin=server.url, timeout=PATIENCE_SECONDS
            )
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@contextmanager
def listening(server: Server, login: str, password: str) -> Iterator[Listener]:
    """Listen as an Odoo user, to what comes from now on."""
    with database(server.dsn) as sql:
        last = sql.value("SELECT coalesce(max(id), 0) FROM bus_bus")
    listener = Listener(server, Odoo(server, login, password).session_id, last)
    # Subscribing is not answered; the first event could come before it.
    time.sleep(1)
    try:
        yield listener
    finally:
        listener.close()


@pytest.fixture(scope="module")
def till_there(prefork: Server, facts: dict[str, Any]) -> Till:
    """An open till on the prefork server, where websockets have a process of their own."""
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 12")
    till.open()
    return till


KITCHEN = ("kitchen@example.com", "copper-kitchen")


def test_events_come_after_the_commit(till_there: Till, prefork: Server) -> None:
    with listening(prefork, *KITCHEN) as kitchen:
        order = till_there.order(till_there.dish("Chips", 2))
        [event] = kitchen.events("order.created")
        assert (event["aggregate"], event["aggregate_uuid"]) == ("pos.order", order["id"])
        # What it cost is not the kitchen's matter.
        assert event["version"] == 1
        assert "payload" not in event
        till_there.pay(order)
        assert [item["name"] for item in kitchen.events("order.paid")] == [
            "payment.recorded",
            "order.paid",
        ]


def test_a_message_is_the_event_in_the_database(till_there: Till, prefork: Server) -> None:
    owner = LOGINS["owner"]
    with listening(prefork, owner["login"], owner["password"]) as listener:
        order = till_there.order(till_there.dish("Chips", 2))
        [event] = listener.events("order.created")
    assert event["payload"]["total"] == pounds(900)
    with database(prefork.dsn) as sql:
        [row] = sql.rows(
            "SELECT id, config_id, name, payload FROM fynlo_event WHERE aggregate_uuid = %s",
            order["id"],
        )
    assert row == (event["id"], event["till_id"], event["name"], event["payload"])
    # The feed goes on from what was heard, and tells it again as the message did.
    [told] = [
        item
        for item in till_there.office.get("/events", cursor=event["cursor"])["items"]
        if item["id"] == event["id"]
    ]
    assert {**told, "cursor": event["cursor"]} == event


def test_a_refused_command_is_not_told(till_there: Till, prefork: Server) -> None:
    with listening(prefork, *KITCHEN) as kitchen:
        body = {"lines": [till_there.dish("Chips")], "expected_total": pounds(1)}
        reply = till_there.cashier.call("POST", "/orders", body, key=new_key())
        problem(reply, 422, "total_mismatch")
        order = till_there.order(till_there.dish("Cola, 330 ml"))
        # Only what was done, though the refused one came first.
        assert [item["aggregate_uuid"] for item in kitchen.events("order.created")] == [order["id"]]


def test_a_replay_is_not_told_twice(till_there: Till, prefork: Server) -> None:
    with listening(prefork, *KITCHEN) as kitchen:
        key, body = new_key(), {"lines": [till_there.dish("Chips")]}
        first = till_there.cashier.post("/orders", body, key=key)
        assert till_there.cashier.post("/orders", body, key=key) == first
        other = till_there.order(till_there.dish("Chips"))
        told = [item["aggregate_uuid"] for item in kitchen.events("order.created")]
        if len(told) == 1:
            told += [item["aggregate_uuid"] for item in kitchen.events("order.created")]
        assert told == [first["id"], other["id"]]


def test_another_company_hears_nothing(
    till_there: Till, prefork: Server, facts: dict[str, Any]
) -> None:
    theirs = facts["other"]
    their_office = sign_in(prefork.url, theirs["owner"], theirs["password"])
    with (
        listening(prefork, theirs["owner"], theirs["password"]) as they,
        listening(prefork, *KITCHEN) as we,
    ):
        till_there.order(till_there.dish("Chips"))
        we.events("order.created")
        Device.pair(their_office, theirs["till"])
        assert [item["name"] for item in they.events("device.paired")] == ["device.paired"]
        assert we.heard(2) == []


def test_nobody_hears_nothing(till_there: Till, prefork: Server) -> None:
    """Without a session a browser is a visitor, whatever channel it asks for."""
    visitor = Listener(prefork, "", 0)
    try:
        till_there.order(till_there.dish("Chips"))
        assert visitor.heard(2) == []
    finally:
        visitor.close()


def test_whose_role_is_taken_away_hears_no_more(till_there: Till, prefork: Server) -> None:
    """Within seconds, on the page that is open, and not when it comes back either."""
    login, _ = KITCHEN
    with listening(prefork, *KITCHEN) as kitchen:
        till_there.order(till_there.dish("Chips"))
        kitchen.events("order.created")
        run_inside(prefork, "set_role.py", login=login, role=None)
        try:
            began = time.monotonic()
            assert kitchen.closed() == (4002, "rights_changed")
            assert time.monotonic() - began < 5
            with listening(prefork, *KITCHEN) as again:
                till_there.order(till_there.dish("Chips"))
                assert again.heard(3) == []
        finally:
            run_inside(prefork, "set_role.py", login=login, role="kitchen")
    with listening(prefork, *KITCHEN) as kitchen:
        till_there.order(till_there.dish("Chips"))
        assert [item["name"] for item in kitchen.events("order.created")] == ["order.created"]
