"""A server that is killed again and again loses nothing acknowledged and doubles nothing."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import Api, pounds
from .database import Database, database
from .resending import Resending
from .restaurant import Till, sign_in_as

KILLS = 20
CLIENTS = 4
# How long the server lives each time, in seconds: now and then not even to its first request.
SHORTEST, LONGEST = 0.05, 1.2
DISHES = [("Chips", 450), ("Soup of the day", 650), ("Cola, 330 ml", 320)]


@dataclass
class Acknowledged:
    """What the server said was done: the total of each order, and each payment's order."""

    orders: dict[str, int] = field(default_factory=dict)
    payments: dict[str, str] = field(default_factory=dict)
    retries: int = 0

    def __add__(self, other: "Acknowledged") -> "Acknowledged":
        orders, payments = self.orders | other.orders, self.payments | other.payments
        return Acknowledged(orders, payments, self.retries + other.retries)


class Client:
    """A till that repeats each request, with its key, until it is answered."""

    def __init__(self, api: Api, till: Till, stop: threading.Event, seed: int) -> None:
        self._api = Resending(api, seed)
        self._till = till
        self._stop = stop
        self._random = random.Random(seed)  # noqa: S311 - the same sales each time
        self.done = Acknowledged()

    def sell(self) -> Acknowledged:
        """Create and pay orders until it is enough; the last one is finished too."""
        while not self._stop.is_set():
            self._sell_one()
        self.done.retries = self._api.retries
        return self.done

    def _sell_one(self) -> None:
        wanted = self._random.choices(DISHES, k=self._random.randint(1, 3))
        lines = [self._till.dish(name) for name, _ in wanted]
        total = sum(price for _, price in wanted)
        # Without an id of the client's own a second order would not be noticed by any other check.
        order = self._api.post("/orders", {"lines": lines})
        assert order["total"] == pounds(total)
        self.done.orders[order["id"]] = total
        path = f"/payments/orders/{order['id']}/pay"
        first = total // 2
        for amount in (first, total - first):
            body = {"method_id": self._till.method("card"), "amount": pounds(amount)}
            taken = self._api.post(path, body)
            self.done.payments[taken["payment"]["id"]] = order["id"]
        assert taken["order"]["state"] == "paid"


@dataclass
class Outcome:
    """What the clients were told, and the restaurant afterwards."""

    done: Acknowledged
    till: Till
    session: dict[str, Any]
    sql: Database


@pytest.fixture(scope="module")
def outcome(prepared: tuple[str, dict[str, Any]]) -> Iterator[Outcome]:
    """Four clients sell while the server is killed KILLS times."""
    # Who is killed writes no coverage down: it would only be slower.
    env = {"ODOO_MAX_CRON_THREADS": "0", "COVERAGE_PROCESS_START": ""}
    killed = Server(workers=2, template=prepared[0], env=env)
    # The addons are loaded once, before the workers are forked, and not by each of them again.
    env["ODOO_DB_NAME"] = killed.name
    with killed as server:
        till = Till.of(sign_in_as(server.url, "owner"), prepared[1], "Till 1")
        session = till.open()
        till.method("card")
        for name, _ in DISHES:
            till.dish(name)
        stop = threading.Event()
        people = [till.device.person(till.employee("cashier")) for _ in range(CLIENTS)]
        clients = [Client(api, till, stop, seed) for seed, api in enumerate(people)]
        with ThreadPoolExecutor(CLIENTS) as pool:
            selling = [pool.submit(client.sell) for client in clients]
            try:
                kill_often(server, clients_are_alive(selling))
            finally:
                stop.set()
            done = sum((future.result(timeout=60) for future in selling), Acknowledged())
        with database(server.dsn) as sql:
            yield Outcome(done, till, session, sql)
        server.kill()


def clients_are_alive(selling: list[Any]) -> Callable[[], bool]:
    """Whether no client has given up."""
    return lambda: not any(future.done() for future in selling)


def kill_often(server: Server, is_alive: Callable[[], bool]) -> None:
    """Kill the server, workers and all, at moments that nobody chose, and start it again."""
    moments = random.Random(7)  # noqa: S311 - no secret
    for _ in range(KILLS):
        time.sleep(moments.uniform(SHORTEST, LONGEST))
        assert is_alive()
        server.kill()
        server.start()


def test_it_was_a_test(outcome: Outcome) -> None:
    """Orders were sold in between, and requests were cut."""
    assert len(outcome.done.orders) > 2 * KILLS
    assert outcome.done.retries > KILLS


def test_acknowledged_orders_are_there_once(outcome: Outcome) -> None:
    rows = outcome.sql.rows(
        "SELECT uuid, amount_total, amount_paid, state FROM pos_order WHERE session_id = %s",
        outcome.session["id"],
    )
    found = {
        uuid: (round(total * 100), round(paid * 100), state) for uuid, total, paid, state in rows
    }
    assert len(rows) == len(found)
    assert found == {uuid: (total, total, "paid") for uuid, total in outcome.done.orders.items()}


def test_acknowledged_payments_are_there_once(outcome: Outcome) -> None:
    rows = outcome.sql.rows(
        "SELECT payment.uuid, sale.uuid FROM pos_payment payment"
        " JOIN pos_order sale ON sale.id = payment.pos_order_id WHERE payment.session_id = %s",
        outcome.session["id"],
    )
    assert len(rows) == len(dict(rows))
    assert dict(rows) == outcome.done.payments


def test_each_change_has_its_event_once(outcome: Outcome) -> None:
    rows = outcome.sql.rows(
        "SELECT aggregate_uuid, array_agg(version ORDER BY version), array_agg(name ORDER BY id)"
        " FROM fynlo_event WHERE aggregate_model = 'pos.order' GROUP BY 1"
    )
    names = ["order.created", "payment.recorded", "payment.recorded", "order.paid"]
    assert {row[0] for row in rows} == set(outcome.done.orders)
    assert [row for row in rows if row[1:] != ([1, 2, 3, 4], names)] == []


def test_the_till_closes_to_the_penny(outcome: Outcome) -> None:
    """The last of the module."""
    body = {"counted_cash": pounds(10_000)}
    close = partial(outcome.till.cashier.post, f"/sessions/{outcome.session['id']}/close")
    report = close(body)["report"]
    assert report["order_count"] == len(outcome.done.orders)
    assert report["gross"] == pounds(sum(outcome.done.orders.values()))
    assert report["payments"][0]["count"] == len(outcome.done.payments)
    assert report["journal_entry"]["balanced"] is True
