"""The JavaScript client against the real server, with cuts of the network: each event once."""

import random
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from conftest import PHONE, NewPage
from fake_realtime import TIMINGS, blank_page, start_client, wait_for, wait_for_state
from playwright.sync_api import Page
from till_api import Api

from cli.server import Server

CUTS = 12


class Ledger:
    """The events that the database has."""

    def __init__(self, dsn: str) -> None:
        """Look from now on."""
        self._connection = psycopg2.connect(dsn)
        self._connection.autocommit = True
        [self._last] = self._ids("SELECT COALESCE(MAX(id), 0) FROM fynlo_event")

    def since(self) -> list[int]:
        """The ids of the events since then."""
        return self._ids("SELECT id FROM fynlo_event WHERE id > %s ORDER BY id", self._last)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _ids(self, query: str, *values: Any) -> list[int]:
        with self._connection.cursor() as cursor:
            cursor.execute(query, values)
            return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def ledger(server: Server) -> Iterator[Ledger]:
    """The events since the test began."""
    ledger = Ledger(server.dsn)
    yield ledger
    ledger.close()


def _client_of(page: Page, token: str, timings: dict[str, int]) -> None:
    blank_page(page)
    start_client(page, timings)
    page.evaluate("(token) => { window.token = token; window.client.tokenChanged(); }", token)
    wait_for_state(page, "online")


class Seller:
    """Sells at a till; each sale is several events."""

    def __init__(self, till: Api) -> None:
        """Find out what is sold and how it is paid."""
        self._till = till
        self._dish = next(
            item for item in till.get("/menu")["products"] if item["name"] == "Scotch egg"
        )
        methods = till.get("/sessions/current")["payment_methods"]
        self._card = next(item["id"] for item in methods if item["kind"] == "card")

    def sell(self, count: int) -> None:
        """So many orders, paid at once: an open one at no table would be in other tests' way."""
        for _ in range(count):
            payment = {"method_id": self._card, "amount": self._dish["price"]}
            lines = [{"product_id": self._dish["id"]}]
            self._till.post("/orders", {"lines": lines, "payments": [payment]})


@pytest.mark.parametrize("has_websocket", [True, False])
def test_every_event_comes_once_whatever_the_network_does(
    server: Server,
    new_page: NewPage,
    office: Api,
    new_till: Any,
    ledger: Ledger,
    has_websocket: bool,
) -> None:
    assert server.url
    page = new_page(None, PHONE)
    if not has_websocket:
        page.route_web_socket("**/websocket/fynlo", lambda socket: socket.close(code=1011))
    _client_of(page, office.token, {**TIMINGS, "pingMs": 2000, "pongMs": 2000})
    seller = Seller(new_till("Bar"))
    chance = random.Random(4)  # noqa: S311 - chance, not secrets
    for _ in range(CUTS):
        seller.sell(chance.randrange(3))
        page.context.set_offline(True)
        seller.sell(chance.randrange(3))
        page.wait_for_timeout(chance.randrange(600))
        page.context.set_offline(False)
        page.wait_for_timeout(chance.randrange(900))
    seller.sell(1)
    wanted = ledger.since()
    assert len(wanted) > CUTS
    wait_for(page, "window.heard.length >= value", len(wanted))
    page.wait_for_timeout(1000)
    assert sorted(page.evaluate("window.heard")) == wanted
    assert page.evaluate("window.resets") == 0
    wait_for_state(page, "online")
    states = page.evaluate("window.states")
    assert states.count("offline") >= 1
