"""Tills, a guest and the kitchen at work, while networks are cut and the server is killed.

Each line comes to each of its stations once, and each screen, in a real browser, ends as the
database is. FYNLO_SEED repeats a run.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from cli import browser as system_browser
from cli.server import Server

from .api import Api
from .database import database
from .resending import Resending
from .restaurant import Till, sign_in_as

TILLS, ORDERS = 3, 14
KILLS, STEPS_BETWEEN = 4, 8
STATIONS = ("Grill", "Cold", "Bar", "Expo")
# Each dish, and the stations that its lines come to.
DISHES = {
    "Chips": ("Grill", "Expo"),
    "Soup of the day": ("Grill", "Expo"),
    "Prawn cocktail": ("Cold", "Expo"),
    "Dry cider, pint": ("Bar",),
}
SEED = int(os.environ.get("FYNLO_SEED") or random.randrange(10**6))  # noqa: S311
PATIENCE_SECONDS = 90
# The number of each card with the dishes on it; the pass shows an order's tickets on one card.
CARDS = """() => [...document.querySelectorAll(".k-ticket")].map((card) => [
    card.querySelector(".k-number").innerText,
    [...card.querySelectorAll(".k-line")].map((line) => [
        line.querySelector(".k-dish").innerText,
        Number(line.querySelector(".k-quantity").innerText),
    ]),
])"""
SENT = (
    "SELECT line.uuid, station.name, row.quantity FROM fynlo_kitchen_ticket_line row"
    " JOIN fynlo_kitchen_station station ON station.id = row.station_id"
    " JOIN pos_order_line line ON line.id = row.order_line_id"
    " JOIN pos_order o ON o.id = line.order_id WHERE o.uuid = ANY(%s::text[])"
)
Cards = Counter[tuple[str, str, float]]


class Waiter:
    """Takes orders at a till, sends them, adds to them, and sends them again."""

    def __init__(self, till: Till, seed: int) -> None:
        self._till = till
        self._api = Resending(till.cashier, seed)
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self.expected: Counter[tuple[str, str, float]] = Counter()
        self.orders: list[str] = []

    def work(self, over: threading.Event) -> None:
        """Until it is over, or ORDERS were taken."""
        while not over.is_set() and len(self.orders) < ORDERS:
            order = self._api.post("/orders", {"lines": self._dishes()})
            self.orders.append(order["id"])
            self._send(order)
            if self._chance.random() < 0.4:
                self._send(
                    self._api.post(f"/orders/{order['id']}/lines", {"lines": self._dishes()})
                )
            time.sleep(self._chance.uniform(0.2, 1.5))

    def _dishes(self) -> list[dict[str, Any]]:
        names = self._chance.choices(sorted(DISHES), k=self._chance.randint(1, 3))
        return [self._till.dish(name, self._chance.randint(1, 3)) for name in names]

    def _send(self, order: dict[str, Any]) -> None:
        self._api.post(f"/orders/{order['id']}/send", {})
        self.expected = self.expected | Counter(
            {
                (line["id"], station, float(line["quantity"])): 1
                for line in order["lines"]
                for station in DISHES[line["name"]]
            }
        )


@pytest.fixture(scope="module")
def server(prepared: tuple[str, dict[str, Any]]) -> Iterator[Server]:
    """A server of its own, to be killed."""
    # Who is killed writes no coverage down: it would only be slower.
    with Server(template=prepared[0], env={"COVERAGE_PROCESS_START": ""}) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = os.environ.get("FYNLO_CHROMIUM") or system_browser.ensure()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        yield opened
        opened.close()


def open_page(chromium: Browser, server: Server, errors: list[str]) -> Page:
    """A tablet's or phone's browser, with a network of its own."""
    page = chromium.new_context(base_url=server.url, locale="en-GB").new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def paired_screens(
    chromium: Browser, server: Server, office: Api, errors: list[str]
) -> dict[str, Page]:
    """The screen of each station, opened by its link."""
    ids = {item["name"]: item["id"] for item in office.get("/kitchen/stations")["items"]}
    screens = {}
    for name in STATIONS:
        made = office.post("/devices/pairing-codes", {"station_id": ids[name]})
        page = screens[name] = open_page(chromium, server, errors)
        page.goto(f"/kitchen/{ids[name]}#{made['code']}")
        page.locator(".k-board").wait_for(timeout=60_000)
    return screens


class Trouble:
    """What goes wrong, and cooks who work on."""

    def __init__(self, server: Server, screens: dict[str, Page], guest: Page) -> None:
        self._server, self._screens = server, screens
        self._pages = [*screens.values(), guest]
        self._chance = random.Random(SEED)  # noqa: S311 - no secret
        self._cut: set[Page] = set()

    def happen(self) -> None:
        """KILLS times a killed server, and cuts and work between them; in the end all is well."""
        for _ in range(KILLS):
            for _ in range(STEPS_BETWEEN):
                self._step()
            self._server.kill()
            self._look()
            self._server.start()
        for page in self._pages:
            page.context.set_offline(False)

    def _step(self) -> None:
        if self._chance.random() < 0.5:
            page = self._chance.choice(self._pages)
            self._cut ^= {page}
            page.context.set_offline(page in self._cut)
        else:
            self._complete(self._screens[self._chance.choice(STATIONS)])
        self._look()

    def _complete(self, page: Page) -> None:
        done = page.locator(".k-button_done")
        try:
            if done.count():
                done.nth(self._chance.randrange(done.count())).click(timeout=2000)
        except BrowserError:
            # The card went while the finger was on its way.
            return

    def _look(self) -> None:
        """Whatever happens, no ticket is shown twice."""
        self._pages[0].wait_for_timeout(self._chance.uniform(50, 500))
        for name in set(STATIONS) - {"Expo"}:
            ids = self._screens[name].evaluate(
                "[...document.querySelectorAll('.k-ticket')].map((card) => card.dataset.card)"
            )
            assert len(ids) == len(set(ids))


def shown(page: Page) -> Cards:
    """What is on a screen."""
    return Counter(
        (number, dish, float(quantity))
        for number, lines in page.evaluate(CARDS)
        for dish, quantity in lines
    )


def wanted(office: Api, station_id: int) -> Cards:
    """What the database has for it."""
    found: Cards = Counter()
    items = office.get("/kitchen/orders", station_id=station_id, limit=100)["items"]
    for ticket in items:
        for line in ticket["lines"]:
            found[(ticket["number"], line["name"], float(line["quantity"]))] += 1
    return found


def wait_until_equal(office: Api, screens: dict[str, Page]) -> None:
    """Every screen shows what the database has, within PATIENCE_SECONDS."""
    ids = {item["name"]: item["id"] for item in office.get("/kitchen/stations")["items"]}
    deadline = time.monotonic() + PATIENCE_SECONDS
    for name, page in screens.items():
        while (on_screen := shown(page)) != (known := wanted(office, ids[name])):
            assert time.monotonic() < deadline, (name, on_screen - known, known - on_screen)
            page.wait_for_timeout(500)


def test_every_line_and_every_screen(
    server: Server, chromium: Browser, facts: dict[str, Any]
) -> None:
    print(f"FYNLO_SEED={SEED}")  # noqa: T201 - how to repeat it
    office, errors = sign_in_as(server.url, "owner"), []
    tills = [Till.of(office, facts, f"Till {number + 1}") for number in range(TILLS)]
    for till in tills:
        till.open()
    screens = paired_screens(chromium, server, office, errors)
    followed = tills[0].order(tills[0].dish("Chips"))
    link = tills[0].cashier.post(f"/orders/{followed['id']}/tracking-link")
    guest = open_page(chromium, server, errors)
    guest.goto(f"/order/{link['token']}")
    over = threading.Event()
    waiters = [Waiter(till, SEED + number) for number, till in enumerate(tills)]
    with ThreadPoolExecutor(TILLS) as pool:
        working = [pool.submit(waiter.work, over) for waiter in waiters]
        try:
            Trouble(server, screens, guest).happen()
        finally:
            over.set()
        for job in working:
            job.result(timeout=60)
    tills[0].cashier.post(f"/orders/{followed['id']}/send")
    orders = [order for waiter in waiters for order in waiter.orders]
    expected = sum((waiter.expected for waiter in waiters), Counter())
    with database(server.dsn) as sql:
        sent = Counter((line, name, float(count)) for line, name, count in sql.rows(SENT, orders))
    assert len(orders) > 10
    assert sent == expected
    wait_until_equal(office, screens)
    guest.locator("h1", has_text="Being prepared").or_(
        guest.locator("h1", has_text="Confirmed")
    ).wait_for(timeout=1000 * PATIENCE_SECONDS)
    assert errors == []
