"""The board of service requests: what waits, nobody, in error, and several people at once.

The pictures of docs/images are made here, when FYNLO_PICTURES names a folder.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from back_office_pages import fits, no_error
from conftest import PHONE, NewPage
from hall import Hall
from playwright.sync_api import Locator, Page, Route, expect
from till_api import Api
from tracking import Followed, Phone, phone

from cli.server import Server

__all__ = ["phone"]

TABLET = {"width": 1024, "height": 768}
SIZES = {"tablet": TABLET, "upright": {"width": 768, "height": 1024}, "phone": PHONE}
SCREEN = "**/fynlo.service.request.screen/"
ERROR = ".o_fynlo_requests_error[role=alert]"
# Kind, which table, and how many seconds ago; the third is taken.
EVENING = [("bill", 0, 412), ("help", 1, 236), ("waiter", 2, 95), ("water", 3, 48), ("water", 4, 4)]
# Where nothing can make a connection of the bus.
WITHOUT_BUS = """
window.SharedWorker = undefined;
window.Worker = class extends EventTarget { postMessage() {} };
"""


@pytest.fixture(scope="module")
def dining_room(server: Server, office: Api, quiet: None, new_till: Callable[[str], Api]) -> Hall:
    """The dining room of this module's tests."""
    return Hall(server, office, new_till("Dining room"))


@pytest.fixture
def hall(dining_room: Hall) -> Iterator[Hall]:
    """The dining room, where nobody is waiting before and after."""
    dining_room.calm()
    yield dining_room
    dining_room.calm()


def _board(page: Page, *, is_live: bool = True) -> None:
    page.goto("/odoo/fynlo-service-requests")
    expect(page.locator(".o_fynlo_requests_page")).to_be_visible()
    if is_live:
        expect(_state(page)).to_have_attribute("data-state", "live")


def _state(page: Page) -> Locator:
    return page.locator(".o_fynlo_requests_state")


def _cards(page: Page) -> Locator:
    return page.locator(".o_fynlo_request")


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("FYNLO_PICTURES")
    if folder:
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / f"requests-{name}.png")


def _columns(page: Page) -> int:
    tops = _cards(page).evaluate_all("cards => cards.map(card => card.getBoundingClientRect().top)")
    return tops.count(tops[0])


@pytest.mark.parametrize("size", SIZES)
def test_what_waits(new_page: NewPage, hall: Hall, size: str) -> None:
    """Oldest first, how long, by whom, who is on the way; buttons for a thumb."""
    asked = [hall.ask(*request) for request in EVENING]
    hall.take(asked[2])
    page = new_page("server", SIZES[size])
    _board(page)
    cards = _cards(page)
    expect(cards).to_have_count(5)
    kinds = page.locator(".o_fynlo_request_head h2")
    expect(kinds).to_have_text(["Bill", "Help", "Waiter", "Water", "Water"])
    numbers = [str(hall.tables[place]["number"]) for _, place, _ in EVENING]
    expect(page.locator(".o_fynlo_request_table > b")).to_have_text(numbers)
    expect(cards.nth(0)).to_contain_text(re.compile(r"(6:5\d|7:\d\d|8:\d\d)\s*Waits very long"))
    expect(cards.nth(1)).to_contain_text(re.compile(r"(3:5\d|4:\d\d|5:\d\d)\s*Waits long"))
    expect(cards.nth(2)).to_contain_text("Priya Shah is on the way")
    expect(cards.nth(2).get_by_role("button")).to_have_text(["Done"])
    expect(cards.nth(3)).to_contain_text(re.compile(r"A guest asked at \d\d:\d\d"))
    expect(cards.nth(3).get_by_role("button")).to_have_text(["Take", "Done"])
    expect(page.locator(".o_fynlo_requests_sum")).to_contain_text("4 waiting")
    before = cards.nth(3).get_by_role("timer").inner_text()
    expect(cards.nth(3).get_by_role("timer")).not_to_have_text(before)
    boxes = [button.bounding_box() for button in page.locator(".o_fynlo_request .btn").all()]
    assert all(box and box["height"] >= 48 and box["width"] >= 88 for box in boxes)
    assert _columns(page) == {"tablet": 3, "upright": 2, "phone": 1}[size]
    assert fits(page)
    no_error(page)
    _photograph(page, size)


@pytest.mark.parametrize("size", SIZES)
def test_nobody_waits(new_page: NewPage, hall: Hall, size: str) -> None:
    assert hall.floor
    page = new_page("server", SIZES[size])
    _board(page)
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    expect(page.get_by_role("button", name="History")).to_have_count(0)
    assert fits(page)
    _photograph(page, f"empty-{size}")


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_an_error_is_told_and_tried_again(new_page: NewPage, hall: Hall, size: str) -> None:
    hall.ask("water")
    page = new_page("server", SIZES[size])
    _board(page)
    expect(_cards(page)).to_have_count(1)
    page.route(f"{SCREEN}*", lambda route: route.abort())
    hall.ask("help", 1)
    alert = page.locator(ERROR)
    expect(alert).to_contain_text("The server cannot be reached. Check the network")
    expect(alert).to_contain_text("This is how it was at")
    expect(_state(page)).to_have_text("Offline")
    assert fits(page)
    _photograph(page, f"error-{size}")
    page.unroute(f"{SCREEN}*")
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_have_count(0)
    expect(_cards(page)).to_have_count(2)


@pytest.mark.parametrize("role", ["kitchen", "accountant"])
def test_who_has_no_right_to_it_is_told(new_page: NewPage, hall: Hall, role: str) -> None:
    hall.ask("water")
    page = new_page(role, TABLET)
    _board(page)
    expect(page.locator(ERROR)).to_contain_text("service_requests:read")
    expect(_cards(page)).to_have_count(0)


def test_it_says_when_it_is_offline_and_comes_back(new_page: NewPage, hall: Hall) -> None:
    page = new_page("server", TABLET)
    _board(page)
    page.context.set_offline(True)
    expect(_state(page)).to_have_text("Offline")
    expect(page.locator(ERROR)).to_contain_text("This device is offline.")
    hall.ask("help")
    page.context.set_offline(False)
    expect(_cards(page)).to_have_count(1)
    expect(page.locator(ERROR)).to_have_count(0)
    expect(_state(page)).to_have_text("Live")


def test_without_the_bus_it_asks_again_and_again(new_page: NewPage, hall: Hall) -> None:
    page = new_page("server", TABLET)
    page.add_init_script(WITHOUT_BUS)
    _board(page, is_live=False)
    expect(_state(page)).to_have_text("Connecting")
    hall.ask("bill")
    expect(_cards(page)).to_have_count(1)
    expect(_state(page)).to_have_text("Connecting")


def test_a_guests_call_appears_by_itself(new_page: NewPage, hall: Hall, phone: Phone) -> None:
    """From the guest's phone to the server's, and back."""
    page = new_page("server", PHONE)
    _board(page)
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    page.evaluate("window.isTheSame = true")
    place = {"table_id": hall.tables[5]["id"], "covers": 2}
    guest = phone(Followed(hall.server, hall.till, order_type="dine_in", **place).path)
    guest.get_by_role("button", name="Ask for water").click()
    card = _cards(page)
    expect(card).to_contain_text("Water", timeout=5000)
    expect(card).to_have_attribute("data-tone", "new")
    expect(card).to_contain_text("New")
    expect(card.locator(".o_fynlo_request_table")).to_contain_text(str(hall.tables[5]["number"]))
    spoken = page.locator("[aria-live=polite]", has_text="Water: ")
    expect(spoken).to_contain_text(hall.floor)
    card.get_by_role("button", name="Take").click()
    expect(card).to_contain_text("Ewan Murray is on the way")
    expect(guest.locator("#state-water")).to_have_text("Somebody is on the way", timeout=10_000)
    card.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    expect(guest.locator("#state-water")).to_contain_text("Done at", timeout=10_000)
    assert page.evaluate("window.isTheSame") is True
    no_error(page)


def test_what_happens_while_it_reads(new_page: NewPage, hall: Hall) -> None:
    """An answer that was on its way when a guest asked is not the last one."""
    hall.ask("water")
    page = new_page("server", TABLET)
    _board(page)
    late: list[str] = []

    def slow(route: Route) -> None:
        reply = route.fetch()
        if not late:
            late.append(hall.ask("help", 2)["id"])
            page.wait_for_timeout(500)
        route.fulfill(response=reply)

    page.route(f"{SCREEN}read_waiting", slow)
    hall.ask("water", 1)
    expect(_cards(page)).to_have_count(3)
    page.unroute_all(behavior="wait")


def test_taken_in_one_browser_shows_in_the_other(new_page: NewPage, hall: Hall) -> None:
    hall.ask("waiter")
    hall.ask("water", 1)
    one, other = new_page("server", PHONE), new_page("manager", TABLET)
    for page in (one, other):
        _board(page)
        expect(_cards(page)).to_have_count(2)
    _cards(one).first.get_by_role("button", name="Take").click()
    expect(_cards(other).first).to_contain_text("Ewan Murray is on the way", timeout=5000)
    expect(_cards(other).first).to_have_attribute("data-tone", "taken")
    expect(_cards(other).nth(1)).not_to_contain_text("on the way")
    _cards(other).first.get_by_role("button", name="Done").click()
    expect(_cards(one)).to_have_count(1, timeout=5000)
    no_error(other)


def test_two_take_the_same(new_page: NewPage, hall: Hall) -> None:
    """The second is told who was first, and sees it."""
    asked = hall.ask("waiter")
    page = new_page("server", TABLET)
    _board(page)

    def second(route: Route) -> None:
        hall.take(asked)
        route.continue_()

    page.route(f"{SCREEN}take", second)
    _cards(page).get_by_role("button", name="Take").click()
    expect(page.locator(".o_notification")).to_contain_text("Priya Shah is on the way.")
    expect(_cards(page)).to_contain_text("Priya Shah is on the way")
    expect(_cards(page).get_by_role("button", name="Take")).to_have_count(0)
    _photograph(page, "refused")


def test_a_server_finds_it_in_the_menu(new_page: NewPage, hall: Hall) -> None:
    """The Fynlo app opens on it; a manager also has what was done."""
    asked = hall.ask("help", 3)
    page = new_page("server", TABLET)
    page.goto("/odoo")
    page.locator(".o_navbar_apps_menu button").click()
    page.get_by_role("menuitem", name="Fynlo", exact=True).click()
    expect(_cards(page)).to_have_count(1)
    hall.till.post(f"/service-requests/{asked['id']}/close", {})
    manager = new_page("manager", TABLET)
    _board(manager)
    manager.get_by_role("button", name="History").click()
    row = manager.locator(".o_data_row", has_text=asked["table"]["name"]).first
    expect(row.locator("td[name=state]")).to_have_text("Done")
    no_error(manager)
