"""A kitchen to look at: its stations, their screens, and the orders that come in."""

import re
import time
from functools import cached_property
from typing import Any
from uuid import uuid4

import psycopg2
from playwright.sync_api import Locator, Page, expect
from till_api import Api

from cli.server import Server

# A tablet on a wall, and a screen above the pass.
TABLET = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}
# What a busy evening asks the grill for.
DISHES = [
    "Halloumi burger", "Haddock and chips", "Rump steak, 8 oz", "Steak and ale pie", "Chips",
    "Roast chicken", "Onion rings", "Nut roast", "Shepherd's pie", "Seasonal greens",
]  # fmt: skip


def card_of(page: Page, number: str) -> Locator:
    """The card of a ticket or an order, of this number and none that holds it."""
    return page.locator(".k-ticket", has=_number(page, number))


def recalled_of(page: Page, number: str) -> Locator:
    """What the list of completed tickets has of a ticket."""
    return page.locator(".k-recall", has=_number(page, number))


def _number(page: Page, number: str) -> Locator:
    return page.locator(".k-number", has_text=re.compile(rf"^{re.escape(number)}$"))


def shown_numbers(page: Page) -> list[str]:
    """The numbers on the cards, as they stand."""
    return page.locator(".k-ticket .k-number").all_inner_texts()


def is_live(page: Page) -> None:
    """The screen hears of what happens."""
    expect(page.locator(".k-connection_online")).to_be_attached(timeout=30_000)


def _parts(item: dict[str, Any]) -> list[int]:
    """The numbers of a receipt number, as the orders follow each other."""
    return [int(part) for part in re.findall(r"\d+", item["reference"])]


class Kitchen:
    """The demo restaurant's kitchen, and a till that sends to it."""

    def __init__(self, server: Server, owner: Api, till: Api) -> None:
        """Find the stations."""
        self.server, self.owner, self.till = server, owner, till
        items = owner.get("/kitchen/stations")["items"]
        self.stations = {item["name"]: item["id"] for item in items}
        self._cooks: dict[str, Api] = {}
        self._made: list[str] = []

    # === SCREENS === #

    def code(self, station: str) -> str:
        """A code that pairs a screen with a station."""
        made = self.owner.post("/devices/pairing-codes", {"station_id": self.stations[station]})
        return str(made["code"])

    def open(self, page: Page, station: str, folder: str = "/kitchen") -> None:
        """Open the link of a station's screen, and wait until it is live."""
        page.goto(f"{folder}/{self.stations[station]}#{self.code(station)}")
        expect(page.locator(".k-board, .k-pickup")).to_be_visible(timeout=60_000)

    def cook(self, station: str) -> Api:
        """Another screen of a station, as the API sees it."""
        if station not in self._cooks:
            public = Api(self.server.url)
            body = {"code": self.code(station), "name": f"{station} 2", "platform": "test"}
            credential = public.post("/devices/pair", body)["credential"]
            tokens = public.post("/auth/device", {"credential": credential})
            self._cooks[station] = public.signed_in(tokens)
        return self._cooks[station]

    def numbers(self, station: str) -> list[str]:
        """The numbers on a station's screen as the server has them, the oldest first."""
        items = self.cook(station).get("/kitchen/orders", limit=100)["items"]
        items.sort(key=lambda item: (not item["is_rushed"], item["sent_at"], _parts(item)))
        return [item["number"] for item in items]

    def ticket(self, station: str, order: dict[str, Any], **query: Any) -> dict[str, Any]:
        """The one ticket of an order at a station."""
        found = self.cook(station).get("/kitchen/orders", order_id=order["id"], **query)
        [ticket] = found["items"]
        return dict(ticket)

    def wait_until_done(self, station: str) -> None:
        """Nothing is to be made any more: the screen shows it before the server has said so."""
        deadline = time.monotonic() + 20
        while left := self.numbers(station):
            assert time.monotonic() < deadline, left
            time.sleep(0.1)

    # === ORDERS === #

    @cached_property
    def _menu(self) -> dict[str, Any]:
        menu: dict[str, Any] = self.till.get("/menu")
        return menu

    def line(self, name: str, quantity: int = 1, **values: Any) -> dict[str, Any]:
        """A line of a dish, with the first of what has to be chosen."""
        menu = self._menu
        product = next(item for item in menu["products"] if item["name"] == name)
        chosen = [
            {"choice_id": choice["id"]}
            for group in menu["modifiers"]
            if group["id"] in product["modifiers"]
            for choice in group["choices"][: group["minimum"]]
        ]
        return {"product_id": product["id"], "quantity": quantity, "modifiers": chosen, **values}

    def order(self, *lines: dict[str, Any], fire_all: bool = True, **values: Any) -> dict[str, Any]:
        """An order that is sent to the kitchen; all courses at once, unless it is told not to."""
        body = {"id": str(uuid4()), "order_type": "dine_in", "covers": 2, "lines": lines, **values}
        made = self.till.post("/orders", body)
        self._made.append(made["id"])
        self.till.post(f"/orders/{made['id']}/send", {"fire_all": fire_all})
        order: dict[str, Any] = self.till.get(f"/orders/{made['id']}")
        return order

    def tables(self) -> list[int]:
        """The ids of the tables."""
        floors = self.till.get("/floors")["items"]
        return [table["id"] for floor in floors for table in floor["tables"]]

    def rush_hour(self, count: int) -> list[dict[str, Any]]:
        """So many orders, the oldest of 25 minutes ago."""
        tables, made = self.tables(), []
        for number in range(count):
            names = [DISHES[(number + step) % len(DISHES)] for step in range(1 + number % 4)]
            lines = [self.line(name, 1 + index % 2) for index, name in enumerate(names)]
            values: dict[str, Any] = {"table_id": tables[number % len(tables)]}
            if number % 5 == 1:
                values = {"order_type": "takeaway"}
            made.append(self.order(*lines, **values))
        self.spread(1500)
        return made

    def spread(self, seconds: int) -> None:
        """Let the tickets that are open have come in over the last so many seconds."""
        statement = """
            UPDATE fynlo_kitchen_ticket ticket SET
                sent_at = now() AT TIME ZONE 'UTC' - wait.time,
                late_at = now() AT TIME ZONE 'UTC' - wait.time
                    + station.late_seconds * interval '1 second'
            FROM fynlo_kitchen_station station, (
                SELECT id, %s * interval '1 second'
                    * (1 - percent_rank() OVER (ORDER BY id)) AS time
                FROM fynlo_kitchen_ticket WHERE state IN ('new', 'started', 'recalled')
            ) wait
            WHERE wait.id = ticket.id AND station.id = ticket.station_id
        """
        self.sql(statement, seconds)

    def clear(self) -> None:
        """Nothing is to be made, and nothing is open: the tests of others count what is sold."""
        self.sql(
            "UPDATE fynlo_kitchen_ticket_line SET state = 'done'"
            " WHERE state IN ('held', 'new', 'started')"
        )
        self.sql(
            "UPDATE fynlo_kitchen_ticket SET state = 'completed', is_rushed = FALSE,"
            " changed_at = now() AT TIME ZONE 'UTC'"
            " WHERE state IN ('held', 'new', 'started', 'recalled')"
        )
        self.sql(
            "UPDATE pos_order SET state = 'cancel', fynlo_status = 'cancelled'"
            " WHERE uuid = ANY(%s)",
            self._made,
        )

    def sql(self, statement: str, *values: Any) -> None:
        """Change what no door leads to."""
        connection = psycopg2.connect(self.server.dsn)
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
        connection.close()
