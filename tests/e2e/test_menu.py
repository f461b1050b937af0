"""The menu as tills read it, and prices that change while they sell."""

import gzip
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import pounds
from .restaurant import Till, sign_in_as
from .rpc import Odoo
from .together import together

CHANGES = 20


def test_an_unchanged_menu_is_not_sent_again(till: Till) -> None:
    first = till.cashier.call("GET", "/menu")
    etag = first.headers["etag"]
    again = till.cashier.call("GET", "/menu", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    weak = till.cashier.call("GET", "/menu", headers={"If-None-Match": f'"old", W/{etag}'})
    assert weak.status_code == 304
    other = till.cashier.call("GET", "/menu", headers={"If-None-Match": '"old"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_the_menu_is_small_where_the_till_unzips(till: Till) -> None:
    def sent(encoding: str) -> Any:
        headers = {"Accept-Encoding": encoding}
        with till.cashier._client.stream(
            "GET", "/menu", headers=headers | {"Authorization": f"Bearer {till.cashier.token}"}
        ) as reply:
            return reply.headers, b"".join(reply.iter_raw())

    headers, small = sent("gzip")
    plain_headers, plain = sent("identity")
    assert headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain_headers
    assert gzip.decompress(small) == plain
    assert len(small) < len(plain) / 3
    assert headers["etag"] != plain_headers["etag"]
    assert "Accept-Encoding" in headers["vary"]
    assert json.loads(plain)["currency"] == "GBP"


def test_the_menu_is_whole(till: Till) -> None:
    menu = till.menu.snapshot
    # Another module's dishes are called so.
    kinds = [item["kind"] for item in menu["products"] if item["name"] != "sample"]
    assert (kinds.count("dish"), kinds.count("combo")) == (40, 2)
    soup = till.menu.product("Soup of the day")
    assert (soup["price"], soup["available"], soup["modifiers"]) == (pounds(650), True, [])
    rates = {tax["id"]: (tax["rate"], tax["included"]) for tax in menu["taxes"]}
    assert [rates[tax] for tax in soup["tax_ids"]] == [(20.0, True)]
    assert [rates[tax] for tax in till.menu.product("Sourdough loaf")["tax_ids"]] == [(0.0, True)]
    ribeye = till.menu.product("Ribeye steak, 10 oz")
    groups = [group for group in menu["modifiers"] if group["id"] in ribeye["modifiers"]]
    assert [(group["minimum"], group["maximum"]) for group in groups] == [(1, 1)] * 3


@pytest.fixture(scope="module")
def two_workers(prefork: Server, facts: dict[str, Any]) -> Till:
    """An open till on the prefork server."""
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 2")
    till.open()
    return till


def prices(till: Till, name: str) -> tuple[int, int]:
    """What the menu and the next order say that a dish costs, in pence."""
    shown = next(p for p in till.cashier.get("/menu")["products"] if p["name"] == name)
    order = till.order({"product_id": shown["id"]})
    return shown["price"]["amount"], order["lines"][0]["unit_price"]["amount"]


def check_prices(till: Till, name: str, change: Callable[[int], Any], first: int) -> None:
    """After each change, whoever answers says the new price, in the menu and in an order."""
    stale = []
    for price in range(first, first + CHANGES):
        change(price)
        # More calls at once than there are workers: each of them answers some.
        for seen in together([partial(prices, till, name)] * 4):
            if seen != (price, price):
                stale.append((price, seen))
    assert stale == []


def test_no_worker_sells_at_an_old_price(two_workers: Till, prefork: Server) -> None:
    owner = Odoo.as_role(prefork, "owner")
    [chips] = owner.method("product.template", "search", [["name", "=", "Chips"]])
    usual = two_workers.menu.product("Chips")["price"]["amount"]

    def change(price: int) -> None:
        owner.method("product.template", "write", [chips], {"list_price": price / 100})

    try:
        check_prices(two_workers, "Chips", change, 501)
    finally:
        # Other tests of this server sell chips too.
        change(usual)


def test_no_worker_sells_at_an_old_rule(two_workers: Till, prefork: Server) -> None:
    """A rule of the price list is a price like any other."""
    owner = Odoo.as_role(prefork, "owner")
    [cola] = owner.method("product.template", "search", [["name", "=", "Cola, 330 ml"]])
    [till] = owner.method("pos.config", "read", [two_workers.id], ["pricelist_id"])
    rule = {
        "pricelist_id": till["pricelist_id"][0],
        "applied_on": "1_product",
        "product_tmpl_id": cola,
        "compute_price": "fixed",
        "fixed_price": 3.0,
    }
    rule_id = owner.method("product.pricelist.item", "create", rule)

    def change(price: int) -> None:
        owner.method("product.pricelist.item", "write", [rule_id], {"fixed_price": price / 100})

    check_prices(two_workers, "Cola, 330 ml", change, 301)
    owner.method("product.pricelist.item", "unlink", [rule_id])
    assert prices(two_workers, "Cola, 330 ml") == (320, 320)
