"""Every error is a problem document that names what is wrong and what would be right."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from .api import Api, fields, pounds, problem
from .database import Database
from .openapi import UNKNOWN_ID
from .restaurant import Till, new_key

JSON = {"Content-Type": "application/json"}
Changed = Callable[[dict[str, Any]], dict[str, Any]]


def send(api: Api, content: bytes | str, path: str = "/orders", **headers: str) -> httpx.Response:
    """A POST with a body as it is."""
    return api.call("POST", path, key=new_key(), content=content, headers={**JSON, **headers})


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"lines": [}', "lines", '{"lines": []} x', b"\xff\xfe", "[" * 20_000, "NaN x"],
    ids=["empty", "cut", "wrong", "word", "more", "not-utf-8", "deep", "nan"],
)
def test_what_is_not_json(till: Till, sql: Database, content: bytes | str) -> None:
    before = sql.traces()
    problem(send(till.cashier, content), 400, "malformed_request")
    assert sql.traces() == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lines": "chips"}, "lines"),
        ({"lines": [{"product_id": "chips"}]}, "lines.0.product_id"),
        ({"lines": [{"product_id": 1, "quantity": -1}]}, "lines.0.quantity"),
        ({"lines": [{"product_id": 1, "quantity": 0}]}, "lines.0.quantity"),
        ({"lines": [{"product_id": 1, "quantity": 1.0001}]}, "lines.0.quantity"),
        ({"lines": [{"product_id": 2**31}]}, "lines.0.product_id"),
        ({"lines": [{"product_id": 1, "expected_price": 4.5}]}, "lines.0.expected_price"),
        ({"lines": [{"product_id": 1, "cost": pounds(1)}]}, "lines.0.cost"),
        ({"lines": [], "discount": 10}, "discount"),
        ({"lines": [], "order_type": "picnic"}, "order_type"),
        ({"lines": [], "id": "not-a-uuid"}, "id"),
        ({"lines": [], "note": "x" * 501}, "note"),
        ({"lines": [], "ordered_at": "yesterday"}, "ordered_at"),
        ({"lines": [{}]}, "lines.0.product_id"),
        ([], "body"),
        (None, "body"),
    ],
    ids=str,
)
def test_a_field_that_is_wrong(till: Till, sql: Database, body: Any, field: str) -> None:
    before = sql.traces()
    refused = problem(send(till.cashier, json.dumps(body)), 422, "validation_failed")
    assert field in {name[: len(field)] for name in fields(refused)}
    assert sql.traces() == before


def test_addresses_and_methods(till: Till) -> None:
    api = till.cashier
    problem(api.call("GET", "/nowhere"), 404, "not_found")
    problem(api.call("GET", "/orders/12"), 404, "not_found")
    problem(api.call("GET", "/orders/" + "x" * 3000), 404, "not_found")
    problem(api.call("GET", f"/orders/{new_key()}"), 404, "not_found")
    wrong = api.call("DELETE", "/orders")
    problem(wrong, 405, "method_not_allowed")
    assert {"GET", "POST"} <= set(wrong.headers["allow"].replace(" ", "").split(","))


def test_media_types(till: Till) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", ""):
        reply = send(till.cashier, '{"lines": []}', **{"Content-Type": kind})
        problem(reply, 415, "media_type_unsupported")


def test_a_body_that_is_too_large(till: Till, sql: Database) -> None:
    before = sql.traces()
    note = '{"lines": [], "note": "' + "x" * (256 * 1024) + '"}'
    problem(send(till.cashier, note), 413, "body_too_large")
    chunks = (note[start : start + 4096].encode() for start in range(0, len(note), 4096))
    reply = till.cashier.call("POST", "/orders", key=new_key(), content=chunks, headers=JSON)
    problem(reply, 413, "body_too_large")
    assert sql.traces() == before


def test_what_is_not_on_the_menu(till: Till, sql: Database) -> None:
    before = sql.traces()
    lines = [till.dish("Chips"), {"product_id": UNKNOWN_ID}]
    reply = till.cashier.call("POST", "/orders", {"lines": lines}, key=new_key())
    assert fields(problem(reply, 422, "product_unavailable")) == ["lines.1.product_id"]
    assert sql.traces() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda body: body | {"table_id": UNKNOWN_ID}, "table_id"),
        (lambda body: body | {"customer_id": UNKNOWN_ID}, "customer_id"),
        (lambda body: body | {"ordered_at": "2026-01-01T12:00:00Z"}, "ordered_at"),
    ],
    ids=["table", "customer", "history"],
)
def test_a_header_that_is_wrong(till: Till, sql: Database, change: Changed, field: str) -> None:
    body = change({"lines": [till.dish("Chips")]})
    before = sql.traces()
    reply = till.cashier.call("POST", "/orders", body, key=new_key())
    assert reply.status_code in {403, 422}
    assert fields(reply.json()) == [field]
    assert sql.traces() == before


def test_a_total_that_differs_shows_both(till: Till, sql: Database) -> None:
    before = sql.traces()
    body = {"lines": [till.dish("Chips")], "expected_total": pounds(449)}
    reply = till.cashier.call("POST", "/orders", body, key=new_key())
    refused = problem(reply, 422, "total_mismatch")
    assert (refused["expected"], refused["actual"]) == (pounds(449), pounds(450))
    body = {"lines": [till.dish("Chips") | {"expected_price": pounds(451)}]}
    reply = till.cashier.call("POST", "/orders", body, key=new_key())
    refused = problem(reply, 422, "total_mismatch")
    assert fields(refused) == ["lines.0.expected_price"]
    assert sql.traces() == before


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"amount": pounds(451)}, "overpaid", "amount"),
        ({"amount": pounds(0)}, "validation_failed", "amount.amount"),
        ({"amount": pounds(-450)}, "validation_failed", "amount.amount"),
        ({"amount": {"amount": 450, "currency": "EUR"}}, "validation_failed", "amount.currency"),
        ({"tendered": pounds(500)}, "validation_failed", "tendered"),
        ({"method_id": UNKNOWN_ID}, "validation_failed", "method_id"),
        ({"card": {"last4": "42"}}, "validation_failed", "card.last4"),
    ],
    ids=str,
)
def test_a_payment_that_is_wrong(
    till: Till, sql: Database, change: dict[str, Any], code: str, field: str
) -> None:
    order = till.order(till.dish("Chips"))
    body = {"method_id": till.method("card"), "amount": pounds(450)} | change
    before = sql.traces()
    path = f"/payments/orders/{order['id']}/pay"
    refused = problem(till.cashier.call("POST", path, body, key=new_key()), 422, code)
    assert fields(refused) == [field]
    assert sql.traces() == before


def test_less_cash_than_the_amount(till: Till) -> None:
    order = till.order(till.dish("Chips"))
    body = {"method_id": till.method("cash"), "amount": pounds(450), "tendered": pounds(400)}
    reply = till.cashier.call("POST", f"/payments/orders/{order['id']}/pay", body, key=new_key())
    assert fields(problem(reply, 422, "validation_failed")) == ["tendered.amount"]


def test_a_paid_order_takes_nothing_more(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Chips"))
    till.pay(order)
    manager, path = till.as_role("manager"), f"/orders/{order['id']}"
    pay = {"method_id": till.method("card"), "amount": pounds(1)}
    line_id = order["lines"][0]["id"]
    before = sql.traces()
    for where, body in (
        (f"/payments{path}/pay", pay),
        (f"{path}/lines", {"lines": [till.dish("Chips")]}),
        (f"{path}/lines/{line_id}/void", {"reason_id": till.reason("void")}),
    ):
        problem(manager.call("POST", where, body, key=new_key()), 409, "order_not_open")
    assert sql.traces() == before


def test_the_till_of_the_back_office_is_none(office: Api) -> None:
    problem(office.call("GET", "/sessions/current"), 409, "till_required")
    body = {"opening_float": pounds(0)}
    problem(office.call("POST", "/sessions", body, key=new_key()), 409, "till_required")


def test_a_request_id_of_ones_own(till: Till) -> None:
    reply = till.cashier.call("GET", "/nowhere", headers={"X-Request-Id": "till-7-42"})
    assert problem(reply, 404, "not_found")["request_id"] == "till-7-42"
    bad = till.cashier.call("GET", "/nowhere", headers={"X-Request-Id": "a b\tc" + "x" * 500})
    assert len(problem(bad, 404, "not_found")["request_id"]) <= 64


def test_a_cursor_of_another_make(till: Till) -> None:
    for cursor in ("x", "0", "MTIz", "%00"):
        reply = till.cashier.call("GET", "/orders", params={"cursor": cursor})
        assert reply.status_code in {400, 422}
        assert fields(reply.json()) == ["cursor"]
