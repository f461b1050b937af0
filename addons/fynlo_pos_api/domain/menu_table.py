"""The menu as a table: its columns, and what their cells say."""

import re
from collections.abc import Iterable, Mapping

from .money import from_minor

COLUMNS = (
    "id", "name", "kitchen_name", "description", "categories", "price", "cost", "taxes", "barcode",
    "prep_minutes", "course", "allergens", "dietary_marks", "on_menu",
)  # fmt: skip
_SEPARATOR = ";"
_WORDS = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


class CellError(ValueError):
    """A cell says something that its column does not take."""


def amount(text: str, decimal_places: int) -> int:
    """An amount of money in minor units.

    :raises CellError: it is none, or has more decimals than the currency

    >>> amount("12.5", 2), amount("7", 2)
    (1250, 700)
    """
    whole, _, part = text.partition(".")
    if not re.fullmatch(r"[0-9]{1,10}", whole) or not re.fullmatch(r"[0-9]*", part, re.ASCII):
        raise CellError("write an amount such as 12.95, without a currency")
    if len(part) > decimal_places:
        raise CellError(f"write at most {decimal_places} decimals")
    return int(whole + part.ljust(decimal_places, "0"))


def amount_cell(minor: int, decimal_places: int) -> str:
    """What `amount` reads.

    >>> amount_cell(1250, 2)
    '12.50'
    """
    return f"{from_minor(minor, decimal_places):.{decimal_places}f}"


def number(text: str) -> int:
    """A whole number.

    :raises CellError: it is none

    >>> number("12")
    12
    """
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise CellError("write a whole number")
    return int(text)


def flag(text: str) -> bool:
    """Yes or no.

    :raises CellError: it is neither

    >>> flag("Yes"), flag("no")
    (True, False)
    """
    if text.casefold() not in _WORDS:
        raise CellError("write yes or no")
    return _WORDS[text.casefold()]


def name_cell(record_ids: Iterable[int], names: Mapping[int, str]) -> str:
    """Names, separated by semicolons; `#7` for an id whose name would not be read back.

    >>> name_cell([1, 2, 3], {1: "Mains", 2: "Sides; small", 3: "Drinks"})
    'Mains; #2; Drinks'
    """
    by_name = ids_by_name(names)
    cells = []
    for record_id in record_ids:
        name = names.get(record_id, "")
        is_plain = by_name.get(_key(name)) == [record_id] and not name.startswith("#")
        cells.append(name if is_plain and _SEPARATOR not in name else f"#{record_id}")
    return f"{_SEPARATOR} ".join(cells)


def named_ids(text: str, names: Mapping[int, str]) -> list[int]:
    """The ids of the names in a cell: the opposite of `name_cell`.

    :raises CellError: names the first that is unknown, or stands for several

    >>> named_ids("drinks; #1", {1: "Mains", 3: "Drinks"})
    [3, 1]
    """
    by_name, found = ids_by_name(names), []
    for word in filter(None, (part.strip() for part in text.split(_SEPARATOR))):
        ids = by_name.get(_key(word), [])
        if word.startswith("#") and word[1:].isascii() and word[1:].isdecimal():
            ids = [record_id for record_id in names if str(record_id) == word[1:]]
        if not ids:
            raise CellError(f"there is no {word}")
        if len(ids) > 1:
            raise CellError(f"{word} is the name of several; write #{ids[0]} or another id")
        found += ids
    return list(dict.fromkeys(found))


def ids_by_name(names: Mapping[int, str]) -> dict[str, list[int]]:
    """The ids of each name, whatever its case."""
    found: dict[str, list[int]] = {}
    for record_id, name in names.items():
        found.setdefault(_key(name), []).append(record_id)
    return found


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
