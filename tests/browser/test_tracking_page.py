"""The guest's page of an order, on a phone."""

import re
from collections.abc import Callable

import pytest
from back_office_pages import fits, no_error
from conftest import TABLET, NewPage
from playwright.sync_api import Page, expect
from till_api import Api
from tracking import WAYS, Followed, Phone, phone

from cli.server import Server

__all__ = ["phone"]

NewOrder = Callable[..., Followed]
PROGRESS = {"pending": "10", "confirmed": "20", "preparing": "40", "cooking": "60", "ready": "80",
            "out_for_delivery": "90", "delivered": "95", "completed": "100"}  # fmt: skip
HEADS = {
    "pending": "Received", "confirmed": "Confirmed", "preparing": "Being prepared",
    "cooking": "Cooking", "ready": "Ready", "out_for_delivery": "On its way",
    "delivered": "Delivered", "completed": "Completed", "cancelled": "Cancelled",
}  # fmt: skip
# As the page of a phone of 390 pixels is at 200 %.
ZOOMED = {"viewport": {"width": 195, "height": 422}, "device_scale_factor": 4}


@pytest.fixture(scope="module")
def new_order(server: Server, quiet: None, new_till: Callable[[str], Api]) -> NewOrder:
    """An order in the dining room, with the link to it."""
    till = new_till("Dining room")
    floors = till.get("/floors")["items"]
    free = iter([table["id"] for floor in floors for table in floor["tables"]])

    def made(order_type: str = "dine_in") -> Followed:
        place = {"table_id": next(free), "covers": 2} if order_type == "dine_in" else {}
        return Followed(server, till, order_type=order_type, **place)

    return made


def head(page: Page) -> str:
    """The status that the page shows."""
    return page.locator("h1").inner_text()


@pytest.mark.parametrize("status", WAYS)
def test_each_status(new_order: NewOrder, phone: Phone, status: str) -> None:
    followed = new_order("delivery" if status in {"out_for_delivery", "delivered"} else "pick_up")
    followed.move(*WAYS[status])
    page = phone(followed.path)
    expect(page.locator("h1")).to_have_text(HEADS[status])
    bar = page.get_by_role("progressbar", name="Progress of your order")
    if status == "cancelled":
        expect(bar).to_have_count(0)
        expect(page.locator(".note").last).to_contain_text("You pay nothing")
    else:
        expect(bar).to_have_attribute("aria-valuenow", PROGRESS[status])
    shown = page.locator(".timeline .step").all_inner_texts()
    assert shown == ["Received", *(HEADS[step] for step in WAYS[status])]
    expect(page.locator(".items li")).to_have_count(2)
    expect(page.locator(".calls")).to_have_count(0)
    assert fits(page)
    assert page.errors == []  # type: ignore[attr-defined]


def test_at_200_percent(new_order: NewOrder, phone: Phone) -> None:
    """Nothing is cut off, and nothing stands out to the side."""
    followed = new_order()
    followed.move("confirmed", "preparing")
    for language in ("en", "ar"):
        page = phone(f"{followed.path}?lang={language}", **ZOOMED)
        expect(page.locator(".call")).to_have_count(4)
        assert fits(page)
        wide = "[...document.querySelectorAll('body *')].filter(e => e.scrollWidth > innerWidth)"
        assert page.evaluate(f"{wide}.map(e => e.className)") == []


def test_without_javascript(new_order: NewOrder, phone: Phone) -> None:
    """The page is whole, loads itself again, and its buttons are forms."""
    followed = new_order()
    page = phone(followed.path, java_script_enabled=False)
    expect(page.locator("h1")).to_have_text("Received")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == (
        f"30;url={followed.path}"
    )
    expect(page.locator(".script-only")).to_be_hidden()
    page.get_by_role("button", name="Ask for water").click()
    expect(page.locator("#state-water")).to_contain_text(re.compile(r"Asked for at \d\d:\d\d"))
    assert page.url.endswith(followed.path)
    [asked] = followed.till.get("/service-requests", table_id=followed.order["table_id"])["items"]
    assert (asked["kind"], asked["by_guest"]) == ("water", True)


def test_it_is_live(new_order: NewOrder, phone: Phone) -> None:
    """A change is shown at once and spoken; focus stays where it is, and nothing is loaded anew."""
    followed = new_order()
    page = phone(followed.path)
    page.evaluate("window.isTheSame = true")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="I need help").focus()
    followed.move("confirmed")
    expect(page.locator("h1")).to_have_text("Confirmed", timeout=5000)
    expect(page.locator("#spoken")).to_contain_text("Your order is confirmed.")
    expect(page.get_by_role("button", name="I need help")).to_be_focused()
    followed.move("preparing", note="Your eggs are in the oven")
    expect(page.locator(".timeline .note").last).to_have_text("Your eggs are in the oven")
    assert page.title().startswith("Being prepared · Order ")
    assert page.evaluate("window.isTheSame") is True
    assert page.errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_order_that_is_merged(new_order: NewOrder, phone: Phone, language: str) -> None:
    """The page goes on with the order that took it in, at once, says so, and shows no dish."""
    followed, other = new_order(), new_order()
    other.move("confirmed", "preparing")
    page = phone(f"{followed.path}?lang={language}")
    expect(page.locator(".items li")).to_have_count(2)
    page.wait_for_timeout(1500)
    followed.merge_into(other)
    expect(page.locator("#joined")).to_be_visible(timeout=5000)
    expect(page.locator("#spoken")).to_contain_text(page.locator("#joined").inner_text())
    expect(page.locator(".order")).to_contain_text(other.order["number"])
    expect(page.locator(".items")).to_have_count(0)
    other.move("cooking", note="Nearly there")
    expect(page.locator(".timeline .note").last).to_have_text("Nearly there", timeout=5000)
    expect(page.locator(".timeline .step")).to_have_count(3)
    expect(page.locator(".call")).to_have_count(4)
    expect(page.locator("body")).not_to_contain_text("Scotch egg")
    assert fits(page)
    assert page.errors == []  # type: ignore[attr-defined]


def test_calling_the_staff(new_order: NewOrder, phone: Phone) -> None:
    """Asked for, on the way, done; a second press asks for nothing more."""
    followed = new_order()
    followed.move("confirmed", "preparing")
    page = phone(followed.path)
    button = page.get_by_role("button", name="Call the waiter")
    button.click()
    state = page.locator("#state-waiter")
    expect(state).to_contain_text(re.compile(r"Asked for at \d\d:\d\d"))
    expect(button).to_have_attribute("aria-disabled", "true")
    # Nothing stops a finger; the button itself does nothing.
    button.click(force=True)
    table_id = followed.order["table_id"]
    [asked] = followed.till.get("/service-requests", table_id=table_id)["items"]
    followed.till.post(f"/service-requests/{asked['id']}/take", {})
    expect(state).to_have_text("Somebody is on the way", timeout=10_000)
    page.get_by_role("button", name="Ask for the bill").click()
    expect(page.locator("#state-bill")).to_contain_text("Asked for")
    followed.till.post(f"/service-requests/{asked['id']}/close", {})
    expect(state).to_contain_text(re.compile(r"Done at \d\d:\d\d"), timeout=10_000)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    floors = followed.till.get("/floors")["items"]
    states = {item["id"]: item["state"] for floor in floors for item in floor["tables"]}
    assert states[table_id] == "bill_asked"


def test_offline_and_back(new_order: NewOrder, phone: Phone) -> None:
    """It says so, and shows what was missed when it is back."""
    followed = new_order()
    page = phone(followed.path)
    page.wait_for_timeout(1500)
    expect(page.locator("#offline")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("No connection", timeout=30_000)
    followed.move("confirmed", "preparing")
    expect(page.locator("h1")).to_have_text("Received")
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Being prepared", timeout=30_000)
    expect(page.locator("#offline")).to_be_hidden()


def test_offline_looks_so(new_order: NewOrder, phone: Phone) -> None:
    """For the picture."""
    followed = new_order()
    followed.move("confirmed", "preparing")
    page = phone(followed.path)
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("No connection", timeout=30_000)


def test_without_a_websocket(server: Server, new_order: NewOrder, phone: Phone) -> None:
    """The feed alone is enough."""
    followed = new_order()
    page = phone("/fynlo_guest/static/src/tracking/page.css")
    page.route_web_socket("**/websocket/**", lambda socket: socket.close())
    page.goto(followed.path)
    page.wait_for_timeout(1500)
    followed.move("confirmed")
    expect(page.locator("h1")).to_have_text("Confirmed", timeout=15_000)


def test_a_link_ends_while_it_is_open(new_order: NewOrder, phone: Phone) -> None:
    followed = new_order()
    page = phone(followed.path)
    page.wait_for_timeout(1500)
    followed.end_link()
    followed.move("confirmed")
    expect(page.locator("h1")).to_have_text("This link does not work", timeout=90_000)
    expect(page.locator("body")).not_to_contain_text("Scotch egg")
    expect(page.locator("h1")).to_be_focused()


def test_a_link_that_does_not_work(phone: Phone) -> None:
    page = phone("/order/fyo_nobody")
    expect(page.locator("h1")).to_have_text("This link does not work")
    assert fits(page)


@pytest.mark.parametrize("language", ["es", "ar"])
def test_languages(new_order: NewOrder, phone: Phone, language: str) -> None:
    followed = new_order()
    followed.move("confirmed", "preparing", "ready")
    page = phone(followed.path, locale=language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_text({"es": "Listo", "ar": "جاهز"}[language])
    assert fits(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Ready")
    page.go_back()


def test_in_the_dark(new_order: NewOrder, phone: Phone) -> None:
    """And without motion for who wants none."""
    followed = new_order()
    followed.move("confirmed", "preparing", "cooking")
    page = phone(followed.path, color_scheme="dark", reduced_motion="reduce")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(23, 25, 28)"
    moving = "getComputedStyle(document.querySelector('.progress rect')).transitionDuration"
    assert page.evaluate(moving) == "0s"


def test_the_guests_own_clock(new_order: NewOrder, phone: Phone) -> None:
    """A phone in another zone shows its own time."""
    followed = new_order()
    times = [
        phone(followed.path, timezone_id=zone).locator(".timeline time").first
        for zone in ("Europe/London", "Asia/Kolkata")
    ]
    expect(times[0]).to_have_text(re.compile(r"^\d\d:\d\d$"))
    assert times[0].inner_text() != times[1].inner_text()


def test_the_link_in_the_back_office(new_order: NewOrder, new_page: NewPage, office: Api) -> None:
    """A button on the order shows link and QR code."""
    followed = new_order()
    page = new_page("owner", TABLET)
    page.goto("/odoo/action-fynlo_pos_api.action_live_orders")
    number = page.locator(".o_data_row [name=tracking_number]")
    number.get_by_text(followed.order["number"], exact=True).click()
    page.get_by_role("button", name="Guest's link").click()
    expect(page.locator(".modal [name=qr_image] img")).to_be_visible()
    expect(page.locator(".modal [name=url]")).to_contain_text("/order/fyo_")
    no_error(page)


def test_requests_in_the_back_office(new_order: NewOrder, phone: Phone, new_page: NewPage) -> None:
    """The manager's history has what was asked for, with buttons to take it and close it."""
    followed = new_order()
    guest = phone(followed.path)
    guest.get_by_role("button", name="I need help").click()
    expect(guest.locator("#state-help")).to_contain_text("Asked for")
    page = new_page("manager", TABLET)
    page.goto("/odoo/action-fynlo_guest.action_service_requests")
    # The latest is at first.
    found = page.locator(".o_data_row", has_text="Help").first
    found.get_by_role("button", name="Take").click()
    expect(found.locator("td[name=state]")).to_have_text("On the way")
    expect(guest.locator("#state-help")).to_have_text("Somebody is on the way", timeout=10_000)
    found.get_by_role("button", name="Done").click()
    expect(found.locator("td[name=state]")).to_have_text("Done")
    expect(guest.locator("#state-help")).to_contain_text("Done at", timeout=10_000)
    no_error(page)
