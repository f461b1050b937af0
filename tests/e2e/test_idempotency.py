"""The same key is the same action, however often and however many at once send it."""

from collections import Counter
from functools import partial
from typing import Any

import httpx

from .api import pounds, problem
from .database import Database
from .restaurant import Device, Till, new_key
from .together import together

TWINS = 50


def sent_together(till: Till, path: str, body: Any, key: str) -> list[httpx.Response]:
    """The replies to TWINS times the same request, sent at once."""
    call = partial(till.cashier.call, "POST", path, body, key=key)
    return together([call] * TWINS)


def check_twins(replies: list[httpx.Response]) -> dict[str, Any]:
    """All are one reply, which one of them made and the others replay; return its body."""
    assert Counter(reply.status_code for reply in replies) == {201: TWINS}
    assert len({reply.content for reply in replies}) == 1
    replayed = Counter(reply.headers.get("idempotency-replayed") for reply in replies)
    assert replayed == {None: 1, "true": TWINS - 1}
    body: dict[str, Any] = replies[0].json()
    return body


def orders_of(sql: Database, till: Till) -> int:
    """How many orders the till has."""
    return int(sql.value("SELECT count(*) FROM pos_order WHERE config_id = %s", till.id))


def test_one_order_of_fifty_requests(till: Till, sql: Database) -> None:
    before = orders_of(sql, till)
    body = {"lines": [till.dish("Soup of the day"), till.dish("Chips", 2)]}
    order = check_twins(sent_together(till, "/orders", body, new_key()))
    assert order["total"] == pounds(1550)
    assert orders_of(sql, till) == before + 1
    events = "SELECT count(*) FROM fynlo_event WHERE aggregate_uuid = %s"
    assert sql.value(events, order["id"]) == 1


def test_one_payment_of_fifty_requests(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Soup of the day"))
    # A part, so that the order would take a second one.
    body = {"method_id": till.method("cash"), "amount": pounds(100), "tendered": pounds(500)}
    path = f"/payments/orders/{order['id']}/pay"
    taken = check_twins(sent_together(till, path, body, new_key()))
    assert taken["order"]["due"] == pounds(550)
    amounts = sql.rows(
        "SELECT amount FROM pos_payment WHERE pos_order_id = (SELECT id FROM pos_order"
        " WHERE uuid = %s) ORDER BY id",
        order["id"],
    )
    assert [float(row[0]) for row in amounts] == [5.0, -4.0]


def test_fifty_keys_are_fifty_orders(till: Till, sql: Database) -> None:
    before = orders_of(sql, till)
    body = {"lines": [till.dish("Chips")]}
    calls = [partial(till.cashier.call, "POST", "/orders", body, key=new_key()) for _ in range(50)]
    replies = together(calls)
    assert Counter(reply.status_code for reply in replies) == {201: 50}
    assert len({reply.json()["id"] for reply in replies}) == 50
    assert len({reply.json()["reference"] for reply in replies}) == 50
    assert orders_of(sql, till) == before + 50


def test_a_key_takes_no_other_request(till: Till, sql: Database) -> None:
    key = new_key()
    first = till.cashier.post("/orders", {"lines": [till.dish("Chips")]}, key=key)
    before = sql.traces()
    other = {"lines": [till.dish("Chips", 2)]}
    problem(till.cashier.call("POST", "/orders", other, key=key), 422, "idempotency_key_reused")
    path, pay = f"/payments/orders/{first['id']}/pay", {"amount": pounds(100)}
    pay["method_id"] = till.method("card")
    problem(till.cashier.call("POST", path, pay, key=key), 422, "idempotency_key_reused")
    assert sql.traces() == before


def test_the_key_of_another_device_is_another_key(till: Till) -> None:
    second = Device.pair(till.office, till.id, "Second iPad")
    cashier = second.person(till.employee("cashier"))
    key, body = new_key(), {"lines": [till.dish("Chips")]}
    orders = [api.post("/orders", body, key=key)["id"] for api in (till.cashier, cashier)]
    assert len(set(orders)) == 2
    # The same device keeps its key when somebody else signs in on it.
    replayed = till.as_role("manager").call("POST", "/orders", body, key=key)
    assert (replayed.json()["id"], replayed.headers["idempotency-replayed"]) == (orders[0], "true")


def test_a_refused_request_leaves_its_key_free(till: Till) -> None:
    key, unknown = new_key(), 2_000_000_000
    refused = {"lines": [{"product_id": unknown}]}
    reply = till.cashier.call("POST", "/orders", refused, key=key)
    problem(reply, 422, "product_unavailable")
    assert till.cashier.post("/orders", {"lines": [till.dish("Chips")]}, key=key)["id"]


def test_money_asks_for_a_key(till: Till, sql: Database) -> None:
    before = sql.traces()
    body = {"lines": [till.dish("Chips")]}
    refused = problem(till.cashier.call("POST", "/orders", body), 400, "idempotency_key_missing")
    assert refused["errors"][0]["field"] == "Idempotency-Key"
    assert sql.traces() == before
