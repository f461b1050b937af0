"""Selling one order, wherever an earlier run left it."""

from .api import Api, Json
from .errors import Refused
from .identity import part_id
from .plan import PlannedOrder, total_of
from .terms import Terms, money

OPEN = "open"


class Seller:
    """Sells orders over one connection."""

    def __init__(self, api: Api, terms: Terms) -> None:
        self._api = api
        self._terms = terms

    def sell(self, order: PlannedOrder, seen: Json | None = None) -> bool:
        """Create the order, add its later rounds and pay it, as far as that is not done yet.

        seen: the order as the server has it, None when it has not. Returns whether anything was
        left to do. Raises Refused.
        """
        while True:
            try:
                return self._go_on(order, seen)
            except Refused as refusal:
                # A request of a run that was killed may have arrived after we looked.
                now = find_order(self._api, order)
                if now is None or now == seen:
                    raise refusal from None
                seen = now

    def _go_on(self, order: PlannedOrder, seen: Json | None) -> bool:
        if seen and seen["state"] != OPEN:
            return False
        # A run that was killed may have ended before it sent what it ordered.
        seen = seen or self._create(order)
        self._send(order)
        sold = {line["id"] for line in seen["lines"]}
        for number, lines in enumerate(order.rounds):
            if any(str(line.id) not in sold for line in lines):
                seen = self._add(order, number)
                self._send(order)
        self._pay(order)
        return True

    def _create(self, order: PlannedOrder) -> Json:
        body = {
            "id": str(order.id),
            **self._terms.at("ordered_at", order.ordered_at),
            **self._round(order, 0),
        }
        return self._api.post("order.create", "/orders", body, _key(order, "create"))

    def _add(self, order: PlannedOrder, number: int) -> Json:
        path = f"/orders/{order.id}/lines"
        # The menu of then counts, as for the first round.
        body = {
            **self._terms.at("added_at", order.ordered_at),
            **self._round(order, number),
        }
        return self._api.post("order.add_lines", path, body, _key(order, f"round {number}"))

    def _send(self, order: PlannedOrder) -> None:
        """Send to the kitchen what it does not have yet; the server sends nothing twice."""
        if self._terms.has_kitchen:
            self._api.post("kitchen.send", f"/orders/{order.id}/send", {"fire_all": True})

    def _pay(self, order: PlannedOrder) -> None:
        path = f"/payments/orders/{order.id}/pay"
        self._api.post("payment.pay", path, self._terms.payment(order), _key(order, "pay"))

    def _round(self, order: PlannedOrder, number: int) -> Json:
        so_far = [line for lines in order.rounds[: number + 1] for line in lines]
        return {
            "lines": self._terms.lines(order.rounds[number]),
            "expected_total": money(total_of(so_far), self._terms.currency),
        }


def find_order(api: Api, order: PlannedOrder) -> Json | None:
    """Return the order as the server has it, None when it has not."""
    try:
        return api.get("order.get", f"/orders/{order.id}")
    except Refused as refusal:
        if refusal.status == 404:
            return None
        raise


def _key(order: PlannedOrder, step: str) -> str:
    return str(part_id(order.id, "key", step))
