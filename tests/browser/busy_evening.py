"""Today at the bar while it goes on, and the same weekday a week ago, for the live figures.

Only a manager may sell with times of the past: Tom Hartley sells everything.
"""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from till_api import Api, employee, find_till, pair

PLATES = [
    ["Haddock and chips", "House white", "House white"],
    ["Shepherd's pie", "London bitter, pint"],
    ["Haddock and chips", "Lager, pint", "Chips"],
    ["Roast chicken", "House red", "Sticky toffee pudding"],
    ["Soup of the day", "Dry cider, pint"],
    ["Haddock and chips", "Lager, pint"],
]
# How far each open order is, on the way that leads there.
WAYS = [
    [],
    ["confirmed"],
    ["confirmed", "preparing"],
    ["confirmed", "preparing"],
    ["confirmed", "preparing", "cooking"],
    ["confirmed", "preparing", "cooking"],
    ["confirmed", "preparing", "cooking"],
    ["confirmed", "preparing", "cooking", "ready"],
]


class BusyEvening:
    """What is sold, and what is open until `end`."""

    def __init__(self, url: str, office: Api) -> None:
        """Sign Tom Hartley in on another iPad of the bar, where a session is open."""
        made = office.post("/devices/pairing-codes", {"till_id": find_till(office, "Bar")["id"]})
        self._till = employee(pair(url, made["code"], "Bar iPad of the evening"), "Tom Hartley")
        menu = self._till.get("/menu")["products"]
        self._dishes = {
            item["name"]: item["id"] for item in menu if not item["modifiers"] and item["available"]
        }
        methods = self._till.get("/sessions/current")["payment_methods"]
        self._card = next(item["id"] for item in methods if item["kind"] == "card")
        self._open: list[Any] = []

    def begin(self) -> None:
        """Sell a week ago, before and after this time of day; sell today; leave eight open."""
        now = datetime.now(UTC).replace(microsecond=0)
        plates = cycle(PLATES)
        for minutes in range(-150, 120, 20):
            self.sell(next(plates), now - timedelta(days=7) + timedelta(minutes=minutes))
        for minutes in range(10, 180, 17):
            self.sell(next(plates), now - timedelta(minutes=minutes))
        for minutes, way in enumerate(WAYS):
            order = self.order(next(plates), now - timedelta(minutes=4 * (minutes + 1)))
            for status in way:
                self._till.put(f"/orders/{order['id']}/status", {"status": status})
            self._open.append(order)

    def order(self, names: list[str], at: datetime) -> Any:
        """Order dishes by their names; those that are out or ask for a choice are left out."""
        lines = [{"product_id": self._dishes[name]} for name in names if name in self._dishes]
        return self._till.post("/orders", {"lines": lines, "ordered_at": at.isoformat()})

    def sell(self, names: list[str], at: datetime | None = None) -> Any:
        """Order and take the money, now where no time is given."""
        at = at or datetime.now(UTC).replace(microsecond=0)
        order = self.order(names, at)
        payment = {
            "method_id": self._card,
            "amount": order["due"],
            "paid_at": at.isoformat(),
        }
        self._till.post(f"/payments/orders/{order['id']}/pay", payment)
        return order

    def end(self) -> None:
        """Leave no open order at no table: Odoo's own till would go on with it."""
        reason = self._till.get("/reasons", kind="void")["items"][0]["id"]
        for order in self._open:
            self._till.post(f"/orders/{order['id']}/cancel", {"reason_id": reason})
