"""What the growth benchmark asks for, and how much it makes."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cli.bench.connection import Connection
from cli.bench.growth import LARGE, SMALL
from cli.bench.growth_fill import Volume
from cli.bench.growth_sides import Facts, cursor, list_sides
from cli.bench.suites import BY_NAME_ONLY, SUITES

FACTS = Facts(
    order_id=42,
    session_id=3,
    table_id=5,
    customer_id=7,
    employee_id=9,
    day=date(2026, 3, 1),
    receipt="GROWTH-000500",
    guest="Growth guest 7",
    soon=date(2026, 11, 22),
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and the paths that it was asked for; it knows no cancelled order."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(f"{self.path} {self.headers['Authorization']}")
            self.send_response(404 if "cancelled" in self.path else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_a_volume_has_sessions_and_customers_in_proportion() -> None:
    assert (SMALL.sessions, SMALL.customers, SMALL.products) == (15, 100, 200)
    assert (LARGE.sessions, LARGE.customers, LARGE.products) == (1429, 10_000, 2_000)
    assert Volume(0, 0).sessions == 0


def test_a_cursor_is_as_the_api_makes_it() -> None:
    assert cursor(42) == "djE6NDI"


def test_every_filter_is_asked_with_the_till_s_token(asked: tuple[str, list[str]]) -> None:
    url, paths = asked
    connection = Connection(url)
    found = {
        side.name: side.call(connection, 0).ok
        for side in list_sides(FACTS, {"Authorization": "Bearer till"})
    }
    connection.close()
    assert [name for name, ok in found.items() if not ok] == ["orders, cancelled"]
    assert paths[:3] == [
        "/api/v1/orders Bearer till",
        "/api/v1/orders?cursor=djE6NDI Bearer till",
        "/api/v1/orders?state=open Bearer till",
    ]
    assert "/api/v1/orders?text=Growth+guest+7 Bearer till" in paths
    assert "/api/v1/orders?date=2026-03-01 Bearer till" in paths
    assert len(paths) == 14


def test_the_paths_in_the_log_are_those_of_the_side() -> None:
    first = next(list_sides(FACTS, {}))
    assert first.paths.search("/api/v1/orders")
    assert first.paths.search("/api/v1/orders?state=open")
    assert not first.paths.search("/api/v1/orders/42")


def test_growth_is_measured_by_name_only() -> None:
    assert set(BY_NAME_ONLY) == {"growth", "kitchen"}
    assert "growth" in SUITES
