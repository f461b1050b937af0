"""A waiter who works by chance, through crashes of the server: each command counts once."""

import random
import threading
import time
from collections import Counter
from typing import Any

from .resending import Resending
from .restaurant import Till

ORDERS = 14
# Each dish, and the stations that its lines come to.
DISHES = {
    "Chips": ("Grill", "Expo"),
    "Soup of the day": ("Grill", "Expo"),
    "Prawn cocktail": ("Cold", "Expo"),
    "Dry cider, pint": ("Bar",),
}
# How often each thing is done with an order that was taken: those that hold and fire are rare.
ACTS = {"add": 4, "raise": 3, "void": 3, "hold": 2, "fire": 2}
# (line, station, kind, quantity) of each row that a station was told.
Rows = Counter[tuple[str, str, str, float]]


class Waiter:
    """Takes orders at a till and sends them; adds, orders more of a dish, voids, holds, fires.

    `rows` are what the stations have to be told, `left` is how many of each line are left, and
    `refused` counts what a cook was faster with.
    """

    def __init__(self, till: Till, seed: int) -> None:
        self._till = till
        self._api = Resending(till.cashier, seed)
        self._manager = Resending(till.as_role("manager"), seed)
        self._reason = till.reason("void")
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._dish_of: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._courses: dict[str, set[int]] = {}
        self.rows: Rows = Counter()
        self.left: dict[str, int] = {}
        self.refused = 0

    @property
    def orders(self) -> list[str]:
        """The orders that were taken, the first at first."""
        return list(self._lines)

    def work(self, over: threading.Event) -> None:
        """Until it is over, or ORDERS were taken."""
        while not over.is_set() and len(self._lines) < ORDERS:
            self._send(self._api.post("/orders", {"lines": self._ordered()}))
            for _ in range(self._chance.randint(0, 3)):
                [act] = self._chance.choices(list(ACTS), list(ACTS.values()))
                # One that was taken lately: of the others the kitchen knows all.
                getattr(self, f"_{act}")(self._chance.choice(self.orders[-4:]))
            time.sleep(self._chance.uniform(0.2, 1.0))

    def _ordered(self) -> list[dict[str, Any]]:
        names = self._chance.choices(sorted(DISHES), k=self._chance.randint(1, 3))
        return [
            {
                **self._till.dish(name, self._chance.randint(1, 3)),
                "course": self._chance.choice([1, 1, 2]),
            }
            for name in names
        ]

    def _send(self, order: dict[str, Any]) -> None:
        """Send an order; what it has beyond what is known is told to the stations."""
        self._api.post(f"/orders/{order['id']}/send", {})
        for line in order["lines"]:
            if line["id"] not in self._dish_of:
                self._dish_of[line["id"]] = line["name"]
                self._lines.setdefault(order["id"], []).append(line["id"])
                self._courses.setdefault(order["id"], set()).add(line["course"])
                self.left[line["id"]] = 0
                self._told(line["id"], "added", round(float(line["quantity"])))

    def _told(self, line: str, kind: str, quantity: int) -> None:
        """Note what each station of a line is told by a command that was done."""
        self.left[line] += -quantity if kind == "voided" else quantity
        for station in DISHES[self._dish_of[line]]:
            self.rows[line, station, kind, float(quantity)] += 1

    # === WITH AN ORDER THAT WAS TAKEN === #

    def _add(self, order: str) -> None:
        self._send(self._api.post(f"/orders/{order}/lines", {"lines": self._ordered()}))

    def _raise(self, order: str) -> None:
        if line := self._line(order):
            more = self._chance.randint(1, 2)
            body = {"quantity": self.left[line] + more}
            self._api.send("PATCH", f"/orders/{order}/lines/{line}", body)
            self._told(line, "added", more)

    def _void(self, order: str) -> None:
        if line := self._line(order):
            quantity = self._chance.randint(1, self.left[line])
            body = {"reason_id": self._reason, "quantity": quantity}
            self._manager.post(f"/orders/{order}/lines/{line}/void", body)
            self._told(line, "voided", quantity)

    def _hold(self, order: str) -> None:
        course = self._chance.choice(sorted(self._courses[order]))
        path = f"/orders/{order}/courses/{course}/hold"
        answer = self._api.post(path, {}, refusals={"operation_refused"})
        self.refused += "code" in answer

    def _fire(self, order: str) -> None:
        course = self._chance.choice(sorted(self._courses[order]))
        self._api.post(f"/orders/{order}/courses/{course}/fire", {})

    def _line(self, order: str) -> str | None:
        """One of an order's lines of which something is left."""
        left = [line for line in self._lines[order] if self.left[line]]
        return self._chance.choice(left) if left else None
