"""Guests with the link to an order: each sees that one, and calls for something at its table."""

from functools import partial
from typing import Any

import httpx
import pytest

from cli.server import Server

from .api import Api, pounds, problem
from .database import Database
from .openapi import Bodies, operations
from .restaurant import Device, Till, new_key, sign_in
from .sources import GUEST_SCOPES
from .together import together

CLIENTS = 6
ENDED = "UPDATE fynlo_order_token SET expires_at = now() - interval '1 second' WHERE order_id = %s"
WAITING = "SELECT count(*) FROM fynlo_service_request WHERE table_id = %s AND state <> 'closed'"


class Guest:
    """Whoever has the link to an order."""

    def __init__(self, staff: Api, order: dict[str, Any]) -> None:
        made = staff.post(f"/orders/{order['id']}/tracking-link")
        self.order = order
        self.token = str(made["token"])
        self.path = "/order/" + self.token
        self.url = staff.url
        self.api = Api(staff.url, self.token)

    def page(self) -> httpx.Response:
        """The page at the link."""
        return httpx.get(self.url + self.path, timeout=30)

    def press(self, kind: str, key: str) -> httpx.Response:
        """Send the form of a button, as a browser without JavaScript does."""
        sent = {"kind": kind, "key": key}
        return httpx.post(f"{self.url}{self.path}/call", data=sent, timeout=60)


@pytest.fixture(scope="module")
def tables(facts: dict[str, Any]) -> list[int]:
    """Tables that no other test sits at."""
    return list(facts["tables"][-4:])


@pytest.fixture
def guest(till: Till, tables: list[int]) -> Guest:
    """A guest at the first of the tables."""
    return Guest(till.cashier, till.order(till.dish("Chips"), table_id=tables[0]))


def test_each_sees_one_order(till: Till, guest: Guest, tables: list[int]) -> None:
    other = Guest(till.cashier, till.order(till.dish("Onion rings", 3), table_id=tables[1]))
    for one, foreign in ((guest, other), (other, guest)):
        seen = one.api.get("/guest/order")
        assert seen["number"] == one.order["number"]
        assert seen["total"] == one.order["total"]
        page = one.page()
        assert page.status_code == 200
        [line] = one.order["lines"]
        assert line["name"] in page.text
        for text in (page.text, str(seen)):
            assert foreign.order["lines"][0]["name"] not in text
            assert foreign.order["id"] not in text
        reply = one.api.call("GET", f"/online/orders/{foreign.order['id']}/status/")
        problem(reply, 403, "order_forbidden")


def test_a_guest_may_do_nothing_else(office: Api, guest: Guest, sql: Database) -> None:
    """Every route that asks for another scope refuses the token, and nothing is written."""
    document = office.get("/openapi.json")
    bodies, refused, before = Bodies(document, {}), 0, sql.traces()
    for operation in operations(document):
        if operation.is_public or not operation.scopes or set(operation.scopes) <= GUEST_SCOPES:
            continue
        body = bodies.small(operation.body_schema) if operation.body_schema else None
        problem(operation.call(guest.api, operation.unknown_ids, body), 403, "scope_missing")
        refused += 1
    assert refused > 80
    assert sql.traces() == before


def test_a_link_that_has_ended(guest: Guest, till: Till, sql: Database) -> None:
    """The page, the API and the button; a wrong link gets the same page."""
    assert guest.page().status_code == 200
    order_id = sql.value("SELECT id FROM pos_order WHERE uuid = %s", guest.order["id"])
    sql.rows(ENDED, order_id)
    before = sql.traces()
    ended, wrong = guest.page(), httpx.get(guest.url + "/order/fyo_" + "x" * 43, timeout=30)
    assert (ended.status_code, wrong.status_code) == (404, 404)
    assert len(ended.text) == len(wrong.text)
    assert guest.press("water", new_key()).status_code == 404
    problem(guest.api.call("GET", "/guest/order"), 401, "token_invalid")
    reply = guest.api.call("POST", "/service-requests", {"kind": "water"}, key=new_key())
    problem(reply, 401, "token_invalid")
    assert sql.traces() == before
    assert Guest(till.cashier, guest.order).page().status_code == 200


def test_other_tokens_are_no_links(guest: Guest, till: Till) -> None:
    """A token of staff opens no page."""
    for token in (till.cashier.token, till.device.token(), till.device.credential):
        assert httpx.get(f"{guest.url}/order/{token}", timeout=30).status_code == 404


def test_a_guest_of_another_company(threaded: Server, facts: dict[str, Any], guest: Guest) -> None:
    theirs = facts["other"]
    their_office = sign_in(threaded.url, theirs["owner"], theirs["password"])
    device = Device.pair(their_office, theirs["till"], "Their iPad for guests")
    seller = device.person({"id": theirs["employee"], "pin": theirs["pin"]})
    session = seller.post("/sessions", {"opening_float": pounds(0)})
    line = {"product_id": theirs["dish"], "modifiers": [{"choice_id": theirs["side"]}]}
    order = seller.post("/orders", {"lines": [line], "table_id": theirs["tables"][1]})
    their_guest = Guest(seller, order)
    page = their_guest.page().text
    assert "The Tin Pot" in page
    assert "The Copper Kettle" not in page
    reply = their_guest.api.call("GET", f"/online/orders/{guest.order['id']}/status/")
    problem(reply, 404, "not_found")
    asked = their_guest.api.post("/service-requests", {"kind": "help"})
    assert asked["table"]["id"] == theirs["tables"][1]
    there = {"kind": "help", "table_id": theirs["tables"][1]}
    problem(guest.api.call("POST", "/service-requests", there, key=new_key()), 404, "not_found")
    # Other tests open their till themselves.
    paid = {"method_id": theirs["card"], "amount": order["due"]}
    seller.post(f"/payments/orders/{order['id']}/pay", paid)
    seller.post(f"/sessions/{session['id']}/close", {"counted_cash": pounds(0)})


def test_many_ask_at_once(till: Till, tables: list[int], sql: Database) -> None:
    """By the API and by the page's buttons: one request, and nobody is refused."""
    table = tables[2]
    guests = [
        Guest(till.cashier, till.order(till.dish("Chips"), table_id=table)) for _ in range(CLIENTS)
    ]
    for kind in ("water", "bill"):
        calls = [partial(one.api.post, "/service-requests", {"kind": kind}) for one in guests]
        replies = together(calls)
        assert len({reply["id"] for reply in replies}) == 1
        closed = till.cashier.post(f"/service-requests/{replies[0]['id']}/close")
        assert closed["state"] == "closed"
        pages = together([partial(one.press, kind, new_key()) for one in guests])
        reached = {
            page.headers["location"].removeprefix(one.url)
            for page, one in zip(pages, guests, strict=True)
        }
        assert reached == {one.path for one in guests}
        assert sql.value(WAITING, table) == 1
        [waiting] = till.cashier.get("/service-requests", table_id=table)["items"]
        till.cashier.post(f"/service-requests/{waiting['id']}/close")


def test_two_waiters_take_the_same(till: Till, tables: list[int], guest: Guest) -> None:
    """One is on the way, the other hears who is."""
    asked = guest.api.post("/service-requests", {"kind": "waiter"})
    waiters = [till.as_role("server"), till.as_role("manager")]
    path = f"/service-requests/{asked['id']}/take"
    replies = together([partial(api.call, "POST", path, {}, key=new_key()) for api in waiters])
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    [late] = [reply for reply in replies if reply.status_code == 409]
    current = problem(late, 409, "operation_refused")["current"]
    assert (current["state"], current["version"]) == ("taken", 2)
    [request] = guest.api.get("/guest/order")["requests"]
    assert (request["kind"], request["state"]) == ("waiter", "taken")
    till.cashier.post(f"/service-requests/{asked['id']}/close")
    [request] = guest.api.get("/guest/order")["requests"]
    assert request["state"] == "closed"


def test_the_bill_is_seen_on_the_floor(till: Till, tables: list[int]) -> None:
    guest = Guest(till.cashier, till.order(till.dish("Chips"), table_id=tables[3]))
    guest.api.post("/service-requests", {"kind": "bill"})
    floors = till.cashier.get("/floors")["items"]
    [table] = [item for floor in floors for item in floor["tables"] if item["id"] == tables[3]]
    assert table["state"] == "bill_asked"
