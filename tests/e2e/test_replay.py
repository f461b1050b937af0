"""A restaurant's two days through a real server, also when the replay is killed again and again."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from cli.server import Server
from cli.settings import ROOT

from .restaurant import sign_in

TWO_DAYS = ROOT / "tests" / "data" / "two-days"
# Orders, lines and gross that the folder's own figures come to; see its two files.
WHOLE = {"days": 2, "orders": 25, "lines": 74, "gross": "624.25", "differences": 0}
FIRST = {"days": 1, "orders": 14, "lines": 39, "gross": "310.05", "differences": 0}
SOLD = {"sessions_closed": 2, "journals_balanced": 2}
MANAGER = "SELECT name, pin FROM hr_employee WHERE fynlo_role = 'manager' AND pin IS NOT NULL"
IN_DATABASE = (
    "SELECT COUNT(DISTINCT sale.id), COUNT(DISTINCT line.id), (SELECT COUNT(*) FROM pos_payment"
    " WHERE amount > 0), (SELECT SUM(amount_total) FROM pos_order) FROM pos_order sale"
    " JOIN pos_order_line line ON line.order_id = sale.id"
)
# Orders, payments and sessions with a time that is not of this test.
NOT_NOW = (
    "SELECT (SELECT COUNT(*) FROM pos_order WHERE date_order < now() - interval '1 hour'),"
    " (SELECT COUNT(*) FROM pos_payment WHERE payment_date < now() - interval '1 hour'),"
    " (SELECT COUNT(*) FROM pos_session WHERE start_at < now() - interval '1 hour')"
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(workers=2) as running:
        yield running


def rows(server: Server, query: str) -> list[tuple[Any, ...]]:
    link = psycopg2.connect(server.dsn)
    try:
        with link, link.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        link.close()


class Replay:
    """./fynlo replay on a server, as a restaurant would bring its history to its own."""

    def __init__(self, server: Server, folder: Path) -> None:
        accounts = json.loads((ROOT / "addons/fynlo_demo/demo_accounts.json").read_text())
        [owner] = [account for account in accounts if account["role"] == "owner"]
        [(name, pin)] = rows(server, MANAGER)
        self.login, self.password = owner["login"], owner["password"]
        (folder / "password").write_text(self.password)
        (folder / "pin").write_text(pin)
        self.journal = folder / "journal.json"
        self._words = [
            *("--url", server.url, "--login", owner["login"], "--employee", name, "--json"),
            *("--password-file", str(folder / "password"), "--pin-file", str(folder / "pin")),
            *("--journal", str(self.journal)),
        ]

    def start(self, folder: Path = TWO_DAYS, *more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "cli.replay", str(folder), *self._words, *more]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, folder: Path = TWO_DAYS, *more: str) -> tuple[int, dict[str, Any], str]:
        running = self.start(folder, *more)
        printed, said = running.communicate(timeout=300)
        return running.returncode, json.loads(printed or "{}"), said


def kill_after(server: Server, running: subprocess.Popen[str], orders: int) -> None:
    """Kill the replay as soon as the server has so many orders."""
    deadline = time.monotonic() + 200
    while rows(server, "SELECT COUNT(*) FROM pos_order")[0][0] < orders:
        assert running.poll() is None, running.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.01)
    running.kill()
    running.communicate()


def test_killed_again_and_again_it_sells_nothing_twice(server: Server, tmp_path: Path) -> None:
    replay = Replay(server, tmp_path)
    for orders in (1, 6, 13, 17, 24):
        kill_after(server, replay.start(), orders)
    status, found, said = replay.run()
    assert status == 0, said
    assert found.items() >= (WHOLE | SOLD).items()
    [(orders, lines, payments, gross)] = rows(server, IN_DATABASE)
    assert (orders, lines, payments, f"{gross:.2f}") == (25, 74, 25, "624.25")

    # The server has it all: the same result, also for one who knows nothing of earlier runs.
    replay.journal.unlink()
    status, again, said = replay.run()
    assert status == 0, said
    assert again.items() >= (WHOLE | SOLD | {"sold_now": 0}).items()
    assert rows(server, IN_DATABASE) == [(25, 74, 25, gross)]

    # A file that says something else is a difference, and nothing is sold to make it true.
    (tmp_path / "other").mkdir()
    for name in ("menu_items.csv", "order_details.csv"):
        text = (TWO_DAYS / name).read_text()
        (tmp_path / "other" / name).write_text(text.replace(",14.25,", ",14.26,"))
    status, other, said = replay.run(tmp_path / "other")
    assert status == 1, said
    assert other["differences"] > 0
    assert other["orders"] == 25
    assert rows(server, IN_DATABASE) == [(25, 74, 25, gross)]


def test_a_day_as_todays_business(server: Server, tmp_path: Path) -> None:
    """The live figures move; killed and started again it sells nothing twice; the past is apart."""
    replay, words = Replay(server, tmp_path), ("--days", "1", "--today")
    for orders in (1, 5, 13):
        kill_after(server, replay.start(TWO_DAYS, *words), orders)
    status, found, said = replay.run(TWO_DAYS, *words)
    assert status == 0, said
    assert found.items() >= (FIRST | {"sessions_closed": 1, "journals_balanced": 1}).items()
    assert rows(server, IN_DATABASE) == [(14, 39, 14, Decimal("310.05"))]
    assert rows(server, NOT_NOW) == [(0, 0, 0)]
    office = sign_in(server.url, replay.login, replay.password)
    live = office.get("/dashboard/live")
    sold = {"order_count": 14, "gross": {"amount": 31005, "currency": "GBP"}}
    assert live["today"] == sold
    assert sum(item["quantity"] for item in live["best_sellers"]) > 0

    # Once more today there is nothing left to do; the day of the past is another one.
    status, again, said = replay.run(TWO_DAYS, *words)
    assert status == 0, said
    assert again.items() >= (FIRST | {"sold_now": 0}).items()
    status, past, said = replay.run(TWO_DAYS, "--days", "1")
    assert status == 0, said
    assert past.items() >= (FIRST | {"sold_now": 14}).items()
    assert rows(server, IN_DATABASE) == [(28, 78, 28, Decimal("620.10"))]
    assert office.get("/dashboard/live")["today"] == sold
