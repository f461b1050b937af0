"""Tills, a guest and the kitchen at work, while networks are cut and the server is killed.

Each line, and each change of one, comes to each of its stations once, and each screen, in a real
browser, ends as the database is. FYNLO_SEED repeats a run.
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
from .random_waiter import Waiter
from .restaurant import Till, sign_in_as

TILLS = 3
KILLS, STEPS_BETWEEN = 4, 12
STATIONS = ("Grill", "Cold", "Bar", "Expo")
SEED = int(os.environ.get("FYNLO_SEED") or random.randrange(10**6))  # noqa: S311
PATIENCE_SECONDS = 90
RECALL = ".k-recall button"
# How often a cook does what; nobody at a preparation station has buttons to fire and to hold.
WORK = {
    ".k-button_done": 8,
    "button.k-line_main": 4,
    ".k-toast_undo": 3,
    RECALL: 1,
    ".k-button_fire": 4,
    ".k-button_hold": 3,
}
# Each card's number, with the dishes on it: what is held or made at which station, and how many.
CARDS = """() => [...document.querySelectorAll(".k-ticket")].flatMap((card) => {
    const text = (item, name) => item.querySelector(name).innerText.trim();
    const number = text(card, ".k-number");
    const made = (line) => [...line.querySelectorAll(".k-made_at")]
        .map((item) => `${item.innerText.trim()} ${item.dataset.made}`).sort().join(", ");
    const lines = [...card.querySelectorAll(".k-line")].map((line) => [
        number, text(line, ".k-dish"), Number(text(line, ".k-quantity")), made(line),
    ]);
    const held = [...card.querySelectorAll(".k-wait li")].map((line) => [
        number, text(line, ".k-wait_dish"), Number(text(line, ".k-wait_quantity")), "held",
    ]);
    return [...lines, ...held];
})"""
# The pass has a card for each order, the others for each ticket; each row stands on one card.
TWICE = """() => ["card", "line", "wait"].flatMap((name) => {
    const found = `.k-ticket[data-${name}], .k-ticket [data-${name}]`;
    const ids = [...document.querySelectorAll(found)].map((item) => item.dataset[name]);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
})"""
TOLD = (
    "SELECT line.uuid, station.name, row.kind, row.quantity FROM fynlo_kitchen_ticket_line row"
    " JOIN fynlo_kitchen_station station ON station.id = row.station_id"
    " JOIN pos_order_line line ON line.id = row.order_line_id"
    " JOIN pos_order o ON o.id = line.order_id WHERE o.uuid = ANY(%s::text[])"
)
LEFT = (
    "SELECT line.uuid, station.name, line.qty, SUM(row.quantity - COALESCE(row.voided_quantity, 0))"
    " FROM fynlo_kitchen_ticket_line row"
    " JOIN fynlo_kitchen_station station ON station.id = row.station_id"
    " JOIN pos_order_line line ON line.id = row.order_line_id"
    " JOIN pos_order o ON o.id = line.order_id"
    " WHERE o.uuid = ANY(%s::text[]) AND row.kind = 'added' GROUP BY 1, 2, 3"
)
Cards = Counter[tuple[str, str, float, str]]


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
        self.pressed: Counter[str] = Counter()

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
        if self._chance.random() < 0.4:
            page = self._chance.choice(self._pages)
            self._cut ^= {page}
            page.context.set_offline(page in self._cut)
        else:
            self._work(self._screens[self._chance.choice(STATIONS)])
        self._look()

    def _work(self, page: Page) -> None:
        """One thing of those that can be done on a screen; what was completed is in a panel."""
        there = [name for name in WORK if name == RECALL or page.locator(name).count()]
        [button] = self._chance.choices(there, [WORK[name] for name in there])
        if button != RECALL:
            self._press(page, button)
            return
        for name in (".k-tool:has(.k-icon_recall)", RECALL, ".k-panel_head button"):
            self._press(page, name)

    def _press(self, page: Page, button: str) -> None:
        found = page.locator(button)
        try:
            if count := found.count():
                found.nth(self._chance.randrange(count)).click(timeout=2000)
                self.pressed[button] += 1
        except BrowserError:
            # The card went while the finger was on its way.
            return

    def _look(self) -> None:
        """Whatever happens, no ticket is shown twice."""
        self._pages[0].wait_for_timeout(self._chance.uniform(50, 500))
        for name, page in self._screens.items():
            assert page.evaluate(TWICE) == [], name


def shown(page: Page) -> Cards:
    """What is on a screen."""
    return Counter(
        (number, dish, float(quantity), state)
        for number, dish, quantity, state in page.evaluate(CARDS)
    )


def wanted(office: Api, station_id: int, *, is_expo: bool) -> Cards:
    """What the database has for it; at the pass also what waits, and how far the others are."""
    found: Cards = Counter()
    query = {"station_id": station_id, "state": "unfinished" if is_expo else "open", "limit": 200}
    for ticket in office.get("/kitchen/orders", **query)["items"]:
        for line in ticket["lines"]:
            quantity = float(line["quantity"] or line["voided_quantity"])
            is_held = ticket["state"] == "held"
            if not is_left_out(line, ticket, is_held=is_held):
                state = "held" if is_held else made_of(line)
                found[ticket["number"], line["name"], quantity, state] += 1
    return found


def is_left_out(line: dict[str, Any], ticket: dict[str, Any], *, is_held: bool) -> bool:
    """What is voided as a whole is told by the row of its void; on hold nobody has seen it."""
    voids = {row["order_line_id"] for row in ticket["lines"] if row["kind"] == "voided"}
    is_void = line["kind"] == "voided" or line["state"] == "voided"
    is_told = line["state"] == "voided" and line["order_line_id"] in voids
    return (is_held and is_void) or is_told


def made_of(line: dict[str, Any]) -> str:
    """How far a dish is at its stations, as the pass tells it."""
    if line["kind"] == "voided" or line["state"] == "voided":
        return ""
    return ", ".join(sorted(f"{made['name']} {made['state']}" for made in line["stations"]))


def wait_until_equal(office: Api, screens: dict[str, Page]) -> None:
    """Every screen shows what the database has, within PATIENCE_SECONDS."""
    ids = {item["name"]: item["id"] for item in office.get("/kitchen/stations")["items"]}
    deadline = time.monotonic() + PATIENCE_SECONDS
    for name, page in screens.items():
        is_expo = name == "Expo"
        while (on_screen := shown(page)) != (known := wanted(office, ids[name], is_expo=is_expo)):
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
    trouble = Trouble(server, screens, guest)
    with ThreadPoolExecutor(TILLS) as pool:
        working = [pool.submit(waiter.work, over) for waiter in waiters]
        try:
            trouble.happen()
        finally:
            over.set()
        for job in working:
            job.result(timeout=60)
    tills[0].cashier.post(f"/orders/{followed['id']}/send")
    orders = [order for waiter in waiters for order in waiter.orders]
    print(trouble.pressed, sum(waiter.refused for waiter in waiters))  # noqa: T201 - beside it
    with database(server.dsn) as sql:
        told = Counter((*names, float(count)) for *names, count in sql.rows(TOLD, orders))
        left = {(line, station): counts for line, station, *counts in sql.rows(LEFT, orders)}
    assert errors == []
    assert len(orders) > 10
    assert told == sum((waiter.rows for waiter in waiters), Counter())
    assert {(line, *map(float, counts)) for (line, _), counts in left.items()} == {
        (line, float(count), float(count))
        for waiter in waiters
        for line, count in waiter.left.items()
    }
    wait_until_equal(office, screens)
    guest.locator("h1", has_text="Being prepared").or_(
        guest.locator("h1", has_text="Confirmed")
    ).wait_for(timeout=1000 * PATIENCE_SECONDS)
    assert errors == []
