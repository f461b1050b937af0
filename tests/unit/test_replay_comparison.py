"""Comparing a day with what the server says of it."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cli.replay.comparison import (
    differences,
    figures_of_orders,
    figures_of_report,
    figures_of_total,
)
from cli.replay.plan import Day, plan_days
from cli.replay.source import read_orders

TWO_DAYS = Path(__file__).parent.parent / "data" / "two-days"


@pytest.fixture
def day() -> Day:
    return next(plan_days(read_orders(TWO_DAYS, ZoneInfo("Europe/London")), ""))


def pounds(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "GBP"}


def report(**changes: Any) -> dict[str, Any]:
    whole = {
        "order_count": 14,
        "line_count": 39,
        "gross": pounds(31005),
        "opening_float": pounds(0),
        "expected_cash": pounds(15870),
        "difference": pounds(0),
        "journal_entry": {"id": 1, "name": "POSS/1", "balanced": True},
        "payments": [
            {"kind": "cash", "count": 7, "amount": pounds(15870)},
            {"kind": "card", "count": 7, "amount": pounds(15135)},
        ],
    }
    return whole | changes


def listed(day: Day) -> list[dict[str, Any]]:
    return [
        {
            "id": str(order.id),
            "state": "posted",
            "lines": [{"id": str(line.id)} for line in order.lines],
            "total": pounds(order.total),
        }
        for order in day.orders
    ]


def told(day: Day, **changes: Any) -> list[str]:
    found = {"Z report": figures_of_report(report(**changes))}
    return [str(item) for item in differences(day, found)]


def test_the_same_figures_differ_in_nothing(day: Day) -> None:
    found = {
        "Z report": figures_of_report(report()),
        "orders": figures_of_orders(listed(day), day),
        "daily total": figures_of_total(report()),
    }
    assert differences(day, found) == []


def test_a_penny_is_a_difference(day: Day) -> None:
    assert told(day, gross=pounds(31004)) == [
        "2024-03-30 Z report: gross is 31004, the file says 31005"
    ]


@pytest.mark.parametrize("entry", [None, {"id": 1, "name": "POSS/1", "balanced": False}])
def test_books_that_do_not_balance_are_a_difference(day: Day, entry: Any) -> None:
    assert told(day, journal_entry=entry) == [
        "2024-03-30 Z report: balanced entries is 0, the file says 1"
    ]


def test_a_payment_by_the_other_method_is_a_difference(day: Day) -> None:
    payments = [{"kind": "cash", "count": 14, "amount": pounds(31005)}]
    assert len(told(day, payments=payments)) == 4


def test_a_missing_order_and_a_foreign_one_are_differences(day: Day) -> None:
    orders = listed(day)
    orders[0] = orders[0] | {"id": "5f7b1d52-0000-4000-8000-000000000000", "state": "paid"}
    found = {"orders": figures_of_orders(orders, day)}
    first = day.orders[0]
    assert [(item.figure, item.expected, item.found) for item in differences(day, found)] == [
        ("orders", 14, 13),
        ("lines", 39, 39 - len(first.lines)),
        ("gross", 31005, 31005 - first.total),
        ("orders not posted", 0, 1),
    ]


def test_a_day_that_the_server_does_not_know_is_a_difference(day: Day) -> None:
    found = {"daily total": figures_of_total(None)}
    assert [item.found for item in differences(day, found)] == [0] * 6
