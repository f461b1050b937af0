"""A day at the bar, for the owner's screens: sales by the hour, voids, a drawer that is short.

The server brings history in only for a manager, so Tom Hartley sells everything himself.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from till_api import Api, employee, find_till, pair, pounds

TILL = "Bar"
# How many orders in which hour (UTC): lunch, and dinner that is busier.
SALES = {12: 3, 13: 5, 14: 2, 17: 2, 18: 6, 19: 9, 20: 8, 21: 4}
PLATES = [
    ["Soup of the day", "Lager, pint"],
    ["Haddock and chips", "House white", "House white"],
    ["Shepherd's pie", "Chips", "London bitter, pint"],
    ["Roast chicken", "Seasonal greens", "House red", "Sticky toffee pudding"],
    ["Scotch egg", "Dry cider, pint"],
]
SHORT_BY = 200


class BusyDay:
    """A till on which a manager sold for a day; `day` is its business date."""

    def __init__(self, url: str, office: Api) -> None:
        """Sign Tom Hartley in on a new iPad of the bar."""
        made = office.post("/devices/pairing-codes", {"till_id": find_till(office, TILL)["id"]})
        self.till = employee(pair(url, made["code"], "Bar iPad"), "Tom Hartley")
        # Not yesterday: what is sold in the small hours belongs to that business day.
        self.day: date = (datetime.now(UTC) - timedelta(days=2)).date()
        menu = self.till.get("/menu")["products"]
        self._dishes = {item["name"]: item["id"] for item in menu if not item["modifiers"]}
        self._methods: dict[str, int] = {}

    def sell(self) -> None:
        """Open, sell, void, close £2 short; open again, seat three tables, run out of a dish."""
        session = self._open(at=self._at(11))
        cash = 0
        plates, kinds = cycle(PLATES), cycle(["card", "card", "cash"])
        for hour, count in SALES.items():
            for place in range(count):
                kind = next(kinds)
                order = self._sell(next(plates), kind, self._at(hour, 5 * place))
                cash += order["total"]["amount"] if kind == "cash" else 0
        self._void()
        counted = pounds(10_000 + cash - SHORT_BY)
        body = {"counted_cash": counted, "at": self._at(22, 30)}
        self.till.post(f"/sessions/{session['id']}/close", body)
        self._open()
        [floor, *_] = self.till.get("/floors")["items"]
        for names, table in zip(PLATES[1:4], floor["tables"], strict=False):
            self.order(names, covers=len(names), table_id=table["id"])
        out = {"product_id": self._dishes["Nut roast"], "state": "out"}
        few = {"product_id": self._dishes["Chips"], "state": "countdown"}
        self.till.put("/menu/availability", {"items": [out, {**few, "remaining": 4}]})

    def _open(self, **values: Any) -> Any:
        session = self.till.post("/sessions", {"opening_float": pounds(10_000), **values})
        self._methods = {item["kind"]: item["id"] for item in session["payment_methods"]}
        return session

    def order(self, names: list[str], **values: Any) -> Any:
        """Order dishes by their names; those that ask for a choice are left out."""
        known = [name for name in names if name in self._dishes]
        lines = [{"product_id": self._dishes[name]} for name in known]
        return self.till.post("/orders", {"lines": lines, **values})

    def cancel(self, order: Any) -> None:
        """Cancel an open order."""
        reason = self.till.get("/reasons", kind="void")["items"][0]["id"]
        self.till.post(f"/orders/{order['id']}/cancel", {"reason_id": reason})

    def _sell(self, names: list[str], kind: str, at: str) -> Any:
        order = self.order(names, ordered_at=at, covers=len(names))
        payment = {"method_id": self._methods[kind], "amount": order["due"], "paid_at": at}
        self.till.post(f"/payments/orders/{order['id']}/pay", payment)
        return order

    def _void(self) -> None:
        """Void a dish and give one away; the rest of that order is paid by card."""
        at = self._at(20, 45)
        order = self.order(PLATES[3], ordered_at=at)
        for number, kind in enumerate(("void", "comp")):
            reason = self.till.get("/reasons", kind=kind)["items"][0]["id"]
            line = order["lines"][number]["id"]
            path = f"/orders/{order['id']}/lines/{line}/{kind}"
            order = self.till.post(path, {"reason_id": reason})
        payment = {"method_id": self._methods["card"], "amount": order["due"], "paid_at": at}
        self.till.post(f"/payments/orders/{order['id']}/pay", payment)

    def _at(self, hour: int, minute: int = 0) -> str:
        return datetime.combine(self.day, time(hour, minute), UTC).isoformat()
