"""What a benchmark counts, and in which order it asks."""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.bench.connection import Connection
from cli.bench.duel import Duel, Size, Tally
from cli.bench.orders import Dish, stock_order, two_dishes
from cli.bench.people import OpenTill
from cli.bench.query_log import QueryLog
from cli.bench.result import Figures, Row
from cli.bench.server_cpu import server_cpu_ms
from cli.bench.side import Outcome, Side
from cli.replay.devices import Till

LINE = '2026-11-20 20:54:44,586 7 INFO db werkzeug: 127.0.0.1 - - [20/Nov] "{}" {} - {}\n'


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if "fault" in self.path else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *words: Any) -> None:
        """Tests print nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "odoo.log"
    file.write_text(LINE.format("GET /api/v1/menu HTTP/1.1", 200, "99 0.001 0.002"))
    return file


def add(log: Path, request: str, status: int, counted: str) -> None:
    with log.open("a") as stream:
        stream.write(LINE.format(request, status, counted))


def test_queries_are_those_of_the_paths_after_the_mark(log: Path) -> None:
    queries = QueryLog(log)
    mark = queries.mark()
    add(log, "POST /api/v1/orders HTTP/1.1", 201, "21 0.006 0.012")
    add(log, "POST /api/v1/payments/orders/1/pay HTTP/1.0", 201, "25 0.006 0.012 rw")
    add(log, "GET /web/health HTTP/1.1", 200, "- - -")
    add(log, "GET /api/v1/menu HTTP/1.1", 304, "1 0.001 0.002")
    paths = re.compile("/api/v1/(orders$|payments/orders/)")
    assert queries.queries_since(mark, paths) == 46
    assert queries.queries_since(0, re.compile("/api/v1/menu$")) == 100


def test_sides_take_turns_and_warming_up_is_not_counted(url: str, log: Path) -> None:
    order: list[str] = []

    def side(name: str) -> Side:
        def call(connection: Connection, client: int) -> Outcome:
            order.append(name)
            return Outcome(connection.send("GET", "/", {}).status == 200, f"{name}{len(order)}")

        return Side(name, call, re.compile("/"))

    blocks: list[int] = []
    duel = Duel(url, QueryLog(log), lambda: 0.0, lambda: blocks.append(len(order)))
    ours, stock = duel.fight((side("o"), side("s")), Size(clients=1, rounds=2, calls=3))
    assert "".join(order) == "os" + "ooo" + "sss" + "sss" + "ooo"
    assert blocks == [5, 8, 11, 14]
    assert (ours.calls, stock.calls, ours.errors) == (6, 6, 0)
    assert ours.acknowledged == ["o3", "o4", "o5", "o12", "o13", "o14"]


def test_every_client_makes_its_share(url: str, log: Path) -> None:
    clients: list[int] = []

    def call(connection: Connection, client: int) -> Outcome:
        clients.append(client)
        return Outcome(ok=True)

    Duel(url, QueryLog(log), lambda: 0.0, lambda: None).fight(
        (Side("o", call, re.compile("/")),), Size(clients=3, rounds=1, calls=8)
    )
    # Three to warm up, then eight.
    assert sorted(clients) == [0] * 4 + [1] * 4 + [2] * 3


def test_a_failed_call_is_an_error_and_acknowledges_nothing(url: str, log: Path) -> None:
    def refused(connection: Connection, client: int) -> Outcome:
        return Outcome(connection.send("GET", "/fault", {}).status == 200, "order")

    def unreachable(connection: Connection, client: int) -> Outcome:
        raise ConnectionResetError

    sides = [
        Side(name, call, re.compile("/"))
        for name, call in (("refused", refused), ("unreachable", unreachable))
    ]
    tallies = Duel(url, QueryLog(log), lambda: 0.0, lambda: None).fight(sides, Size(1, 1, 2))
    assert [(tally.errors, tally.acknowledged) for tally in tallies] == [(2, []), (2, [])]


def test_figures_and_ratio() -> None:
    ours = Tally([10.0, 20.0, 30.0, 40.0], seconds=2.0, errors=1, queries=84, cpu_ms=50.0)
    stock = Tally([60.0, 40.0, 80.0, 90.0], seconds=4.0, queries=196)
    row = Row("order draft", 1, Figures.of(ours), "stock", Figures.of(stock, lost=2), 0.5)
    found = row.as_object()
    assert (found["ours"]["p50_ms"], found["reference"]["p50_ms"]) == (20.0, 60.0)
    assert (found["ratio"], found["added_ms"]) == (0.333, -40.0)
    assert (found["ours"]["per_second"], found["ours"]["queries"]) == (2.0, 21.0)
    assert found["ours"]["cpu_ms"] == 12.5
    assert (found["ours"]["errors"], found["reference"]["lost"]) == (1, 2)
    assert json.loads(json.dumps(found)) == found


def test_cpu_time_is_that_of_the_group() -> None:
    before = server_cpu_ms(os.getpgrp())
    busy_until = time.process_time() + 0.1
    while time.process_time() < busy_until:
        pass
    assert 90 <= server_cpu_ms(os.getpgrp()) - before < 1000
    assert server_cpu_ms(2**30) == 0.0


def test_the_stock_order_adds_up() -> None:
    menu = {
        "taxes": [{"id": 4, "rate": 20.0, "included": True}],
        "products": [
            {"id": 1, "kind": "combo", "modifiers": [], "price": {"amount": 900}, "tax_ids": [4]},
            {"id": 2, "kind": "dish", "modifiers": [], "price": {"amount": 1295}, "tax_ids": [4]},
            {"id": 3, "kind": "dish", "modifiers": [], "price": {"amount": 310}, "tax_ids": [4]},
        ],
    }
    dishes = two_dishes(menu)
    assert dishes == (Dish(2, 1295, [4], 20.0), Dish(3, 310, [4], 20.0))
    session = {"id": 9, "payment_methods": [{"id": 5, "kind": "cash"}]}
    order = stock_order(OpenTill(Till(7, "Bar", None), session, []), (1, 2, 3), dishes, paid=True)
    assert (order["amount_total"], order["amount_tax"], order["amount_paid"]) == (
        16.05,
        2.68,
        16.05,
    )
    assert [line[2]["price_subtotal"] for line in order["lines"]] == [10.79, 2.58]
    assert order["payment_ids"][0][2]["payment_method_id"] == 5
