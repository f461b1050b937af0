"""Comparing what the server says of a day with what the file says. Amounts in minor units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .api import Json
from .plan import CARD, CASH, Day

# Figures by name: counts, and amounts in minor units.
Figures = Mapping[str, int]
POSTED = "posted"


@dataclass(frozen=True)
class Difference:
    """A figure of a day that is not what the file says; `told_by` says where it was read."""

    day: date
    told_by: str
    figure: str
    expected: int
    found: int | None

    def __str__(self) -> str:
        return (
            f"{self.day} {self.told_by}: {self.figure} is {self.found}, the file says"
            f" {self.expected}"
        )


def differences(day: Day, found: Mapping[str, Figures]) -> list[Difference]:
    """Return every figure of `found` (by who tells it) that differs from the day's own."""
    expected = figures_of_day(day)
    return [
        Difference(day.date, told_by, name, expected[name], figures.get(name))
        for told_by, figures in found.items()
        for name in expected
        if name in figures and figures[name] != expected[name]
    ]


def figures_of_day(day: Day) -> dict[str, int]:
    """What the file says, and what follows from it."""
    figures = {
        "orders": len(day.orders),
        "lines": day.line_count,
        "gross": day.gross,
        "opening float": day.opening_float,
        "expected cash": day.counted_cash,
        "cash difference": 0,
        "balanced entries": 1,
        "orders not posted": 0,
        "orders in all": len(day.orders),
    }
    for kind in (CASH, CARD):
        figures[f"{kind} payments"], figures[f"{kind} amount"] = day.paid_by(kind)
    return figures


def figures_of_report(report: Json) -> dict[str, int]:
    """What the Z report says."""
    entry = report["journal_entry"]
    return {
        "orders": report["order_count"],
        "lines": report["line_count"],
        "gross": report["gross"]["amount"],
        "opening float": report["opening_float"]["amount"],
        "expected cash": report["expected_cash"]["amount"],
        "cash difference": report["difference"]["amount"],
        "balanced entries": int(bool(entry and entry["balanced"])),
        **_by_kind(report["payments"]),
    }


def figures_of_orders(orders: Iterable[Json], day: Day) -> dict[str, int]:
    """What the day's own orders in the list say; others of the session are counted only."""
    ours = {str(order.id) for order in day.orders}
    listed = list(orders)
    sold = [order for order in listed if order["id"] in ours]
    return {
        "orders": len(sold),
        "lines": sum(len(order["lines"]) for order in sold),
        "gross": sum(order["total"]["amount"] for order in sold),
        "orders not posted": sum(order["state"] != POSTED for order in listed),
        "orders in all": len(listed),
    }


def figures_of_total(total: Json | None) -> dict[str, int]:
    """What the daily total says; zeros when the day is not in it."""
    if total is None:
        return {"orders": 0, "gross": 0, **_by_kind([])}
    return {
        "orders": total["order_count"],
        "gross": total["gross"]["amount"],
        **_by_kind(total["payments"]),
    }


def _by_kind(payments: Iterable[Json]) -> dict[str, int]:
    figures = {f"{kind} {what}": 0 for kind in (CASH, CARD) for what in ("payments", "amount")}
    for item in payments:
        for what, value in (("payments", item["count"]), ("amount", item["amount"]["amount"])):
            name = f"{item['kind']} {what}"
            figures[name] = figures.get(name, 0) + value
    return figures
