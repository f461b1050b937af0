"""A day on the till, through the API alone; the books say the same to the penny."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cli.server import Server

from .api import Api, pounds, problem
from .database import Database
from .restaurant import Till, new_key
from .rpc import Odoo


@dataclass
class Day:
    """What the day's calls answered."""

    till: Till
    session: dict[str, Any]
    dinner: dict[str, Any]
    lunch: dict[str, Any]
    emptied: dict[str, Any]
    drinks: dict[str, Any]
    refusal: dict[str, Any]
    closed: dict[str, Any]

    @property
    def report(self) -> dict[str, Any]:
        """The Z report."""
        report: dict[str, Any] = self.closed["report"]
        return report

    @property
    def paid_orders(self) -> list[str]:
        """The ids of the orders that were sold."""
        return [order["id"] for order in (self.dinner, self.lunch, self.drinks)]


@pytest.fixture(scope="module")
def day(new_till: Callable[[], Till], facts: dict[str, Any]) -> Day:
    """Sell for a day: £53.00 and £25.80 and £11.20."""
    till = new_till()
    session = till.open(10_000)
    dinner = sell_dinner(till, facts["tables"][0])
    lunch = sell_lunch(till)
    emptied = till.order(till.dish("Soup of the day"))
    [soup] = emptied["lines"]
    till.as_role("manager").post(
        f"/orders/{emptied['id']}/lines/{soup['id']}/void", {"reason_id": till.reason("void")}
    )
    drinks = till.order(till.dish("London bitter, pint", 2), order_type="takeaway")
    close, counted = f"/sessions/{session['id']}/close", {"counted_cash": pounds(13_100)}
    refused = till.cashier.call("POST", close, counted, key=new_key())
    refusal = problem(refused, 409, "orders_open")
    till.pay(drinks, "cash")
    closed = till.cashier.post(close, counted)
    return Day(till, session, dinner, lunch, emptied, drinks, refusal, closed)


def sell_dinner(till: Till, table_id: int) -> dict[str, Any]:
    """£46.00, then £13.50 more, then a soup of £6.50 less; £20.00 in cash, the rest by card."""
    menu = till.menu
    ribeye = {
        "product_id": menu.product("Ribeye steak, 10 oz")["id"],
        "modifiers": [
            menu.choice("Ribeye steak, 10 oz", "How cooked", "Medium"),
            menu.choice("Ribeye steak, 10 oz", "Side", "Truffle mash"),
            menu.choice("Ribeye steak, 10 oz", "Sauce", "Peppercorn"),
        ],
        "expected_price": pounds(3300),
    }
    more = {"table_id": table_id, "covers": 2, "expected_total": pounds(4600)}
    order = till.order(till.dish("Soup of the day", 2), ribeye, **more)
    assert (order["state"], order["version"], order["covers"]) == ("open", 1, 2)
    path = f"/orders/{order['id']}"
    added = till.cashier.post(
        f"{path}/lines",
        {"lines": [till.dish("Chips"), till.dish("Sourdough loaf", 2)], "base_version": 1},
    )
    assert (added["total"], added["version"]) == (pounds(5950), 2)
    void_soup(till, path, order["lines"][0]["id"])
    pay = f"/payments/orders/{order['id']}/pay"
    cash = {"method_id": till.method("cash"), "amount": pounds(2000), "tendered": pounds(5000)}
    part = till.cashier.post(pay, cash)
    assert part["payment"]["change"] == pounds(3000)
    assert (part["order"]["state"], part["order"]["due"]) == ("open", pounds(3300))
    card = {"brand": "Visa", "last4": "4242", "auth_code": "A1"}
    rest = {"method_id": till.method("card"), "amount": pounds(3300), "card": card}
    whole = till.cashier.post(pay, rest)
    assert (whole["order"]["state"], whole["order"]["due"]) == ("paid", pounds(0))
    return till.cashier.get(path)


def void_soup(till: Till, path: str, line_id: str) -> None:
    """One of two, which a cashier cannot do alone."""
    void = {"reason_id": till.reason("void"), "quantity": 1}
    alone = till.cashier.call("POST", f"{path}/lines/{line_id}/void", void, key=new_key())
    problem(alone, 403, "approval_required")
    manager = till.employee("manager")
    void |= {"approval": {"employee_id": manager["id"], "pin": manager["pin"]}}
    voided = till.cashier.post(f"{path}/lines/{line_id}/void", void)
    assert voided["total"] == pounds(5300)
    assert voided["lines"][0]["voided_quantity"] == 1


def sell_lunch(till: Till) -> dict[str, Any]:
    """A set menu with a starter that costs £1.50 more, and a coffee with two extras: £25.80."""
    menu = till.menu
    pie = {
        "choice_id": menu.course("Lunch main", "Steak and ale pie"),
        "modifiers": [menu.choice("Steak and ale pie", "Side", "Mash")],
    }
    cocktail = {"choice_id": menu.course("Starter or dessert", "Prawn cocktail")}
    lunch = {
        "product_id": menu.product("Lunch menu, two courses")["id"],
        "combo": [pie, cocktail],
    }
    coffee = {
        "product_id": menu.product("Flat white")["id"],
        "modifiers": [
            menu.choice("Flat white", "Milk", "Oat drink"),
            menu.choice("Flat white", "Coffee extras", "Extra shot"),
        ],
    }
    order = till.order(lunch, coffee)
    assert (order["total"], order["tax"]) == (pounds(2580), pounds(430))
    till.pay(order)
    return till.cashier.get(f"/orders/{order['id']}")


def test_an_order_is_to_the_penny(day: Day) -> None:
    money = [day.dinner[name]["amount"] for name in ("total", "net", "tax", "paid", "due")]
    assert money == [5300, 4567, 733, 5300, 0]
    assert [(line["quantity"], line["total"]["amount"]) for line in day.dinner["lines"]] == [
        (1, 650), (1, 3300), (1, 450), (2, 900),
    ]  # fmt: skip


def test_open_orders_keep_the_till_open(day: Day) -> None:
    number = day.drinks["number"]
    assert day.refusal["orders"] == [
        {"id": day.drinks["id"], "number": number, "total": pounds(1120)}
    ]


def test_the_z_report(day: Day) -> None:
    report = day.report
    counts = (report["order_count"], report["line_count"], report["voids"])
    assert counts == (3, 9, {"count": 2, "amount": pounds(1300)})
    assert (report["gross"], report["net"]) == (pounds(9000), pounds(7650))
    taxes = [
        (tax["rate"], tax["base"]["amount"], tax["amount"]["amount"]) for tax in report["taxes"]
    ]
    assert sorted(taxes) == [(0.0, 900, 0), (20.0, 6750, 1350)]
    payments = {item["kind"]: (item["count"], item["amount"]) for item in report["payments"]}
    assert payments == {"cash": (2, pounds(3120)), "card": (2, pounds(5880))}
    drawer = [report[name]["amount"] for name in ("opening_float", "cash_in", "expected_cash")]
    assert drawer == [10_000, 3120, 13_120]
    assert (report["counted_cash"], report["difference"]) == (pounds(13_100), pounds(-20))
    assert report["journal_entry"]["balanced"] is True
    assert day.closed["session"]["state"] == "closed"


def test_payments_are_reported(day: Day, office: Api) -> None:
    summary = office.get("/payments/summary", session_id=day.session["id"])
    amounts = {item["kind"]: item["amount"]["amount"] for item in summary["payments"]}
    assert (amounts, summary["total"]) == ({"cash": 3120, "card": 5880}, pounds(9000))
    items = day.till.cashier.get(f"/payments/orders/{day.dinner['id']}")["items"]
    assert [
        (item["kind"], item["amount"]["amount"], item["change"]["amount"]) for item in items
    ] == [
        ("cash", 2000, 3000),
        ("card", 3300, 0),
    ]


def test_the_database_says_the_same(day: Day, sql: Database) -> None:
    rows = sql.rows(
        "SELECT uuid, state, amount_total, amount_tax, amount_paid FROM pos_order"
        " WHERE session_id = %s ORDER BY id",
        day.session["id"],
    )
    assert [(row[0], row[1], *map(float, row[2:])) for row in rows] == [
        (day.dinner["id"], "done", 53.0, 7.33, 53.0),
        (day.lunch["id"], "done", 25.8, 4.3, 25.8),
        (day.emptied["id"], "cancel", 0.0, 0.0, 0.0),
        (day.drinks["id"], "done", 11.2, 1.87, 11.2),
    ]
    unbalanced = sql.rows(
        "SELECT move_id FROM account_move_line GROUP BY move_id HAVING sum(balance) <> 0"
    )
    assert unbalanced == []


def test_the_accountant_sees_normal_orders(day: Day, threaded: Server) -> None:
    accountant = Odoo.as_role(threaded, "accountant")
    domain = [["uuid", "in", day.paid_orders]]
    wanted = ["state", "amount_total", "session_move_id"]
    orders = accountant.method("pos.order", "search_read", domain, wanted)
    assert sorted((order["state"], order["amount_total"]) for order in orders) == [
        ("done", 11.2),
        ("done", 25.8),
        ("done", 53.0),
    ]
    entry_id = day.report["journal_entry"]["id"]
    assert {order["session_move_id"][0] for order in orders} == {entry_id}
    [entry] = accountant.method("account.move", "read", [entry_id], ["state", "amount_total"])
    assert (entry["state"], entry["amount_total"]) == ("posted", 90.0)
    lines = accountant.method(
        "account.move.line", "search_read", [["move_id", "=", entry_id]], ["debit", "credit"]
    )
    assert sum(round(line["debit"] * 100) for line in lines) == 9000
    assert sum(round(line["credit"] * 100) for line in lines) == 9000


def test_nothing_is_sold_on_a_closed_till(day: Day) -> None:
    soup = {"lines": [day.till.dish("Soup of the day")]}
    problem(day.till.cashier.call("POST", "/orders", soup, key=new_key()), 409, "session_not_open")
    problem(day.till.cashier.call("GET", "/sessions/current"), 404, "not_found")


def test_the_day_left_its_events(day: Day, sql: Database) -> None:
    rows = sql.rows(
        "SELECT name, version FROM fynlo_event WHERE aggregate_uuid = %s ORDER BY id",
        day.dinner["id"],
    )
    assert rows == [
        ("order.created", 1),
        ("order.lines_added", 2),
        ("order.line_voided", 3),
        ("payment.recorded", 4),
        ("payment.recorded", 5),
        ("order.paid", 6),
    ]
    approver = sql.value(
        "SELECT approver_id FROM fynlo_event WHERE name = 'order.line_voided'"
        " AND aggregate_uuid = %s",
        day.dinner["id"],
    )
    assert approver == day.till.employee("manager")["id"]
