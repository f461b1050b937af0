"""Reading a folder of past sales: menu_items.csv and order_details.csv (docs/replay.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from .errors import SourceError

DISHES = "menu_items.csv"
SALES = "order_details.csv"
DISH_COLUMNS = ("menu_item_id", "item_name", "category", "price", "item_cost")
SALE_COLUMNS = ("order_details_id", "order_id", "order_date", "order_time", "item_id")
TIME_FORMATS = ("%d-%m-%Y %I:%M:%S %p", "%d-%m-%Y %H:%M:%S")

Row = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Dish:
    """A dish as the file has it; price (tax included) and cost in minor units."""

    item_id: str
    name: str
    category: str
    price: int
    cost: int


@dataclass(frozen=True)
class SoldLine:
    """One dish of an order, sold once."""

    line_id: str
    dish: Dish


@dataclass(frozen=True)
class SoldOrder:
    """An order as the file has it; `ordered_at` is local time with its time zone."""

    order_id: str
    ordered_at: datetime
    lines: tuple[SoldLine, ...]


def read_orders(folder: Path, timezone: ZoneInfo) -> list[SoldOrder]:
    """Read the folder's orders in the order in which they were sold.

    Raises SourceError, which names the file, the line, and what is wrong there.
    """
    dishes = read_dishes(folder / DISHES)
    found: dict[str, tuple[datetime, list[SoldLine]]] = {}
    for number, row in _rows(folder / SALES, SALE_COLUMNS):
        at = _time(row, number).replace(tzinfo=timezone)
        dish = dishes.get(row["item_id"])
        if dish is None:
            raise _fault(SALES, number, f"item_id {row['item_id']!r} is not in {DISHES}")
        first, lines = found.setdefault(row["order_id"], (at, []))
        if first != at:
            raise _fault(SALES, number, f"order {row['order_id']} began at another time")
        lines.append(SoldLine(row["order_details_id"], dish))
    orders = [SoldOrder(key, at, tuple(lines)) for key, (at, lines) in found.items()]
    return sorted(orders, key=lambda order: order.ordered_at)


def read_dishes(file: Path) -> dict[str, Dish]:
    """Read the dishes by their id in the file; raises SourceError."""
    dishes: dict[str, Dish] = {}
    for number, row in _rows(file, DISH_COLUMNS):
        key = row["menu_item_id"]
        if key in dishes:
            raise _fault(DISHES, number, f"menu_item_id {key} stands there twice")
        price, cost = (_minor(row, column, number) for column in ("price", "item_cost"))
        dishes[key] = Dish(key, row["item_name"], row["category"], price, cost)
    return dishes


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise SourceError(f"{file.name} lacks the columns {', '.join(missing)}.")
            for row in reader:
                values = {name: (row[name] or "").strip() for name in columns}
                _check_filled(file.name, reader.line_num, values)
                yield reader.line_num, values
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file.name} in {file.parent} cannot be read: {error}") from None


def _check_filled(name: str, number: int, values: dict[str, str]) -> None:
    empty = [column for column, value in values.items() if not value]
    if empty:
        raise _fault(name, number, f"{', '.join(empty)} is empty")


def _minor(row: dict[str, str], column: str, number: int) -> int:
    try:
        amount = Decimal(row[column]).scaleb(2)
        if amount >= 0 and amount == int(amount):
            return int(amount)
    except (InvalidOperation, ValueError, OverflowError):
        pass
    raise _fault(DISHES, number, f"{column} {row[column]!r} is no amount such as 12.95")


def _time(row: dict[str, str], number: int) -> datetime:
    text = f"{row['order_date']} {row['order_time']}"
    for pattern in TIME_FORMATS:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - its zone is given outside
        except ValueError:
            continue
    raise _fault(SALES, number, f"{text!r} is no time such as 31-01-2023 11:38:36 AM")


def _fault(name: str, number: int, what: str) -> SourceError:
    return SourceError(f"{name}, line {number}: {what}.")
