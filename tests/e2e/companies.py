"""Two restaurants of different companies on one server, with an id of each kind of thing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .api import Api, pounds
from .openapi import Operation, Path
from .restaurant import Device, Menu, Till, sign_in

# What a body or a path may name, by the field's name; an id in a list of objects with the list's.
# A new name must be added to `ids` below, or to SHARED or CHOSEN with its reason.
SHARED: dict[str, str] = {}
CHOSEN = {
    "id": "the caller makes it: test_ids_that_are_taken",
    "checks.id": "as id",
    "lines.id": "as id",
    "payments.id": "as id",
}
# The kind of reason that an operation takes, by how its path ends, or the field that it is in.
REASONS = {
    "/cancel": "void",
    "/cash-movements": "paid_in",
    "/comp": "comp",
    "/discounts": "discount",
    "/no-sale": "no_sale",
    "/payments/{payment_id}/cancel": "refund",
    "/refunds": "refund",
    "/reopen": "reopen",
    "/void": "void",
    "discount": "discount",
    "price_override": "price_override",
}


# One pixel, a PNG.
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@dataclass
class Restaurant:
    """The people of a restaurant, and the ids of what it has."""

    office: Api
    seller: Api
    device: Api
    ids: dict[str, Any]

    @cached_property
    def reasons(self) -> dict[str, int]:
        """A reason of each kind."""
        return {item["kind"]: item["id"] for item in self.office.get("/reasons")["items"]}

    def caller(self, operation: Operation) -> Api:
        """Who may do this, with as little power as it needs.

        Signing in by PIN is done on the device itself.
        """
        if operation.path == "/auth/pin":
            return self.device
        held = set(self.seller.get("/auth/me")["scopes"])
        return self.seller if set(operation.scopes) <= held else self.office

    def ids_for(self, operation: Operation, wanted: Path = ()) -> dict[str, Any]:
        """The ids that fill its path and its body, in which the field at `wanted` is to be.

        Only a closed session has a report, and each thing has reasons of its own.
        """
        ids = self.ids | {"reason_id": self.reasons["void"]}
        for ending, kind in REASONS.items():
            if operation.path.endswith(ending) or ending in wanted:
                ids["reason_id"] = self.reasons[kind]
        if operation.path.startswith("/sessions/{session_id}/report"):
            ids["session_id"] = self.ids["closed_session_id"]
        return ids

    def with_order(self, order: dict[str, Any], session: dict[str, Any]) -> "Restaurant":
        """Note an open order and the open session."""
        methods = {item["kind"]: item["id"] for item in session["payment_methods"]}
        self.ids |= {
            "order_id": order["id"],
            "line_id": order["lines"][0]["id"],
            # Not the line that a test voids.
            "lines.line_id": order["lines"][1]["id"],
            "adjustment_id": self._discount(order),
            "share_id": self._share(order),
            "target_id": self._empty_order(),
            "orders.order_id": self._empty_order(),
            "reason_id": self.reasons["void"],
            "session_id": session["id"],
            "method_id": methods["card"],
            "payments.method_id": methods["card"],
        }
        return self

    def with_kitchen(self, order: dict[str, Any], course: int) -> "Restaurant":
        """Send the order to the kitchen, and note what it has there."""
        self.seller.post(f"/orders/{order['id']}/send", {})
        ticket = self.seller.get("/kitchen/orders", order_id=order["id"])["items"][0]
        self.ids |= {
            "course": course,
            "station_id": ticket["station_id"],
            "ticket_id": ticket["id"],
            "ticket_line_id": ticket["lines"][0]["id"],
        }
        return self

    def _discount(self, order: dict[str, Any]) -> str:
        """Take a tenth off the order."""
        sent = {"percent": 5, "reason_id": self.reasons["discount"]}
        discounted = self.seller.post(f"/orders/{order['id']}/discounts", sent)
        return str(discounted["adjustments"][0]["id"])

    def _share(self, order: dict[str, Any]) -> str:
        """Share what is due of the order."""
        done = self.seller.post(f"/orders/{order['id']}/split", {"parts": 2})
        return str(done["shares"][0]["id"])

    def _empty_order(self) -> str:
        """An order to merge."""
        return str(self.seller.post("/orders", {"lines": []})["id"])


def charge(office: Api) -> int:
    """A rule for a service charge that no order of the tests meets."""
    rule = {"name": "Large parties", "percent": 10, "minimum_covers": 1000}
    return int(office.post("/service-charges", rule)["id"])


def photograph(office: Api, employee_id: int) -> None:
    """Give an employee a photo."""
    assert office.call("PUT", f"/employees/{employee_id}/photo", {"image": PIXEL}).status_code < 300


def call_staff(seller: Api, table_id: int) -> str:
    """Somebody at a table needs help."""
    return str(seller.post("/service-requests", {"kind": "help", "table_id": table_id})["id"])


def menu_ids(office: Api, product_id: int, code: str) -> dict[str, Any]:
    """Parts of the menu, made by the API; the product gets a barcode and has modifiers."""
    upper = office.post("/menu/categories", {"name": "Specials"})
    lower = office.post("/menu/categories", {"name": "Grill", "parent_id": upper["id"]})
    course = {"name": "Pie", "choices": [{"product_id": product_id}]}
    part = {"name": "Night", "begins": "03:00", "until": "03:01", "exclusive": False}
    product = office.call("PATCH", f"/menu/products/{product_id}", {"barcode": code}).json()
    group = product["modifiers"][0]
    lists = office.get("/menu/price-lists")["items"]
    office.call("PUT", f"/menu/categories/{lower['id']}/image", {"image": PIXEL})
    return {
        # A part of the day that a test makes is all of it: nothing is refused for the hour.
        "begins": "00:00",
        "until": "24:00",
        "image": PIXEL,
        "category_id": lower["id"],
        "category_ids": lower["id"],
        "parent_id": upper["id"],
        "code": code,
        "combo_id": office.post("/menu/combos", course)["id"],
        "combo_ids": office.post("/menu/combos", course)["id"],
        "daypart_id": office.post("/menu/dayparts", part)["id"],
        "modifier_id": group["id"],
        "choices.choice_id": group["choices"][0]["id"],
        "choices.product_id": product_id,
        "product_ids": product_id,
        # A company's own come before those of every company.
        "price_list_id": max(lists, key=lambda item: item["name"] == "Their prices")["id"],
    }


def books_ids(office: Api, safe: int) -> dict[str, Any]:
    """What the settings name of the accounts."""
    settings = office.get("/settings")
    methods = {item["kind"]: item["id"] for item in settings["payment_methods"]}
    return {
        "default_tax_id": settings["taxes"]["items"][0]["id"],
        "by_order_type.fiscal_position_id": settings["taxes"]["fiscal_positions"][0]["id"],
        "payment_methods.id": methods["card"],
        "safe_account_id": safe,
    }


def home(till: Till, facts: dict[str, Any]) -> Restaurant:
    """The demo restaurant, on an open till."""
    menu, session = till.menu, till.cashier.get("/sessions/current")
    pie = menu.product("Steak and ale pie")["id"]
    employee = till.employee("manager")
    ids = {
        "till_id": till.id,
        "device_id": till.device.id,
        "employee_id": employee["id"],
        "pin": employee["pin"],
        "floor_id": facts["floor"],
        "table_id": facts["tables"][0],
        "table_ids": facts["tables"][1],
        "till_ids": till.id,
        "waiter_id": employee["id"],
        "customer_id": facts["customer"],
        "product_id": pie,
        "service_charge_id": charge(till.office),
        "lines.product_id": pie,
        "items.product_id": pie,
        "modifiers.choice_id": menu.choice("Steak and ale pie", "Side", "Mash")["choice_id"],
        "combo.choice_id": menu.course("Lunch main", "Haddock and chips"),
        "tax_ids": menu.product("Chips")["tax_ids"][0],
    }
    ids |= books_ids(till.office, facts["safe"])
    ids |= menu_ids(till.office, pie, "2000000000015")
    ids["plain_product"] = menu.product("Chips")["id"]
    ids["request_id"] = call_staff(till.cashier, ids["table_id"])
    photograph(till.office, employee["id"])
    chips = till.dish("Chips", 10) | {"course": 1}
    order = till.order(chips, chips)
    made = Restaurant(till.office, till.cashier, till.device.api, ids).with_order(order, session)
    made = made.with_kitchen(order, 1)
    partly_paid = made.ids | {"order_id": till.order(till.dish("Chips", 10))["id"]}
    made.ids["payment_id"] = pay(till.cashier, partly_paid)["payment"]["id"]
    return made


def other(url: str, facts: dict[str, Any]) -> Restaurant:
    """The other company's restaurant, with an open order that is partly paid."""
    theirs = facts["other"]
    office = sign_in(url, theirs["owner"], theirs["password"])
    device = Device.pair(office, theirs["till"], "Their iPad")
    seller = device.person({"id": theirs["employee"], "pin": theirs["pin"]})
    ids = {
        "till_id": theirs["till"],
        "device_id": Device.pair(office, theirs["till"], "Their spare iPad").id,
        "employee_id": theirs["employee"],
        "pin": theirs["pin"],
        "floor_id": theirs["floor"],
        "table_id": theirs["tables"][0],
        "table_ids": theirs["tables"][1],
        "till_ids": theirs["till"],
        "waiter_id": theirs["employee"],
        "customer_id": theirs["customer"],
        "product_id": theirs["dish"],
        "lines.product_id": theirs["dish"],
        "items.product_id": theirs["dish"],
        "modifiers.choice_id": theirs["side"],
        "combo.choice_id": theirs["combo_item"],
        "tax_ids": theirs["tax"],
        "service_charge_id": charge(office),
    }
    ids |= books_ids(office, theirs["safe"])
    ids |= menu_ids(office, theirs["dish"], "2000000000022")
    ids["plain_product"] = theirs["dish"]
    ids["request_id"] = call_staff(seller, ids["table_id"])
    photograph(office, theirs["employee"])
    closed = seller.post("/sessions", {"opening_float": pounds(0)})
    seller.post(f"/sessions/{closed['id']}/close", {"counted_cash": pounds(0)})
    ids["closed_session_id"] = closed["id"]
    session = seller.post("/sessions", {"opening_float": pounds(0)})
    line = {
        "product_id": theirs["dish"],
        "modifiers": [{"choice_id": theirs["side"]}],
        # A course that our order does not have.
        "course": 7,
    }
    order = seller.post("/orders", {"lines": [{**line, "quantity": 10}] * 2})
    made = Restaurant(office, seller, device.api, ids).with_order(order, session)
    made = made.with_kitchen(order, 7)
    made.ids["payment_id"] = pay(seller, made.ids)["payment"]["id"]
    assert Menu(seller.get("/menu")).product("Their pie")["id"] == theirs["dish"]
    return made


def pay(seller: Api, ids: dict[str, Any]) -> dict[str, Any]:
    """Take £1.00 of the order."""
    sent = {"method_id": ids["method_id"], "amount": pounds(100)}
    paid: dict[str, Any] = seller.post(f"/payments/orders/{ids['order_id']}/pay", sent)
    return paid
