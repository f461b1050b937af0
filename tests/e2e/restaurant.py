"""The demo restaurant as a client meets it: sign-ins, tills, menus, sales."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import uuid4

from cli.settings import ROOT

from .api import Api, pounds

ACCOUNTS = json.loads((ROOT / "addons/fynlo_demo/demo_accounts.json").read_text())
LOGINS = {account["role"]: account for account in ACCOUNTS}


def sign_in(url: str, login: str, password: str) -> Api:
    """A person of the back office."""
    api = Api(url)
    return api.signed_in(api.post("/auth/login", {"login": login, "password": password}))


def sign_in_as(url: str, role: str) -> Api:
    """The demo restaurant's person in that role, of the back office."""
    return sign_in(url, LOGINS[role]["login"], LOGINS[role]["password"])


@dataclass
class Device:
    """A paired device; `api` is the device without a person."""

    id: int
    credential: str
    api: Api
    till_id: int

    @classmethod
    def pair(cls, office: Api, till_id: int, name: str = "iPad") -> "Device":
        """Pair a device with a till, by a code that `office` makes."""
        code = office.post("/devices/pairing-codes", {"till_id": till_id})["code"]
        api = Api(office.url)
        paired = api.post("/devices/pair", {"code": code, "name": name, "platform": "test"})
        assert paired["device"]["till"]["id"] == till_id
        device = cls(paired["device"]["id"], paired["credential"], api, till_id)
        api.signed_in(device.tokens())
        return device

    def tokens(self) -> dict[str, Any]:
        """The tokens of a new sign-in of the device."""
        given: dict[str, Any] = Api(self.api.url).post(
            "/auth/device", {"credential": self.credential}
        )
        return given

    def token(self) -> str:
        """A new access token of the device."""
        return str(self.tokens()["access_token"])

    def person(self, employee: dict[str, Any]) -> Api:
        """An employee who typed the PIN on this device."""
        sent = {"employee_id": employee["id"], "pin": employee["pin"]}
        return Api(self.api.url).signed_in(self.api.post("/auth/pin", sent))


@dataclass
class Till:
    """A till with a paired device and the people on it, by role."""

    office: Api
    id: int
    employees: list[dict[str, Any]]
    device: Device
    _people: dict[str, Api] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Api, facts: dict[str, Any], name: str) -> "Till":
        """One of the tills that inside/make_restaurants.py made."""
        till_id = facts["tills"][name]
        return cls(office, till_id, facts["employees"], Device.pair(office, till_id))

    def employee(self, role: str) -> dict[str, Any]:
        """The first employee in a role."""
        return next(item for item in self.employees if item["role"] == role)

    def as_role(self, role: str) -> Api:
        """An employee in that role, signed in once."""
        if role not in self._people:
            self._people[role] = self.device.person(self.employee(role))
        return self._people[role]

    @property
    def cashier(self) -> Api:
        """Whoever sells here."""
        return self.as_role("cashier")

    @cached_property
    def menu(self) -> "Menu":
        """The menu as it was when it was first asked for."""
        return Menu(self.cashier.get("/menu"))

    def open(self, opening_float: int = 10_000) -> dict[str, Any]:
        """Open the till with so many pence in the drawer."""
        sent = {"opening_float": pounds(opening_float)}
        session: dict[str, Any] = self.cashier.post("/sessions", sent)
        return session

    def order(self, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Create an order."""
        order: dict[str, Any] = self.cashier.post("/orders", {"lines": [*lines], **more})
        return order

    def dish(self, name: str, quantity: int = 1) -> dict[str, Any]:
        """A line of a dish without choices."""
        return {"product_id": self.menu.product(name)["id"], "quantity": quantity}

    def pay(self, order: dict[str, Any], kind: str = "card") -> dict[str, Any]:
        """Pay what is due."""
        sent = {"method_id": self.method(kind), "amount": order["due"]}
        paid: dict[str, Any] = self.cashier.post(f"/payments/orders/{order['id']}/pay", sent)
        return paid

    def method(self, kind: str) -> int:
        """The till's payment method of that kind."""
        return self._methods[kind]

    def reason(self, kind: str) -> int:
        """The first reason of a kind on the company's list."""
        return first_reason(self.cashier, kind)

    @cached_property
    def _methods(self) -> dict[str, int]:
        session = self.cashier.get("/sessions/current")
        return {method["kind"]: method["id"] for method in session["payment_methods"]}


class Menu:
    """A menu snapshot, looked up by name."""

    def __init__(self, snapshot: dict[str, Any]) -> None:
        self.snapshot = snapshot

    def product(self, name: str) -> dict[str, Any]:
        """A product."""
        return self._named("products", name)

    def choice(self, product: str, group: str, name: str) -> dict[str, Any]:
        """A chosen modifier, as a line names it."""
        ids = self.product(product)["modifiers"]
        [found] = [
            item
            for item in self.snapshot["modifiers"]
            if item["id"] in ids and item["name"] == group
        ]
        [choice] = [item for item in found["choices"] if item["name"] == name]
        return {"choice_id": choice["id"]}

    def course(self, combo: str, name: str) -> int:
        """The id of a dish as a choice of a set menu's course."""
        [course] = [item for item in self.snapshot["combos"] if item["name"] == combo]
        dish_id = self.product(name)["id"]
        [found] = [item["id"] for item in course["choices"] if item["product_id"] == dish_id]
        return int(found)

    def _named(self, what: str, name: str) -> dict[str, Any]:
        [found] = [item for item in self.snapshot[what] if item["name"] == name]
        item: dict[str, Any] = found
        return item


def first_reason(api: Api, kind: str) -> int:
    """The first reason of a kind on the company's list."""
    return int(api.get("/reasons", kind=kind)["items"][0]["id"])


def new_key() -> str:
    """An idempotency key, or the UUID of something new."""
    return str(uuid4())
