"""Several tills at once, and a till whose iPad is lost while guests are waiting."""

from collections.abc import Callable
from functools import partial
from typing import Any

from cli.server import Server

from .api import Api, pounds, problem
from .database import Database
from .restaurant import Device, Till
from .together import together

ORDERS = 6


def move(api: Api, session_id: int, kind: str, amount: int, **more: Any) -> dict[str, Any]:
    """Move so many pence of cash."""
    sent = {"kind": kind, "amount": pounds(amount), **more}
    moved: dict[str, Any] = api.post(f"/sessions/{session_id}/cash-movements", sent)
    return moved


def trade(till: Till, kind: str) -> dict[str, Any]:
    """A day of a till: opened, ORDERS portions of chips sold, cash dropped, closed."""
    session = till.open()
    till.method(kind)
    for _ in range(ORDERS):
        till.pay(till.order(till.dish("Chips")), kind)
    move(till.cashier, session["id"], "safe_drop", 2_000)
    drawer = 8_000 + (450 * ORDERS if kind == "cash" else 0)
    closing = {"counted_cash": pounds(drawer), "base_version": 2}
    closed: dict[str, Any] = till.cashier.post(f"/sessions/{session['id']}/close", closing)
    return closed


def test_two_tills_at_once(new_till: Callable[[], Till], sql: Database) -> None:
    """Each has its own session, orders, drawer and report."""
    tills = [new_till(), new_till()]
    for till in tills:
        till.dish("Chips")
    closed = together([partial(trade, tills[0], "cash"), partial(trade, tills[1], "card")])
    for till, reply, cash in zip(tills, closed, (450 * ORDERS, 0), strict=True):
        session, report = reply["session"], reply["report"]
        assert (session["till"]["id"], session["order_count"]) == (till.id, ORDERS)
        assert (report["gross"], report["order_count"]) == (pounds(450 * ORDERS), ORDERS)
        assert (report["cash_in"], report["safe_drops"]) == (pounds(cash), pounds(2_000))
        assert report["expected_cash"] == report["counted_cash"] == pounds(8_000 + cash)
        assert report["journal_entry"]["balanced"]
        listed = till.cashier.get("/sessions", state="closed")["items"]
        assert [item["id"] for item in listed] == [session["id"]]
        balance = (
            "SELECT sum(line.balance) FROM account_move_line line"
            " JOIN pos_session session ON session.move_id = line.move_id WHERE session.id = %s"
        )
        assert sql.value(balance, session["id"]) == 0
    ids = [reply["session"]["id"] for reply in closed]
    found = till.office.get("/sessions", till_id=tills[0].id)["items"]
    assert [item["id"] for item in found] == ids[:1]


def test_a_lost_ipad_is_replaced(new_till: Callable[[], Till], office: Api) -> None:
    """What it began is finished on the new one; the old one is out at once."""
    till = new_till()
    session = till.open()
    order = till.order(till.dish("Chips", 2))
    old, code = till.cashier, office.post(f"/devices/{till.device.id}/replace")["code"]
    assert old.get(f"/orders/{order['id']}")["version"] == 1

    paired = Api(office.url).post("/devices/pair", {"code": code, "name": "New iPad"})
    problem(old.call("GET", "/sessions/current"), 401, "device_revoked")
    sent = {"credential": till.device.credential}
    problem(Api(office.url).call("POST", "/auth/device", sent), 401, "device_revoked")

    api = Api(office.url)
    device = Device(paired["device"]["id"], paired["credential"], api, till.id)
    api.signed_in(device.tokens())
    till.device = device
    till._people.clear()
    assert till.cashier.get("/sessions/current")["id"] == session["id"]
    more = {"lines": [till.dish("Chips")], "base_version": 1}
    added = till.cashier.post(f"/orders/{order['id']}/lines", more)
    assert added["total"] == pounds(1_350)
    assert till.pay(added, "cash")["order"]["due"] == pounds(0)
    closing = {"counted_cash": pounds(11_350)}
    report = till.cashier.post(f"/sessions/{session['id']}/close", closing)["report"]
    assert (report["gross"], report["difference"]) == (pounds(1_350), pounds(0))


def test_two_devices_of_a_till_share_its_session(new_till: Callable[[], Till]) -> None:
    """An iPad whose battery is empty is not revoked: the other one just goes on."""
    till = new_till()
    session = till.open()
    order = till.order(till.dish("Chips"))
    second = Device.pair(till.office, till.id, "Second iPad").person(till.employee("manager"))
    assert second.get("/sessions/current")["id"] == session["id"]
    left = second.get(f"/sessions/{session['id']}/checklist")
    assert not left["ready"]
    assert {item["code"]: item["count"] for item in left["items"] if item["blocking"]} == {
        "open_orders": 1
    }
    pay = {"method_id": till.method("card"), "amount": order["due"]}
    second.post(f"/payments/orders/{order['id']}/pay", pay)
    assert second.get(f"/sessions/{session['id']}/checklist")["ready"]
    assert till.cashier.get(f"/sessions/{session['id']}/x-report")["report"]["gross"] == pounds(450)


def test_the_printed_report(new_till: Callable[[], Till], threaded: Server) -> None:
    """The Z report is a page of its own, for whoever may read reports."""
    till = new_till()
    session = till.open()
    till.pay(till.order(till.dish("Chips")))
    till.cashier.post(f"/sessions/{session['id']}/close", {"counted_cash": pounds(10_000)})
    path = f"/sessions/{session['id']}/report.html"
    reply = till.as_role("manager").call("GET", path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Z report" in reply.text
    assert "£" in reply.text
    problem(till.cashier.call("GET", path), 403, "scope_missing")
