"""A till of Odoo's own web POS still sells, with our addons installed and our API beside it."""

import time
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from conftest import TABLET, NewPage
from playwright.sync_api import expect
from stock_till import StockTill
from till_api import PINS, Api, dish, find_till, pounds

from cli.server import Server

pytestmark = pytest.mark.usefixtures("quiet")
DISH, PRICE = "Scotch egg", 750


def _rows(server: Server, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    connection = psycopg2.connect(server.dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _newest_payment(server: Server) -> int:
    return int(_rows(server, "SELECT COALESCE(MAX(id), 0) FROM pos_payment")[0][0])


def _paid_since(server: Server, payment_id: int) -> tuple[Any, ...]:
    """The order of the next payment, once the till has sent it: it thanks the guest before."""
    statement = (
        "SELECT sale.id, sale.state, sale.amount_total, sale.uuid FROM pos_order sale"
        " JOIN pos_payment payment ON payment.pos_order_id = sale.id WHERE payment.id > %s"
    )
    deadline = time.monotonic() + 20
    while not (found := _rows(server, statement, payment_id)):
        assert time.monotonic() < deadline, "the till sent no payment"
        time.sleep(0.2)
    return found[0]


def _table(server: Server, number: int) -> int:
    statement = "SELECT id FROM restaurant_table WHERE table_number = %s"
    return _rows(server, statement, number)[0][0]


def _open(new_page: NewPage, office: Api, name: str) -> tuple[StockTill, list[str]]:
    """A stock till, and the errors that its page tells of."""
    page = new_page("owner", TABLET)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    till = StockTill(page)
    till.open(find_till(office, name), "Tom Hartley", PINS["Tom Hartley"])
    return till, errors


def test_it_sells_for_cash(server: Server, new_page: NewPage, office: Api) -> None:
    before = _newest_payment(server)
    till, errors = _open(new_page, office, "Bar")
    till.add(DISH)
    till.pay_cash()
    expect(till.page.locator(".feedback-screen, .receipt-screen").first).to_contain_text("7.50")
    order_id, state, total, uuid = _paid_since(server, before)
    assert (state, float(total)) == ("paid", 7.5)
    assert _rows(server, "SELECT amount FROM pos_payment WHERE pos_order_id = %s", order_id)
    order = office.get(f"/orders/{uuid}")
    assert (order["state"], order["total"]) == ("paid", pounds(PRICE))
    assert [line["name"] for line in order["lines"]] == [DISH]
    assert uuid in [item["id"] for item in office.get("/orders", state="paid")["items"]]
    assert errors == []


def test_an_order_of_the_api_is_paid_there(
    new_page: NewPage, office: Api, new_till: Callable[[str], Api]
) -> None:
    ipad = new_till("Dining room")
    till, errors = _open(new_page, office, "Dining room")
    line = {"product_id": dish(ipad, DISH)}
    order = ipad.post("/orders", {"order_type": "takeaway", "lines": [line, line]})
    till.show_orders()
    till.load(order["reference"])
    till.pay_cash()
    paid = office.get(f"/orders/{order['id']}")
    assert (paid["state"], paid["total"]) == ("paid", pounds(2 * PRICE))
    assert paid["version"] >= order["version"]
    assert errors == []


def test_a_line_of_the_api_follows_a_change_there(
    server: Server, new_page: NewPage, office: Api, new_till: Callable[[str], Api]
) -> None:
    """The till sends back all that it read; an old version must not come back with it."""
    ipad = new_till("Dining room")
    till, errors = _open(new_page, office, "Dining room")
    line = {"product_id": dish(ipad, DISH)}
    order = ipad.post("/orders", {"table_id": _table(server, 5), "lines": [line]})
    till.show_orders()
    expect(till.row(order["reference"])).to_be_visible()
    # Opening a table's order reads it anew; what is added before that is done would be lost.
    with till.page.expect_response(lambda reply: "read_config_open_orders" in reply.url):
        till.load(order["reference"])
    till.page.wait_for_timeout(1000)
    till.add("Prawn cocktail")
    newer = ipad.post(f"/orders/{order['id']}/lines", {"lines": [line]})
    with till.page.expect_response(lambda reply: "sync_from_ui" in reply.url) as sent:
        till.send()
    assert sent.value.ok
    assert "error" not in sent.value.json()
    newest = ipad.post(f"/orders/{order['id']}/lines", {"lines": [line]})
    assert newest["version"] > newer["version"]
    assert errors == []
