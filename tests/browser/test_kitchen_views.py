"""The kitchen's other screens: right to left, the pass, and what the guests see."""

import re
from collections.abc import Callable

import pytest
from back_office_pages import fits
from conftest import PHONE
from kitchen import TABLET, WALL, Kitchen, card_of, is_live
from playwright.sync_api import Locator, Page, expect


def _left(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box
    return box["x"]


def test_right_to_left(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.rush_hour(9)
    page = screen()
    kitchen.open(page, "Grill")
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".k-ticket")).to_have_count(9)
    expect(page.get_by_role("button", name="تم").first).to_be_visible()
    first, last = page.locator(".k-ticket").first, page.locator(".k-ticket").nth(8)
    assert _left(first) > _left(last)
    assert _left(page.locator(".k-station")) > _left(page.locator(".k-clock"))
    assert _left(first.locator(".k-number")) > _left(first.locator(".k-age"))
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator(".k-ticket")).to_have_count(9)


def test_in_spanish(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.order(kitchen.line("Chips"), order_type="takeaway")
    page = screen()
    kitchen.open(page, "Grill")
    page.get_by_label("Language").select_option("es")
    card = page.locator(".k-ticket")
    expect(card).to_contain_text("Para llevar")
    expect(card.get_by_role("button", name="Hecho")).to_be_visible()


def test_the_pass(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    tables = kitchen.tables()
    orders = [
        kitchen.order(
            kitchen.line("Halloumi burger", 1 + number % 2),
            kitchen.line("Chips"),
            kitchen.line("Apple crumble"),
            table_id=tables[number],
        )
        for number in range(6)
    ]
    kitchen.spread(1200)
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    expect(page.locator(".k-ticket")).to_have_count(6)
    grill = kitchen.cook("Grill")
    cold = kitchen.cook("Cold")
    for cook, count in ((grill, 3), (cold, 2)):
        for ticket in cook.get("/kitchen/orders")["items"][:count]:
            cook.post(f"/kitchen/orders/{ticket['id']}/complete", {})
    started = grill.get("/kitchen/orders")["items"][0]
    grill.post(f"/kitchen/orders/{started['id']}/start", {})
    first = card_of(page, orders[0]["number"])
    expect(first).to_have_attribute("data-ready", "true", timeout=15_000)
    expect(first).to_contain_text("3 of 3 ready")
    half = card_of(page, orders[2]["number"])
    expect(half).to_contain_text("2 of 3 ready")
    expect(half.locator("[data-made=new]")).to_contain_text("Cold")
    expect(page.locator("[data-count=ready]")).to_contain_text("2")
    first.get_by_role("button", name="Hand out").click()
    expect(first).to_have_count(0)
    page.keyboard.press("2")
    expect(page.locator(".k-ticket_chosen")).to_have_count(1)


@pytest.mark.parametrize("size", [WALL, PHONE], ids=["wall", "phone"])
def test_the_guests_see_their_numbers(
    kitchen: Kitchen, screen: Callable[..., Page], size: dict[str, int]
) -> None:
    page = screen(size)
    kitchen.open(page, "Grill", "/kitchen/pickup")
    expect(page.get_by_role("region", name="Ready")).to_contain_text("Your number appears here")
    orders = [kitchen.order(kitchen.line("Chips"), order_type="takeaway") for _ in range(8)]
    cook = kitchen.cook("Grill")
    for ticket in cook.get("/kitchen/orders")["items"][:3]:
        cook.post(f"/kitchen/orders/{ticket['id']}/complete", {})
    numbers = [order["number"] for order in orders]
    ready = page.get_by_role("region", name="Ready").get_by_role("listitem")
    expect(ready).to_have_text(numbers[:3], timeout=40_000)
    making = page.get_by_role("region", name="Preparing").get_by_role("listitem")
    expect(making).to_have_text(numbers[3:])
    assert fits(page)


def test_every_button_has_a_name(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.rush_hour(3)
    page = screen(TABLET)
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(3)
    for button in page.get_by_role("button").all():
        name = button.get_attribute("aria-label") or button.inner_text()
        assert re.search(r"\w", name)
    page.keyboard.press("Tab")
    outline = "document.activeElement && getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"
