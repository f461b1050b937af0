"""The menu edited over HTTP, and what tills sell while it is."""

import base64
import csv
import io
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import Api, fields, pounds, problem
from .restaurant import Till, sign_in_as
from .together import together

# One pixel, a PNG.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def dish(office: Api) -> Iterator[dict[str, Any]]:
    """A dish of its own, archived again after the test."""
    made = office.post("/menu/products", {"name": "Test tart", "price": pounds(700)})
    yield made
    office.call("DELETE", f"/menu/products/{made['id']}")


def change(office: Api, dish: dict[str, Any], body: Any, version: int | None = None) -> Any:
    """PATCH the dish, with the version in If-Match."""
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return office.call("PATCH", f"/menu/products/{dish['id']}", body, headers=headers)


def test_two_managers_change_one_dish(office: Api, dish: dict[str, Any]) -> None:
    """Of changes that saw the same version one is taken, the others get what it made."""
    seen = dish["version"]
    prices = [pounds(701 + number) for number in range(6)]
    calls = [partial(change, office, dish, {"price": price}, seen) for price in prices]
    replies = together(calls)
    taken = [reply.json() for reply in replies if reply.status_code == 200]
    refused = [
        problem(reply, 409, "version_conflict") for reply in replies if reply.status_code != 200
    ]
    assert len(taken) == 1
    assert taken[0]["version"] == seen + 1
    assert {item["current"]["price"]["amount"] for item in refused} == {taken[0]["price"]["amount"]}
    assert office.get(f"/menu/products/{dish['id']}") == taken[0]


def test_a_daypart_counts_at_once_in_every_worker(prefork: Server, facts: dict[str, Any]) -> None:
    office = sign_in_as(prefork.url, "owner")
    till = Till.of(office, facts, "Till 9")
    till.open()
    made = office.post("/menu/products", {"name": "Porridge", "price": pounds(400)})
    line = {"lines": [{"product_id": made["id"]}]}
    calls = [partial(till.cashier.call, "POST", "/orders", line, key=f"d{n}") for n in range(4)]
    assert {reply.status_code for reply in together(calls)} == {201}
    # A part of the week that is never now: a minute of a day three days on.
    days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    ordered = office.get("/orders")["items"][0]["ordered_at"]
    day = days[(datetime.fromisoformat(ordered).weekday() + 3) % 7]
    part = {"name": "Never now", "weekdays": [day], "begins": "03:00", "until": "03:01"}
    daypart = office.post("/menu/dayparts", part | {"product_ids": [made["id"]]})
    calls = [partial(till.cashier.call, "POST", "/orders", line, key=f"e{n}") for n in range(4)]
    for reply in together(calls):
        refused = problem(reply, 422, "product_unavailable")
        assert fields(refused) == ["lines.0.product_id"]
        assert f"{day[:3].capitalize()} 03:00-03:01" in refused["detail"]
    shown = {item["id"]: item["available"] for item in till.cashier.get("/menu")["products"]}
    assert shown[made["id"]] is False
    office.call("DELETE", f"/menu/dayparts/{daypart['id']}")
    calls = [partial(till.cashier.call, "POST", "/orders", line, key=f"f{n}") for n in range(4)]
    assert {reply.status_code for reply in together(calls)} == {201}
    office.call("DELETE", f"/menu/products/{made['id']}")


def test_the_export_is_an_import(office: Api, dish: dict[str, Any]) -> None:
    sent = change(office, dish, {"name": "+Test tart", "allergens": ["eggs", "milk"]}).json()
    reply = office.call("GET", "/menu/export")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    row = next(row for row in rows if row["id"] == str(dish["id"]))
    assert (row["name"], row["price"], row["allergens"]) == ("'+Test tart", "7.00", "eggs; milk")
    report = office.post("/menu/import", {"csv": reply.text})
    assert (report["unchanged"], len(report["lines"])) == (len(rows), len(rows))
    assert office.get(f"/menu/products/{dish['id']}") == sent


def test_a_picture(office: Api, till: Till, dish: dict[str, Any]) -> None:
    path = f"/menu/products/{dish['id']}/image"
    image = base64.b64encode(PICTURE).decode()
    done = office.call("PUT", path, {"image": image}).json()
    assert done["image_url"] == f"/api/v1{path}"
    shown = till.cashier.call("GET", path)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert till.cashier.call("PUT", path, {"image": image}).status_code == 403
    assert office.call("PUT", path, {"image": None}).json()["image_url"] is None
    problem(till.cashier.call("GET", path), 404, "not_found")
