"""The kitchen, by many clients at once on real servers: everything once, and nothing lost."""

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import Api, problem, succeeded
from .database import Database, database
from .restaurant import Till, new_key, sign_in_as
from .together import together

CLIENTS = 20
PATIENCE_SECONDS = 30
ROWS = (
    "SELECT line.uuid, station.name, row.send_number, row.kind, row.quantity"
    " FROM fynlo_kitchen_ticket_line row"
    " JOIN fynlo_kitchen_station station ON station.id = row.station_id"
    " JOIN pos_order_line line ON line.id = row.order_line_id"
    " JOIN pos_order o ON o.id = line.order_id WHERE o.uuid = %s ORDER BY row.id"
)
Rows = Callable[..., list[tuple[Any, ...]]]


def send(api: Api, order: dict[str, Any]) -> Any:
    """Send an order, without an idempotency key: nothing but the kitchen itself counts."""
    return api.call("POST", f"/orders/{order['id']}/send", {})


def tickets(api: Api, order: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    """The order's tickets on the screens."""
    found: list[dict[str, Any]] = api.get("/kitchen/orders", order_id=order["id"], **query)["items"]
    return found


def events(rows: Rows, order: dict[str, Any]) -> Counter[str]:
    """How many events of each name the order and its tickets left."""
    found = rows(
        "SELECT name FROM fynlo_event WHERE aggregate_uuid = %s OR payload->>'order_id' = %s",
        order["id"],
        order["id"],
    )
    return Counter(name for (name,) in found)


def check_twenty_send(till: Till, rows: Rows) -> None:
    """Twenty send the same order at once: each line comes to each of its stations once."""
    order = till.order(
        till.dish("Chips", 2), till.dish("Soup of the day"), till.dish("Dry cider, pint")
    )
    chips, soup, cider = (line["id"] for line in order["lines"])
    replies = together([partial(send, till.cashier, order)] * CLIENTS)
    told = [succeeded(reply)["sent_lines"] for reply in replies]
    assert sorted(map(len, told)) == [0] * (CLIENTS - 1) + [3]
    assert Counter(rows(ROWS, order["id"])) == Counter(
        [
            (chips, "Grill", 1, "added", 2),
            (chips, "Expo", 1, "added", 2),
            (soup, "Grill", 1, "added", 1),
            (soup, "Expo", 1, "added", 1),
            (cider, "Bar", 1, "added", 1),
        ]
    )
    left = events(rows, order)
    assert (left["kitchen.ticket_created"], left["order.sent"]) == (3, 1)
    assert left["order.status_changed"] == 1


def test_twenty_send_in_threads(till: Till, sql: Database) -> None:
    check_twenty_send(till, sql.rows)


def test_twenty_send_by_workers(prefork: Server, facts: dict[str, Any]) -> None:
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 15")
    till.open()
    with database(prefork.dsn) as opened:
        check_twenty_send(till, opened.rows)


def test_added_and_sent_at_once(till: Till, sql: Database) -> None:
    """Waiters add while others send: in the end each line was sent once."""
    order = till.order(till.dish("Chips"))
    path, line = f"/orders/{order['id']}/lines", {"lines": [till.dish("Chips")]}
    add = [partial(till.cashier.call, "POST", path, line, key=new_key()) for _ in range(5)]
    replies = together([*add, *[partial(send, till.cashier, order)] * 5])
    assert {reply.status_code for reply in replies} == {200}
    succeeded(send(till.cashier, order))
    found = Counter((uuid, name) for uuid, name, *_ in sql.rows(ROWS, order["id"]))
    assert len(found) == 2 * 6
    assert set(found.values()) == {1}


def test_a_ticket_is_completed_once(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Dry cider, pint"))
    succeeded(send(till.cashier, order))
    [ticket] = tickets(till.cashier, order)
    path = f"/kitchen/orders/{ticket['id']}/complete"
    replies = together([partial(till.cashier.call, "POST", path, {})] * CLIENTS)
    assert {succeeded(reply)["state"] for reply in replies} == {"completed"}
    assert {succeeded(reply)["version"] for reply in replies} == {2}
    left = events(sql.rows, order)
    assert left["kitchen.ticket_completed"] == 1
    assert till.cashier.get(f"/orders/{order['id']}")["status"] == "ready"


@pytest.mark.parametrize("attempt", range(5))
def test_the_last_two_tickets_at_once(till: Till, attempt: int) -> None:
    """Each would see the other's open; one of them says that the order is ready."""
    order = till.order(till.dish("Chips"), till.dish("Dry cider, pint"))
    succeeded(send(till.cashier, order))
    paths = [f"/kitchen/orders/{item['id']}/complete" for item in tickets(till.cashier, order)]
    assert len(paths) == 3
    together([partial(till.cashier.call, "POST", path, {}) for path in paths])
    assert tickets(till.cashier, order) == []
    assert till.cashier.get(f"/orders/{order['id']}")["status"] == "ready"


def test_voided_while_it_is_made(till: Till, sql: Database) -> None:
    """Whatever comes first: the void is told, and the ticket's end is one of both."""
    order = till.order(till.dish("Dry cider, pint", 2))
    succeeded(send(till.cashier, order))
    [ticket] = tickets(till.cashier, order)
    line = order["lines"][0]["id"]
    void = {"reason_id": till.reason("void"), "quantity": 1}
    manager = till.as_role("manager")
    path = f"/orders/{order['id']}/lines/{line}/void"
    replies = together(
        [
            partial(manager.call, "POST", path, void, key=new_key()),
            partial(till.cashier.call, "POST", f"/kitchen/orders/{ticket['id']}/complete", {}),
        ]
    )
    assert {reply.status_code for reply in replies} == {200}
    kinds = [(kind, quantity) for *_, kind, quantity in sql.rows(ROWS, order["id"])]
    assert kinds == [("added", 2), ("voided", 1)]


def heard_until(screen: Api, cursor: str, name: str) -> list[dict[str, Any]]:
    """What the feed tells since, up to an event: it waits for transactions that began before."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        heard: list[dict[str, Any]] = screen.get("/events", cursor=cursor)["items"]
        if name in {item["name"] for item in heard}:
            return heard
        time.sleep(0.2)
    raise AssertionError(f"no {name} in the feed")


def test_the_screen_of_a_station(till: Till, office: Api) -> None:
    """Paired by its link, it sees its own tickets, works on them, and hears of them."""
    stations = {item["name"]: item["id"] for item in office.get("/kitchen/stations")["items"]}
    made = office.post("/devices/pairing-codes", {"station_id": stations["Bar"]})
    assert f"/kitchen/{stations['Bar']}#" in made["url"]
    paired = Api(office.url).post("/devices/pair", {"code": made["code"], "name": "Bar screen"})
    signed_in = Api(office.url).post("/auth/device", {"credential": paired["credential"]})
    screen = Api(office.url, signed_in["access_token"])
    cursor = screen.present_cursor()
    order = till.order(till.dish("Chips"), till.dish("Dry cider, pint"))
    succeeded(send(till.cashier, order))
    [ticket] = tickets(screen, order)
    assert ticket["station_id"] == stations["Bar"]
    succeeded(screen.call("POST", f"/kitchen/orders/{ticket['id']}/start", {}))
    heard = heard_until(screen, cursor, "kitchen.ticket_started")
    own = [item for item in heard if item["aggregate"] == "fynlo.kitchen.ticket"]
    assert {item["payload"]["station_id"] for item in own} == {stations["Bar"]}
    assert [item["name"] for item in own if item["aggregate_uuid"] == ticket["id"]] == [
        "kitchen.ticket_created",
        "kitchen.ticket_started",
    ]
    others = {item["name"] for item in heard} - {item["name"] for item in own}
    assert others == {"order.status_changed"}
    problem(screen.call("GET", f"/orders/{order['id']}"), 403, "scope_missing")
    grill = next(
        item for item in tickets(till.cashier, order) if item["station_id"] == stations["Grill"]
    )
    path = f"/kitchen/orders/{grill['id']}/complete"
    problem(screen.call("POST", path, {}), 404, "not_found")
    assert office.call("DELETE", f"/devices/{paired['device']['id']}").status_code == 204
    problem(screen.call("GET", "/kitchen/orders"), 401, "device_revoked")
