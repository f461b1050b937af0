"""What Odoo's own web till keeps on an order of what it has sent to be prepared.

It is a JSON text (pos.order, last_order_preparation_change) that the till writes when it sends, and
compares with the order to see what it has to send: Odoo's app/models/utils/order_change.js.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

# Of a line without a note Odoo's till says this.
_NO_NOTES = "[]"


def told_lines(text: str | None) -> dict[str, tuple[float, str, str]]:
    """(quantity, note, customer's note) of each line that was sent, by the line's UUID.

    >>> told_lines('{"lines": {"a": {"uuid": "a", "quantity": 2, "note": "[]"}}}')
    {'a': (2.0, '[]', '')}
    >>> told_lines(None)
    {}
    """
    return {
        str(line["uuid"]): (
            float(line.get("quantity") or 0),
            line.get("note") or _NO_NOTES,
            line.get("customer_note") or "",
        )
        for line in _entries(text).values()
        if line.get("uuid")
    }


def moved_lines(text: str | None) -> list[tuple[str, str, float]]:
    """(line, the line that it was, quantity) of what came from another order, each line's UUID.

    Odoo's till makes a new line on the order that takes it. `fynlo_moved` is ours.

    >>> moved_lines('{"lines": {"b": {"uuid": "b", "fynlo_moved": {"a": 2}}}}')
    [('b', 'a', 2.0)]
    """
    return [
        (str(line["uuid"]), source, float(quantity))
        for line in _entries(text).values()
        for source, quantity in (line.get("fynlo_moved") or {}).items()
    ]


def told_text(
    lines: Iterable[Mapping[str, Any]],
    notes: Mapping[str, Any],
    moment: str,
    before: str | None = None,
    keep: Collection[str] = (),
) -> str:
    """The text that says that these lines were sent.

    :param lines: each with uuid, product_id, name, quantity, note, customer_note, isCombo,
        combo_parent_uuid, and the names of its modifiers
    :param notes: general_customer_note, internal_note and sittingMode (a preset's id) of the order
    :param moment: when (UTC), as Odoo writes times
    :param before: the text so far
    :param keep: the UUIDs of lines of which it stays as it is: a kitchen printer has them
    """
    told = {line["uuid"]: _told(line) for line in lines}
    kept = {key: line for key, line in _entries(before).items() if line.get("uuid") in keep}
    return json.dumps({"lines": kept | told, **notes, "metadata": {"serverDate": moment}})


def _entries(text: str | None) -> dict[str, dict[str, Any]]:
    return json.loads(text or "{}").get("lines") or {}


def _told(line: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in line.items() if key != "modifiers"}
    return {
        **own,
        "note": line["note"] or _NO_NOTES,
        "customer_note": line["customer_note"] or "",
        "basic_name": line["name"],
        "display_name": line["name"],
        "attribute_value_names": line["modifiers"],
    }
