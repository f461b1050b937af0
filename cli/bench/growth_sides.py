"""The calls whose time must not grow."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ..replay.devices import back_office
from ..replay.timings import Timings
from .connection import Connection
from .machine import Machine
from .orders import DRAFT, our_side, two_dishes
from .people import JSON, OpenTill
from .reads import menu_side
from .side import Outcome, Side

PREFIX = "/api/v1"


@dataclass(frozen=True)
class Facts:
    """An order in the middle, and what it names: the filters ask for it."""

    order_id: int
    session_id: int
    table_id: int
    customer_id: int
    employee_id: int
    day: date
    receipt: str
    guest: str
    soon: date


def sides(machine: Machine, till: OpenTill, facts: Facts) -> Iterator[Side]:
    """Yield each call, as a device of the till makes it, or the owner at no till."""
    device = till.headers(0)
    office = back_office(machine.access, Timings())
    owner = {**JSON, "Authorization": f"Bearer {office.access_token()}"}
    yield from list_sides(facts, device)
    yield _get("orders of all tills", "/orders", {}, owner)
    yield menu_side(till, machine).named("menu, warm")
    yield menu_side(till, machine, cold=True).named("menu, cold")
    yield _get("customers, name", "/customers", {"search": facts.guest}, device)
    yield _get("customers, phone", "/customers", {"search": "020 7946 000"}, device)
    yield _get("customers, nobody", "/customers", {"search": "zzyzx"}, device)
    menu = till.devices[0].get("menu.read", "/menu")
    yield our_side(till, two_dishes(menu), DRAFT).named("order of two lines")
    yield _get("session report", f"/sessions/{facts.session_id}/report", {}, owner)
    yield _get("dashboard, today", "/dashboard", {}, owner)
    yield _get("dashboard, a past day", "/dashboard", {"date": facts.day}, owner)


def list_sides(facts: Facts, headers: dict[str, str]) -> Iterator[Side]:
    """Yield the list of orders with each of its filters."""
    for name, query in _lists(facts).items():
        yield _get(f"orders, {name}", "/orders", query, headers)


def _lists(facts: Facts) -> dict[str, dict[str, Any]]:
    return {
        "first page": {},
        "deep page": {"cursor": cursor(facts.order_id)},
        "open": {"state": "open"},
        "cancelled": {"state": "cancelled"},
        "session": {"session_id": facts.session_id},
        "table": {"table_id": facts.table_id},
        "customer": {"customer_id": facts.customer_id},
        "employee": {"employee_id": facts.employee_id},
        "date": {"date": facts.day},
        "total, none so large": {"minimum_total": 10**9},
        "updated since, none": {"updated_since": f"{facts.soon}T00:00:00Z"},
        "text, receipt": {"text": facts.receipt},
        "text, guest": {"text": facts.guest},
        "text, nothing": {"text": "zzyzx"},
    }


def cursor(order_id: int) -> str:
    """Return the cursor behind an order, as the API makes it."""
    return base64.urlsafe_b64encode(f"v1:{order_id}".encode()).decode().rstrip("=")


def _get(name: str, path: str, query: dict[str, Any], headers: dict[str, str]) -> Side:
    address = PREFIX + path + ("?" + urlencode(query) if query else "")

    def call(connection: Connection, client: int) -> Outcome:
        return Outcome(connection.send("GET", address, headers).status == 200)

    return Side(name, call, re.compile(re.escape(PREFIX + path) + r"(\?|$)"))
