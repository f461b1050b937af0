"""A station's screen in the kitchen: what it shows, and what touch and keys do on it."""

import re
from collections.abc import Callable

from back_office_pages import fits
from conftest import PHONE
from kitchen import WALL, Kitchen, card_of, is_live, recalled_of, shown_numbers
from playwright.sync_api import Page, Route, expect
from till_api import Api, back_office

from cli.server import Server

MANY = 30
LATE_MS = 10_000


# === PAIRING === #


def test_without_a_link_it_says_how_to_get_one(
    kitchen: Kitchen, screen: Callable[..., Page]
) -> None:
    page = screen()
    page.goto(f"/kitchen/{kitchen.stations['Grill']}")
    expect(page.get_by_role("heading", name="This screen is not paired yet")).to_be_visible()
    page.get_by_label("Code").fill("AAAA-AAAA")
    page.get_by_role("button", name="Pair this screen").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    page.get_by_label("Code").fill(kitchen.code("Grill"))
    page.get_by_role("button", name="Pair this screen").click()
    expect(page.locator(".k-station")).to_have_text("Grill")
    page.reload()
    expect(page.locator(".k-station")).to_have_text("Grill")


def test_a_revoked_screen_says_so(
    kitchen: Kitchen, screen: Callable[..., Page], office: Api
) -> None:
    page = screen()
    kitchen.open(page, "Cold")
    page.context.set_offline(True)
    devices = office.get("/devices")["items"]
    newest = max(item["id"] for item in devices if item["name"].startswith("Kitchen screen"))
    office.delete(f"/devices/{newest}")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="This screen is not paired yet")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()


def test_of_many_screens_each_waits_for_its_turn(screen: Callable[..., Page]) -> None:
    # A server of its own: the others' requests do not count as this address's.
    with Server() as server:
        office, public = back_office(server.url), Api(server.url)
        kitchen = Kitchen(server, office, office)
        link = f"{server.url}/kitchen/{kitchen.stations['Cold']}#{kitchen.code('Cold')}"
        device = {"name": "Another", "platform": "test"}
        while public.tried("/devices/pair", {"code": kitchen.code("Cold"), **device}) == 201:
            pass
        page = screen()
        page.goto(link)
        expect(page.get_by_role("status")).to_have_text(
            "Many screens are being opened. This one goes on in a moment…"
        )
        expect(page.locator(".k-station")).to_have_text("Cold")


# === TICKETS === #


def test_at_rest(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    page = screen()
    kitchen.open(page, "Grill")
    expect(page.get_by_text("All done")).to_be_visible()
    is_live(page)
    assert "#" not in page.url
    assert fits(page)


def test_a_ticket_comes_by_itself_and_goes(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    page = screen()
    kitchen.open(page, "Grill")
    is_live(page)
    order = kitchen.order(
        kitchen.line("Halloumi burger", 2, kitchen_note="No salt", seat=1),
        kitchen.line("Chips"),
        kitchen.line("Sticky toffee pudding"),
        table_id=kitchen.tables()[3],
        kitchen_note="Birthday",
    )
    card = card_of(page, order["number"])
    expect(card).to_be_visible(timeout=LATE_MS)
    # The pudding is made by another station.
    expect(card.locator(".k-dish")).to_have_text(["Halloumi burger", "Chips"])
    expect(card).to_contain_text("No salt")
    expect(card).to_contain_text("Birthday")
    expect(card).to_contain_text("Seat 1")
    card.locator(".k-head").click()
    expect(card).to_have_attribute("data-state", "started")
    card.locator(".k-line_main").first.click()
    expect(card.locator(".k-line").first).to_have_attribute("data-state", "done")
    card.get_by_role("button", name="Done", exact=True).click()
    expect(card).to_have_count(0)
    expect(page.locator(".k-toast")).to_contain_text(f"{order['number']} completed")
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    expect(card.locator(".k-line").first).to_have_attribute("data-state", "done")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(card).to_have_count(0)
    kitchen.wait_until_done("Grill")
    page.get_by_role("button", name="Recall").click()
    recalled_of(page, order["number"]).get_by_role("button").click()
    expect(card).to_have_attribute("data-state", "recalled")


def test_at_rush(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.rush_hour(MANY)
    page = screen()
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(MANY)
    assert shown_numbers(page) == kitchen.numbers("Grill")
    levels = [card.get_attribute("data-level") for card in page.locator(".k-ticket").all()]
    assert levels == sorted(levels, key=["late", "warn", "fresh"].index)
    assert set(levels) == {"late", "warn", "fresh"}
    # The colour is not all that tells them apart.
    for level, word in {"late": "Late", "warn": "Hurry", "fresh": "On time"}.items():
        card = page.locator(f".k-ticket[data-level={level}]").first
        expect(card.locator(".k-level")).to_have_text(word)
    size = page.locator(".k-dish").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 22
    # The columns keep their place when they are scrolled: a finger does not miss its card.
    place = page.locator(".k-columns").bounding_box()
    expect(page.get_by_role("button", name=re.compile("before"))).to_have_count(0)
    page.get_by_role("button", name=re.compile("more")).click()
    expect(page.get_by_role("button", name=re.compile("before"))).to_be_visible()
    assert page.locator(".k-columns").bounding_box() == place
    page.get_by_role("button", name=re.compile("before")).click()
    page.get_by_role("button", name="All day").click()
    expect(page.locator(".k-all_day li").first).to_be_visible()
    summary = kitchen.cook("Grill").get("/kitchen/summary")["items"]
    expect(page.locator(".k-all_day_dish")).to_have_text([item["name"] for item in summary])


def test_on_a_wall(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    orders = kitchen.rush_hour(14)
    page = screen(WALL)
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(14)
    card = card_of(page, orders[9]["number"])
    card.locator(".k-button_rush").click()
    expect(page.locator(".k-ticket").first).to_contain_text("Rush")
    expect(page.locator(".k-ticket .k-number").first).to_have_text(orders[9]["number"])


def test_on_a_phone(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.rush_hour(4)
    page = screen(PHONE)
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(4)
    assert fits(page)
    page.locator(".k-button_done").first.click()
    expect(page.locator(".k-ticket")).to_have_count(3)


def test_allergies_and_changes_are_shown_as_such(
    kitchen: Kitchen, screen: Callable[..., Page], office: Api
) -> None:
    guest = office.post(
        "/customers",
        {"name": "Nora Lind", "allergens": ["peanuts", "milk"], "allergy_note": "EpiPen"},
    )
    order = kitchen.order(
        kitchen.line("Halloumi burger", 2),
        kitchen.line("Onion rings"),
        kitchen.line("Chips"),
        customer_id=guest["id"],
    )
    page = screen()
    kitchen.open(page, "Grill")
    card = card_of(page, order["number"])
    expect(card.locator(".k-allergy")).to_contain_text("Milk, Peanuts")
    expect(card.locator(".k-allergy")).to_contain_text("EpiPen")
    burger, rings, chips = order["lines"][:3]
    lines = f"/orders/{order['id']}/lines"
    kitchen.till.patch(f"{lines}/{chips['id']}", {"quantity": 3})
    kitchen.till.patch(f"{lines}/{rings['id']}", {"kitchen_note": "Crisp"})
    reason = office.get("/reasons", kind="void")["items"][0]["id"]
    office.post(f"{lines}/{burger['id']}/void", {"reason_id": reason, "quantity": 1})
    added = card.locator(".k-kind_added")
    expect(added).to_contain_text("Added")
    expect(added.locator(".k-quantity")).to_have_text("2")
    changed = card.locator(".k-kind_changed")
    expect(changed).to_contain_text("Crisp")
    voided = card.locator(".k-kind_voided")
    expect(voided).to_contain_text("Voided")
    line = voided.locator(".k-dish").evaluate("e => getComputedStyle(e).textDecorationLine")
    assert line == "line-through"
    expect(card.locator(".k-dish")).to_have_count(5)


def test_a_check_is_ticked_and_a_recipe_read(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    order = kitchen.order(kitchen.line("Copper burger"), kitchen.line("Chips"))
    page = screen()
    kitchen.open(page, "Grill")
    card = card_of(page, order["number"])
    card.get_by_role("button", name="How Copper burger is made").click()
    steps = page.locator(".k-recipe_steps li")
    expect(steps.first).to_have_text("Grill both patties for four minutes on each side")
    expect(steps).to_have_count(4)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    card.get_by_role("button", name="Done", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Done", exact=True)).to_be_disabled()
    expect(card).to_be_visible()
    dialog.get_by_label("70 °C").check()
    dialog.get_by_role("button", name="Done", exact=True).click()
    expect(card).to_have_count(0)
    expect(page.locator(".k-toast_refusal")).to_have_count(0)
    kitchen.wait_until_done("Grill")


def test_what_the_server_refuses_comes_back(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    order = kitchen.order(kitchen.line("Chips"))
    page = screen()
    kitchen.open(page, "Grill")
    card = card_of(page, order["number"])
    expect(card).to_be_visible()

    def refuse(route: Route) -> None:
        problem = {"code": "operation_refused", "status": 409, "detail": "No."}
        route.fulfill(status=409, json=problem, content_type="application/problem+json")

    page.route("**/complete", refuse)
    card.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".k-toast_refusal")).to_contain_text("not possible")
    expect(card).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.unroute("**/complete")
    assert kitchen.numbers("Grill") == [order["number"]]


def test_keys_of_a_bump_bar(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    orders = [kitchen.order(kitchen.line("Chips"), kitchen.line("Nut roast")) for _ in range(12)]
    page = screen()
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(12)
    chosen = page.locator(".k-ticket_chosen")
    page.keyboard.press("3")
    expect(chosen.locator(".k-number")).to_have_text(orders[2]["number"])
    page.wait_for_timeout(800)
    page.keyboard.press("1")
    page.keyboard.press("2")
    expect(chosen.locator(".k-number")).to_have_text(orders[11]["number"])
    page.keyboard.press("s")
    expect(chosen).to_have_attribute("data-state", "started")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(chosen.locator(".k-line").nth(1)).to_have_attribute("data-state", "done")
    page.keyboard.press("u")
    expect(chosen.locator(".k-line").nth(1)).not_to_have_attribute("data-state", "done")
    page.keyboard.press("h")
    expect(page.get_by_role("dialog", name="Help")).to_contain_text("Complete the ticket")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator(".k-ticket")).to_have_count(11)
