"""What happened to an order, in plain words, from the events that it left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .money import from_minor
from .order_status import LABELS, status_of

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What a payload speaks of by number: products by id, and the decimals of its amounts."""

    products: Mapping[int, str] = field(default_factory=dict)
    decimal_places: int = 2

    def amount(self, money: Payload | None) -> str:
        """An amount of a payload.

        >>> Words().amount({"amount": -1295, "currency": "GBP"}), Words().amount(None)
        ('-12.95 GBP', 'nothing')
        """
        if not money:
            return "nothing"
        value = from_minor(money["amount"], self.decimal_places)
        return f"{value:.{self.decimal_places}f} {money['currency']}"

    def product(self, payload: Payload) -> str | None:
        """The name of the product that a payload names."""
        return self.products.get(payload.get("product_id", 0))

    def dishes(self, payload: Payload) -> str:
        """The lines of a payload, such as `2 x Burger, 1 x Bread`."""
        lines = [
            f"{line.get('quantity', 0):g} x {self.product(line) or 'a product'}"
            for line in payload.get("lines", [])
        ]
        return ", ".join(lines) or "nothing"


def tell(event: str, payload: Payload, words: Words) -> str:
    """One sentence about an event of an order.

    An event that is not known here is told by its name, so that no addon's events are missing.

    :param event: the event's name, e.g. `order.lines_added`

    >>> tell("order.line_voided", {"quantity": 1.0, "reason": "Cold"}, Words())
    'Voided 1: Cold.'
    >>> tell("order.course_fired", {}, Words())
    'Course fired.'
    """
    known = _STORIES.get(event)
    if known:
        return known(payload, words)
    name = event.partition(".")[2].replace("_", " ") or event
    return f"{name.capitalize()}."


def _created(payload: Payload, words: Words) -> str:
    beginning = "Opened by a split with" if payload.get("split_from") else "Opened with"
    return f"{beginning} {words.dishes(payload)}: {words.amount(payload.get('total'))}."


def _lines_added(payload: Payload, words: Words) -> str:
    return f"Added {words.dishes(payload)}: now {words.amount(payload.get('total'))}."


def _voided(payload: Payload, words: Words) -> str:
    return f"Voided {_of_line(payload, words)}: {_reason(payload)}."


def _comped(payload: Payload, words: Words) -> str:
    return f"Gave away {_of_line(payload, words)}: {_reason(payload)}."


def _of_line(payload: Payload, words: Words) -> str:
    product = words.product(payload)
    return f"{payload.get('quantity', 0):g}" + (f" x {product}" if product else "")


def _reason(payload: Payload) -> str:
    return str(payload.get("reason") or "no reason")


def _discounted(payload: Payload, words: Words) -> str:
    return f"Took {_off(payload, words)} off the order: {_reason(payload)}."


def _discount_removed(payload: Payload, words: Words) -> str:
    return f"Took the discount of {_off(payload, words)} back."


def _line_discounted(payload: Payload, words: Words) -> str:
    return f"Took {_off(payload, words)} off a line: {_reason(payload)}."


def _off(payload: Payload, words: Words) -> str:
    percent = payload.get("percent")
    return f"{percent:g} %" if percent else words.amount(payload.get("amount"))


def _price_overridden(payload: Payload, words: Words) -> str:
    return f"Set a price of {words.amount(payload.get('price'))}: {_reason(payload)}."


def _changed(payload: Payload, words: Words) -> str:
    names = [name.removesuffix("_id").replace("_", " ") for name in payload.get("changed", {})]
    return f"Changed {', '.join(names) or 'nothing'}."


def _payment_cancelled(payload: Payload, words: Words) -> str:
    return f"Took back {words.amount(payload.get('amount'))}: {_reason(payload)}."


def _refunded(payload: Payload, words: Words) -> str:
    return f"Refunded {words.amount(payload.get('total'))}: {_reason(payload)}."


def _paid(payload: Payload, words: Words) -> str:
    taken = f"Took {words.amount(payload.get('amount'))}"
    change = payload.get("change") or {}
    if change.get("amount"):
        taken += f", gave {words.amount(change)} change"
    return f"{taken}; {words.amount(payload.get('due'))} due."


def _split(payload: Payload, words: Words) -> str:
    orders, shares = payload.get("orders", []), payload.get("shares", [])
    if orders:
        return f"Split off {_references(orders)}; {words.amount(payload.get('total'))} left."
    amounts = ", ".join(words.amount(share.get("amount")) for share in shares)
    return f"Split what is due in {len(shares)} shares: {amounts}."


def _merged(payload: Payload, words: Words) -> str:
    into = f"now {words.amount(payload.get('total'))}"
    return f"Took in {_references(payload.get('orders', []))}: {into}."


def _references(orders: list[Payload]) -> str:
    return ", ".join(str(order.get("reference", "")) for order in orders)


def _transferred(payload: Payload, words: Words) -> str:
    moved = []
    for what in ("table", "employee"):
        if payload.get(what):
            moved.append(f"{what} {payload.get(f'{what}_before') or 'none'} to {payload[what]}")
    return f"Transferred from {' and from '.join(moved)}."


def _cancelled(payload: Payload, words: Words) -> str:
    if payload.get("merged_into"):
        return f"Merged into {payload['merged_into'].get('reference', '')}."
    return f"Cancelled: {_reason(payload)}."


def _reopened(payload: Payload, words: Words) -> str:
    return f"Opened again: {_reason(payload)}."


def _closed(payload: Payload, words: Words) -> str:
    return f"Paid in full: {words.amount(payload.get('total'))}."


def _status_changed(payload: Payload, words: Words) -> str:
    status, note = status_of(payload.get("status", "")), payload.get("note")
    name = LABELS[status].lower() if status else "in an unknown status"
    return f"Now {name}: {note}." if note else f"Now {name}."


_STORIES: dict[str, Callable[[Payload, Words], str]] = {
    "order.created": _created,
    "order.lines_added": _lines_added,
    "order.line_voided": _voided,
    "order.line_comped": _comped,
    "order.line_discounted": _line_discounted,
    "order.price_overridden": _price_overridden,
    "order.discounted": _discounted,
    "order.discount_removed": _discount_removed,
    "order.changed": _changed,
    "order.refunded": _refunded,
    "order.paid": _closed,
    "order.split": _split,
    "order.merged": _merged,
    "order.transferred": _transferred,
    "order.cancelled": _cancelled,
    "order.reopened": _reopened,
    "order.status_changed": _status_changed,
    "payment.recorded": _paid,
    "payment.cancelled": _payment_cancelled,
}
