"""Orders of two lines: Fynlo's routes beside pos.order.sync_from_ui."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ..replay.api import Json
from .connection import Connection, encoded
from .machine import Machine
from .people import OpenTill, rpc
from .side import Outcome, Side

DRAFT, PAID, TWO_CALLS = "order draft", "order paid", "order paid, two calls"
ORDERS = "/api/v1/orders"
OUR_PATHS = re.compile(r"/api/v1/(orders$|payments/orders/)")
STOCK = "/web/dataset/call_kw/pos.order/sync_from_ui"
KNOWN = "SELECT uuid FROM pos_order WHERE uuid = ANY(%s) AND (state = 'paid' OR NOT %s)"


@dataclass(frozen=True)
class Dish:
    """A dish of the menu; the price (tax included) in pence, the tax in percent."""

    id: int
    price: int
    tax_ids: list[int]
    rate: float

    @property
    def net(self) -> float:
        """The price without tax, in pounds."""
        return round(self.price / (100 + self.rate), 2)


def two_dishes(menu: Json) -> tuple[Dish, Dish]:
    """Return two plain dishes of the menu that have one tax, included in the price."""
    rates = {tax["id"]: tax["rate"] for tax in menu["taxes"] if tax["included"]}
    first, second = list(_plain(menu, rates))[:2]
    return first, second


def _plain(menu: Json, rates: Mapping[int, float]) -> Iterator[Dish]:
    for item in menu["products"]:
        price, taxes = item["price"]["amount"], item["tax_ids"]
        is_plain = item["kind"] == "dish" and price and not item["modifiers"]
        if is_plain and len(taxes) == 1 and taxes[0] in rates:
            yield Dish(item["id"], price, taxes, rates[taxes[0]])


def our_side(till: OpenTill, dishes: tuple[Dish, Dish], name: str) -> Side:
    """Fynlo: POST /orders, for a paid order with its payment, or with it in a second request."""
    lines = [{"product_id": dish.id} for dish in dishes]
    method = till.method("cash")
    total = {"amount": sum(dish.price for dish in dishes), "currency": "GBP"}
    payment = {"method_id": method, "amount": total, "tendered": total}
    tokens = [till.headers(number) for number in range(len(till.devices))]

    def call(connection: Connection, client: int) -> Outcome:
        order_id = str(uuid4())
        payments = [payment] if name == PAID else []
        body = encoded({"id": order_id, "lines": lines, "payments": payments})
        headers = {**tokens[client], "Idempotency-Key": order_id}
        created = connection.send("POST", ORDERS, headers, body)
        if created.status != 201 or name != TWO_CALLS:
            return Outcome(created.status == 201, order_id)
        headers["Idempotency-Key"] = f"{order_id}-pay"
        path = f"/api/v1/payments/orders/{order_id}/pay"
        taken = connection.send("POST", path, headers, encoded(payment))
        return Outcome(taken.status == 201, order_id)

    return Side("Fynlo", call, OUR_PATHS)


def stock_side(
    machine: Machine,
    till: OpenTill,
    cookies: list[dict[str, str]],
    dishes: tuple[Dish, Dish],
    paid: bool,
) -> Side:
    """Stock Odoo: one call of sync_from_ui, as its own till makes it."""
    [facts] = machine.rows(
        "SELECT till.company_id, till.pricelist_id, session.user_id FROM pos_config till"
        " JOIN pos_session session ON session.config_id = till.id WHERE session.id = %s",
        till.session["id"],
    )

    def call(connection: Connection, client: int) -> Outcome:
        order = stock_order(till, facts, dishes, paid)
        params = {"model": "pos.order", "method": "sync_from_ui", "args": [[order]], "kwargs": {}}
        answer = connection.send("POST", STOCK, cookies[client], rpc(params))
        return Outcome(answer.status == 200 and "error" not in answer.json(), order["uuid"])

    return Side("stock sync_from_ui", call, re.compile(re.escape(STOCK)))


def stock_order(
    till: OpenTill, facts: tuple[Any, ...], dishes: tuple[Dish, Dish], paid: bool
) -> Json:
    """Return an order as Odoo's own till sends it; it leaves the references to the server."""
    company_id, pricelist_id, user_id = facts
    total = sum(dish.price for dish in dishes) / 100
    net = sum(dish.net for dish in dishes)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    payment = {"uuid": str(uuid4()), "amount": total, "name": now}
    payment_method = {"payment_method_id": till.method("cash")}
    return {
        "uuid": str(uuid4()),
        "access_token": str(uuid4()),
        "session_id": till.session["id"],
        "config_id": till.till.id,
        "company_id": company_id,
        "pricelist_id": pricelist_id,
        "user_id": user_id,
        "date_order": now,
        "fiscal_position_id": False,
        "partner_id": False,
        "sequence_number": 1,
        "lines": [[0, 0, _stock_line(dish)] for dish in dishes],
        "amount_tax": round(total - net, 2),
        "amount_total": total,
        "amount_return": 0,
        "last_order_preparation_change": "{}",
        "to_invoice": False,
        "state": "paid" if paid else "draft",
        "amount_paid": total if paid else 0,
        "payment_ids": [[0, 0, {**payment, **payment_method}]] if paid else [],
    }


def _stock_line(dish: Dish) -> Json:
    return {
        "uuid": str(uuid4()),
        "product_id": dish.id,
        "qty": 1,
        "price_unit": dish.price / 100,
        "price_subtotal": dish.net,
        "price_subtotal_incl": dish.price / 100,
        "tax_ids": [[6, 0, dish.tax_ids]],
        "pack_lot_ids": [],
        "discount": 0,
    }


def count_lost(machine: Machine, acknowledged: list[str], paid: bool) -> int:
    """Return how many acknowledged orders the database does not have (or not as paid)."""
    found = machine.rows(KNOWN, acknowledged, paid)
    return len(set(acknowledged)) - len(found)
