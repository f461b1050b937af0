"""One server for the whole suite, the system's Chromium, and signed-in pages."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
from back_office_pages import sign_in
from kitchen import TABLET as KITCHEN_TABLET
from kitchen import Kitchen
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright
from till_api import Api, back_office, employee, find_till, pair, pounds

from cli import browser as system_browser
from cli.server import Server

TABLET = {"width": 1180, "height": 820}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 20_000
LIMITS = "fynlo_pos_api.rate_limits"
expect.set_options(timeout=PATIENCE_MS)

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real server on its own demo restaurant; all tests come from one address, without limits."""
    running = Server()
    try:
        # The first start makes the database.
        running.start(wait=False)
        running.stop()
        _turn_limits_off(running)
        running.start()
        yield running
    finally:
        running.close()


def _turn_limits_off(server: Server) -> None:
    connection = psycopg2.connect(server.dsn)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ir_config_parameter WHERE key = %s", [LIMITS])
        cursor.execute("INSERT INTO ir_config_parameter (key, value) VALUES (%s, 'off')", [LIMITS])
    connection.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = os.environ.get("FYNLO_CHROMIUM") or system_browser.ensure()
    # Chromium's sandbox does not run as root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in(server: Server, chromium: Browser) -> Callable[[str], StorageState]:
    """The cookies of a role's login, made once through the login page."""
    states: dict[str, StorageState] = {}

    def state(role: str) -> StorageState:
        if role not in states:
            context = _context(chromium, server, TABLET, None)
            sign_in(context.new_page(), role)
            states[role] = context.storage_state()
            context.close()
        return states[role]

    return state


@pytest.fixture
def new_page(
    server: Server,
    chromium: Browser,
    signed_in: Callable[[str], StorageState],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Iterator[NewPage]:
    """Open pages: new_page("owner", TABLET); None is nobody. All are photographed at the end."""
    contexts: list[BrowserContext] = []

    def opened(role: str | None, size: dict[str, int]) -> Page:
        state = signed_in(role) if role else None
        contexts.append(_context(chromium, server, size, state))
        return contexts[-1].new_page()

    yield opened
    folder = Path(os.environ.get("FYNLO_SCREENSHOTS") or tmp_path)
    name = re.sub(r"\W+", "-", request.node.name)
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=folder / f"{name}-{number}.png")
        context.close()


def _context(
    chromium: Browser, server: Server, size: dict[str, int], state: StorageState | None
) -> BrowserContext:
    context = chromium.new_context(
        base_url=server.url,
        viewport=size,  # type: ignore[arg-type]
        storage_state=state,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(scope="session")
def office(server: Server) -> Api:
    """The owner on the API."""
    return back_office(server.url)


@pytest.fixture(scope="session")
def new_till(server: Server, office: Api) -> Callable[[str], Api]:
    """Pair a device with a till, by its name, for Priya, the cashier; its session is open."""
    tills: dict[str, Api] = {}

    def till(name: str) -> Api:
        if name not in tills:
            made = office.post("/devices/pairing-codes", {"till_id": find_till(office, name)["id"]})
            device = pair(server.url, made["code"], f"{name} iPad")
            tills[name] = employee(device, "Priya Shah")
            if find_till(office, name)["session"] is None:
                tills[name].post("/sessions", {"opening_float": pounds(10_000)})
        return tills[name]

    return till


def cancel_open_orders(office: Api) -> None:
    """Cancel every order that is open."""
    reason = office.get("/reasons", kind="void")["items"][0]["id"]
    while orders := office.get("/orders", state="open")["items"]:
        for order in orders:
            office.post(f"/orders/{order['id']}/cancel", {"reason_id": reason})


@pytest.fixture(scope="module")
def quiet(office: Api) -> None:
    """No order is open, and every dish is there, whatever the tests before left."""
    cancel_open_orders(office)
    out = office.get("/menu/availability", limit=200)["items"]
    there = [{"product_id": item["product_id"], "state": "in_stock"} for item in out]
    if there:
        office.put("/menu/availability", {"items": there})


@pytest.fixture(scope="session")
def stations(server: Server, office: Api, new_till: Callable[[str], Api]) -> Kitchen:
    """The kitchen of the whole suite."""
    return Kitchen(server, office, new_till("Dining room"))


@pytest.fixture
def kitchen(stations: Kitchen) -> Iterator[Kitchen]:
    """The kitchen, with nothing to do before and after."""
    stations.clear()
    yield stations
    stations.clear()


@pytest.fixture
def screen(new_page: NewPage) -> Iterator[Callable[..., Page]]:
    """Open a page of a kitchen's screen: screen(size). No script on it may fail."""
    errors: list[str] = []

    def opened(size: dict[str, int] = KITCHEN_TABLET) -> Page:
        page = new_page(None, size)
        page.on("pageerror", lambda error: errors.append(f"{error} {error.stack}"))
        return page

    yield opened
    assert errors == []
