"""Many at once on the same thing: nothing is lost, nothing is done twice, one wins."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Any

from cli.server import Server

from .api import Api, pounds, problem
from .database import Database, database
from .restaurant import Device, Till, new_key, sign_in_as
from .together import together

CLIENTS, ROUNDS = 8, 4


def test_a_stale_version_is_refused(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Chips"))
    path = f"/orders/{order['id']}"
    newer = till.cashier.post(f"{path}/lines", {"lines": [till.dish("Chips")], "base_version": 1})
    manager, card = till.as_role("manager"), till.method("card")
    before = sql.traces()
    stale = {"lines": [till.dish("Cola, 330 ml")], "base_version": 1}
    refused = problem(
        till.cashier.call("POST", f"{path}/lines", stale, key=new_key()), 409, "version_conflict"
    )
    assert refused["current"] == newer
    line_id = order["lines"][0]["id"]
    void = {"reason_id": till.reason("void"), "base_version": 1}
    voided = manager.call("POST", f"{path}/lines/{line_id}/void", void, key=new_key())
    problem(voided, 409, "version_conflict")
    pay = {"method_id": card, "amount": pounds(900), "base_version": 1}
    paid = till.cashier.call("POST", f"/payments/orders/{order['id']}/pay", pay, key=new_key())
    problem(paid, 409, "version_conflict")
    assert sql.traces() == before


def add_chips(api: Api, path: str, line: dict[str, Any]) -> list[int]:
    """Add ROUNDS lines, one after the other; the versions that came back."""
    return [api.post(f"{path}/lines", {"lines": [line]})["version"] for _ in range(ROUNDS)]


def check_lines(till: Till, api: Api, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
    """CLIENTS clients add to one order at once; every line is there and the total is right."""
    chips = till.dish("Chips")
    order = api.post("/orders", {"lines": [chips]})
    path = f"/orders/{order['id']}"
    versions = together([partial(add_chips, api, path, chips)] * CLIENTS)
    count = CLIENTS * ROUNDS
    assert sorted(chain.from_iterable(versions)) == list(range(2, count + 2))
    after = api.get(path)
    assert (len(after["lines"]), after["total"]) == (count + 1, pounds(450 * (count + 1)))
    assert after["version"] == count + 1
    kept = rows("SELECT version FROM fynlo_event WHERE aggregate_uuid = %s ORDER BY 1", order["id"])
    assert [row[0] for row in kept] == list(range(1, count + 2))


def test_lines_added_at_once_in_threads(till: Till, sql: Database) -> None:
    check_lines(till, till.cashier, sql.rows)


def test_lines_added_at_once_by_workers(prefork: Server, facts: dict[str, Any]) -> None:
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 1")
    till.open()
    with database(prefork.dsn) as opened:
        check_lines(till, till.cashier, opened.rows)


def test_two_devices_open_a_till_at_once(new_till: Callable[[], Till], sql: Database) -> None:
    till = new_till()
    second = Device.pair(till.office, till.id, "Second iPad")
    people = [till.cashier, second.person(till.employee("manager"))]
    body = {"opening_float": pounds(10_000)}
    replies = together(
        [partial(api.call, "POST", "/sessions", body, key=new_key()) for api in people]
    )
    assert Counter(reply.status_code for reply in replies) == {201: 1, 409: 1}
    [opened] = [reply.json() for reply in replies if reply.status_code == 201]
    [refused] = [reply for reply in replies if reply.status_code == 409]
    assert problem(refused, 409, "session_already_open")["session"] == opened
    count = "SELECT count(*) FROM pos_session WHERE config_id = %s"
    assert sql.value(count, till.id) == 1


def test_the_last_pound_is_paid_once(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Chips"))
    path = f"/payments/orders/{order['id']}/pay"
    body = {"method_id": till.method("card"), "amount": pounds(450)}
    replies = together(
        [partial(till.cashier.call, "POST", path, body, key=new_key()) for _ in range(CLIENTS)]
    )
    assert Counter(reply.status_code for reply in replies) == {201: 1, 409: CLIENTS - 1}
    for reply in replies:
        if reply.status_code == 409:
            problem(reply, 409, "order_not_open")
    taken = (
        "SELECT sum(payment.amount) FROM pos_payment payment"
        " JOIN pos_order sale ON sale.id = payment.pos_order_id WHERE sale.uuid = %s"
    )
    assert float(sql.value(taken, order["id"])) == 4.5


def sell(till: Till, count: int) -> list[str]:
    """Sell chips until the till is closed; the ids of the orders that were paid."""
    sold = []
    for _ in range(count):
        body = {"lines": [till.dish("Chips")]}
        reply = till.cashier.call("POST", "/orders", body, key=new_key())
        if reply.status_code != 201:
            problem(reply, 409, "session_not_open")
            return sold
        order = reply.json()
        pay = {"method_id": till.method("card"), "amount": order["due"]}
        path = f"/payments/orders/{order['id']}/pay"
        till.cashier.post(path, pay)
        sold.append(order["id"])
    return sold


def close(till: Till, session_id: int) -> dict[str, Any]:
    """Close the till as soon as no order is open."""
    body = {"counted_cash": pounds(10_000)}
    while True:
        reply = till.cashier.call("POST", f"/sessions/{session_id}/close", body, key=new_key())
        if reply.status_code == 200:
            closed: dict[str, Any] = reply.json()
            return closed
        problem(reply, 409, "orders_open")


def test_a_sale_during_the_closing_is_in_the_books(new_till: Callable[[], Till]) -> None:
    till = new_till()
    session = till.open()
    till.method("card")
    till.dish("Chips")
    sellers = [partial(sell, till, 12)] * 2
    *sold, closed = together([*sellers, partial(close, till, session["id"])])
    count = sum(map(len, sold))
    report = closed["report"]
    assert (report["order_count"], report["gross"]) == (count, pounds(450 * count))
    listed = till.cashier.get("/orders", session_id=session["id"], limit=100)["items"]
    assert {order["state"] for order in listed} <= {"posted"}
    assert sorted(order["id"] for order in listed) == sorted(chain.from_iterable(sold))
