"""How far orders are: changes at the same moment, and those who follow an order from outside."""

from collections import Counter
from functools import partial
from typing import Any

import httpx

from cli.server import Server

from .api import Api, problem
from .database import Database
from .restaurant import Till, sign_in_as
from .together import together

CLIENTS = 6
STEPS = {
    ("pending", "confirmed"),
    ("confirmed", "preparing"),
    ("preparing", "cooking"),
    ("preparing", "ready"),
    ("cooking", "ready"),
}
CHANGES = (
    "SELECT payload ->> 'previous', payload ->> 'status' FROM fynlo_event"
    " WHERE name = 'order.status_changed' AND aggregate_uuid = %s ORDER BY version"
)


def update(api: Api, order_id: str, status: str, **more: Any) -> httpx.Response:
    """Set the status of an order."""
    reply: httpx.Response = api.call(
        "PUT", f"/orders/{order_id}/status", {"status": status, **more}
    )
    return reply


def preparing(till: Till) -> dict[str, Any]:
    """An order that is being prepared."""
    order = till.order(till.dish("Chips"))
    for status in ("confirmed", "preparing"):
        reply = update(till.cashier, order["id"], status)
        assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_of_two_changes_of_one_version_one_is_done(till: Till, sql: Database) -> None:
    people = [till.as_role("cashier"), till.as_role("manager"), till.as_role("server")]
    for _ in range(4):
        order = preparing(till)
        version = order["version"]
        wanted = ["cooking", "ready"] * (CLIENTS // 2)
        calls = [
            partial(update, people[i % 3], order["id"], status, base_version=version)
            for i, status in enumerate(wanted)
        ]
        replies = together(calls)
        assert Counter(reply.status_code for reply in replies) == {200: 1, 409: CLIENTS - 1}
        [done] = [reply.json() for reply in replies if reply.status_code == 200]
        for reply in replies:
            if reply.status_code == 409:
                told = problem(reply, 409, "version_conflict")
                assert told["current"]["status"] == done["status"]
        assert sql.rows(CHANGES, order["id"])[2:] == [("preparing", done["status"])]
        now = till.cashier.get(f"/orders/{order['id']}")
        assert (now["status"], now["version"]) == (done["status"], version + 1)


def test_without_a_version_each_change_follows_the_one_before(till: Till, sql: Database) -> None:
    """Whichever comes first, the history is a way along the table."""
    people = [till.as_role("cashier"), till.as_role("manager")]
    for _ in range(4):
        order = preparing(till)
        calls = [
            partial(update, people[i % 2], order["id"], ("cooking", "ready")[i % 2])
            for i in range(CLIENTS)
        ]
        replies = together(calls)
        assert {reply.status_code for reply in replies} <= {200, 400}
        changes = sql.rows(CHANGES, order["id"])
        assert set(changes) <= STEPS
        assert [after for _, after in changes][:-1] == [before for before, _ in changes][1:]
        assert changes[-1][1] == "ready"
        for reply in replies:
            if reply.status_code == 400:
                assert problem(reply, 400, "status_invalid")["current"] == "ready"


def test_the_same_change_from_many_is_one(till: Till, sql: Database) -> None:
    order = preparing(till)
    people = [till.as_role("cashier"), till.as_role("manager")] * (CLIENTS // 2)
    replies = together([partial(update, api, order["id"], "ready") for api in people])
    assert [reply.status_code for reply in replies] == [200] * CLIENTS
    assert sql.rows(CHANGES, order["id"])[2:] == [("preparing", "ready")]


def test_a_customer_follows_his_own_orders(till: Till, threaded: Server, sql: Database) -> None:
    customer = sign_in_as(threaded.url, "customer")
    partner = sql.value("SELECT partner_id FROM res_users WHERE login = 'customer@example.com'")
    own = till.order(till.dish("Chips"), customer_id=partner)
    other = till.order(till.dish("Chips"))
    assert update(till.cashier, own["id"], "confirmed", note="Soon").status_code == 200
    followed = customer.get(f"/online/orders/{own['id']}/status/")
    assert [(item["status"], item["note"], item["who"]) for item in followed["timeline"]] == [
        ("pending", None, None),
        ("confirmed", "Soon", None),
    ]
    listed = customer.get("/online/orders/history/")["items"]
    assert [item["id"] for item in listed] == [own["id"]]
    # The estimate counts from the moment of the question.
    assert listed[0] == {**followed, "estimated_at": listed[0]["estimated_at"]}
    before = sql.traces()
    problem(update(customer, own["id"], "preparing"), 403, "scope_missing")
    reply = customer.call("GET", f"/online/orders/{other['id']}/status/")
    problem(reply, 403, "order_forbidden")
    assert sql.traces() == before
    log = threaded.log.read_text()
    assert f"/online/orders/{other['id']}/status/' was refused" in log


def test_a_guest_follows_one_order_by_its_token(till: Till, sql: Database) -> None:
    order, other = till.order(till.dish("Chips")), till.order(till.dish("Chips"))
    made = till.cashier.post(f"/orders/{order['id']}/tracking-link", {})
    assert made["url"].endswith(f"/order/{made['token']}")
    guest = Api(till.office.url, made["token"])
    assert guest.get(f"/online/orders/{order['id']}/status/")["status"] == "pending"
    before = sql.traces()
    problem(update(guest, order["id"], "confirmed"), 403, "scope_missing")
    problem(guest.call("GET", f"/orders/{order['id']}"), 403, "scope_missing")
    problem(guest.call("GET", f"/online/orders/{other['id']}/status/"), 403, "order_forbidden")
    assert sql.traces() == before
    sql.rows(
        "UPDATE fynlo_order_token SET expires_at = now() AT TIME ZONE 'UTC'"
        " WHERE order_id = (SELECT id FROM pos_order WHERE uuid = %s)",
        order["id"],
    )
    problem(guest.call("GET", f"/online/orders/{order['id']}/status/"), 401, "token_invalid")
