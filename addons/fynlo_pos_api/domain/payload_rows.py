"""An event's payload as lines that a person reads."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

MoneyText = Callable[[int, str], str]


class Row(NamedTuple):
    """A line: how far it stands in, what it is called, and its value ("" above others)."""

    depth: int
    label: str
    text: str


def payload_rows(payload: Any, money_text: MoneyText, depth: int = 0) -> Iterator[Row]:
    """Every value of a JSON object, in its order; what is nested stands further in.

    What is empty is left out.

    :param money_text: the text of an amount in minor units and its currency's code

    >>> pounds = lambda amount, currency: f"{amount / 100:.2f} {currency}"
    >>> list(payload_rows({"due": {"amount": 1295, "currency": "GBP"}}, pounds))
    [Row(depth=0, label='Due', text='12.95 GBP')]
    >>> list(payload_rows({"lines": [{"line_id": "a"}]}, pounds))  # doctest: +NORMALIZE_WHITESPACE
    [Row(depth=0, label='Lines 1', text=''), Row(depth=1, label='Line id', text='a')]
    """
    for key, value in payload.items():
        if value is None or value in ("", [], {}):
            continue
        label = str(key).replace("_", " ").capitalize()
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, start=1):
                yield from _rows(f"{label} {number}", item, money_text, depth)
        else:
            yield from _rows(label, value, money_text, depth)


def _rows(label: str, value: Any, money_text: MoneyText, depth: int) -> Iterator[Row]:
    if isinstance(value, dict) and value.keys() != {"amount", "currency"}:
        yield Row(depth, label, "")
        yield from payload_rows(value, money_text, depth + 1)
    else:
        yield Row(depth, label, _text(value, money_text))


def _text(value: Any, money_text: MoneyText) -> str:
    if isinstance(value, dict):
        return money_text(value["amount"], value["currency"])
    if isinstance(value, list):
        return ", ".join(_text(item, money_text) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
