"""Dishes that are counted down, by many clients at once on real servers."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import Api, pounds, problem, succeeded
from .database import Database, database
from .restaurant import Till, new_key, sign_in_as
from .together import together

CLIENTS, LEFT = 20, 5
DISH = "Chips"


def put(api: Api, product_id: int, state: str, remaining: int | None = None) -> dict[str, Any]:
    """Set the dish."""
    item = {"product_id": product_id, "state": state, "remaining": remaining}
    reply = api.call("PUT", "/menu/availability", {"items": [item]}, key=new_key())
    [made] = succeeded(reply)["items"]
    found: dict[str, Any] = made
    return found


def listed(api: Api, product_id: int) -> dict[str, Any] | None:
    """The dish, as the list of what is not in stock shows it."""
    items = api.get("/menu/availability", limit=200)["items"]
    found = [item for item in items if item["product_id"] == product_id]
    return found[0] if found else None


@pytest.fixture
def dish(till: Till) -> Iterator[int]:
    """The dish's id; it is back in stock for the next test."""
    product_id = till.menu.product(DISH)["id"]
    yield product_id
    put(till.as_role("manager"), product_id, "in_stock")


def check_last_ones(till: Till, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
    """CLIENTS want one each of LEFT: exactly LEFT are sold, and none is left or missing."""
    line = till.dish(DISH)
    product_id = line["product_id"]
    put(till.as_role("server"), product_id, "countdown", LEFT)
    start = rows("SELECT max(id) FROM pos_order")[0][0] or 0
    body = {"lines": [line]}
    replies = together(
        [partial(till.cashier.call, "POST", "/orders", body, key=new_key()) for _ in range(CLIENTS)]
    )
    assert Counter(reply.status_code for reply in replies) == {201: LEFT, 422: CLIENTS - LEFT}
    for reply in replies:
        if reply.status_code == 422:
            assert problem(reply, 422, "product_unavailable")["remaining"] == 0
    [(sold,)] = rows(
        "SELECT coalesce(sum(line.qty), 0) FROM pos_order_line line"
        " WHERE line.product_id = %s AND line.order_id > %s",
        product_id,
        start,
    )
    [(remaining, state, version)] = rows(
        "SELECT remaining, state, fynlo_version FROM fynlo_availability WHERE product_id = %s",
        product_id,
    )
    assert (sold, remaining, state) == (LEFT, 0, "out")
    shown = listed(till.cashier, product_id)
    assert shown is not None
    assert (shown["state"], shown["remaining"], shown["version"]) == ("out", 0, version)


def test_the_last_ones_in_threads(till: Till, dish: int, sql: Database) -> None:
    before = sql.value("SELECT count(*) FROM fynlo_event WHERE name = 'menu.availability_changed'")
    check_last_ones(till, sql.rows)
    after = sql.value("SELECT count(*) FROM fynlo_event WHERE name = 'menu.availability_changed'")
    assert after - before == 1 + LEFT
    shown = next(item for item in till.cashier.get("/menu")["products"] if item["id"] == dish)
    assert (shown["availability"], shown["available"]) == ("out", False)


def test_the_last_ones_by_workers(prefork: Server, facts: dict[str, Any]) -> None:
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 3")
    till.open()
    with database(prefork.dsn) as opened:
        check_last_ones(till, opened.rows)
    put(till.as_role("manager"), till.dish(DISH)["product_id"], "in_stock")


def test_two_tills_sell_the_last_one(
    till: Till, new_till: Callable[[], Till], dish: int, sql: Database
) -> None:
    other = new_till()
    other.open()
    put(other.as_role("server"), dish, "countdown", 1)
    body = {"lines": [till.dish(DISH)]}
    people = [till.cashier, other.cashier]
    replies = together(
        [partial(api.call, "POST", "/orders", body, key=new_key()) for api in people]
    )
    assert Counter(reply.status_code for reply in replies) == {201: 1, 422: 1}
    [refused] = [reply for reply in replies if reply.status_code == 422]
    [error] = problem(refused, 422, "product_unavailable")["errors"]
    assert error["field"] == "lines.0.product_id"
    left = "SELECT remaining FROM fynlo_availability WHERE product_id = %s"
    assert sql.value(left, dish) == 0


def test_an_order_that_is_sent_again_is_counted_once(till: Till, dish: int) -> None:
    put(till.as_role("manager"), dish, "countdown", 10)
    key, body = new_key(), {"lines": [till.dish(DISH, 3)]}
    replies = together([partial(till.cashier.call, "POST", "/orders", body, key=key)] * 4)
    assert {reply.json()["id"] for reply in replies} == {replies[0].json()["id"]}
    assert replies[0].json()["total"] == pounds(3 * 450)
    shown = listed(till.cashier, dish)
    assert shown is not None
    assert shown["remaining"] == 7
