"""The pass: how far the stations are, at once, and the courses that it fires and holds."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from kitchen import TABLET, WALL, Kitchen, card_of, is_live
from playwright.sync_api import Locator, Page, expect

# Well below the minute in which a screen reads in any case.
SOON_MS = 5_000


def made(card: Locator) -> list[tuple[str, str]]:
    """How far each dish of a card is: (state, station)."""
    return [
        (item.get_attribute("data-made") or "", item.inner_text().strip())
        for item in card.locator("[data-made]").all()
    ]


def waits(card: Locator) -> list[tuple[str, list[str]]]:
    """The courses of a card that wait: (name, dishes)."""
    return [
        (
            (item.locator(".k-wait_name").text_content() or "").strip(),
            [" ".join(dish.split()) for dish in item.locator("li").all_inner_texts()],
        )
        for item in card.locator(".k-wait").all()
    ]


def shows(card: Locator, wanted: list[tuple[str, str]]) -> None:
    """The card shows this, soon: it hears of what happens."""
    deadline = time.monotonic() + SOON_MS / 1000
    while made(card) != wanted:
        assert time.monotonic() < deadline, made(card)
        card.page.wait_for_timeout(50)


def test_the_pass_sees_at_once_what_a_cook_does(
    kitchen: Kitchen, screen: Callable[..., Page]
) -> None:
    page, grill = screen(), screen()
    kitchen.open(page, "Expo")
    kitchen.open(grill, "Grill")
    is_live(page)
    is_live(grill)
    order = kitchen.order(
        kitchen.line("Halloumi burger"), kitchen.line("Chips"), kitchen.line("Apple crumble")
    )
    card, ticket = card_of(page, order["number"]), card_of(grill, order["number"])
    expect(card).to_be_visible(timeout=SOON_MS)
    shows(card, [("new", "Grill"), ("new", "Grill"), ("new", "Cold")])
    ticket.locator(".k-line_main").nth(1).click()
    shows(card, [("new", "Grill"), ("done", "Grill"), ("new", "Cold")])
    expect(card).to_contain_text("1 of 3 ready")
    ticket.get_by_role("button", name="Done", exact=True).click()
    shows(card, [("done", "Grill"), ("done", "Grill"), ("new", "Cold")])
    grill.get_by_role("button", name="Undo").click()
    shows(card, [("new", "Grill"), ("done", "Grill"), ("new", "Cold")])
    cold = kitchen.ticket("Cold", order)
    kitchen.cook("Cold").post(f"/kitchen/orders/{cold['id']}/start", {})
    shows(card, [("new", "Grill"), ("done", "Grill"), ("started", "Cold")])
    kitchen.cook("Cold").post(f"/kitchen/orders/{cold['id']}/complete", {})
    shows(card, [("new", "Grill"), ("done", "Grill"), ("done", "Cold")])
    expect(card).to_contain_text("2 of 3 ready")
    kitchen.cook("Cold").post(f"/kitchen/orders/{cold['id']}/recall", {})
    shows(card, [("new", "Grill"), ("done", "Grill"), ("new", "Cold")])


def test_more_of_a_dish(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    """It comes as a line of its own, and each says how far it is."""
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    order = kitchen.order(kitchen.line("Chips"), kitchen.line("Apple crumble"))
    card = card_of(page, order["number"])
    expect(card).to_be_visible(timeout=SOON_MS)
    path = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
    for quantity in (2, 4):
        kitchen.till.patch(path, {"quantity": quantity})
    expect(card.locator(".k-quantity")).to_have_text(["1", "1", "1", "2"], timeout=SOON_MS)
    shows(card, [("new", "Grill"), ("new", "Cold"), ("new", "Grill"), ("new", "Grill")])
    chips = kitchen.ticket("Grill", order)["lines"]
    kitchen.cook("Grill").post(f"/kitchen/lines/{chips[1]['id']}/bump", {})
    shows(card, [("new", "Grill"), ("new", "Cold"), ("done", "Grill"), ("new", "Grill")])


def meal(kitchen: Kitchen, table: int = 0, **values: Any) -> dict[str, Any]:
    """An order in three courses of which the first is made."""
    lines = [
        kitchen.line("Soup of the day", 2, course=1),
        kitchen.line("Rump steak, 8 oz", 2, course=2),
        kitchen.line("Haddock and chips", course=2),
        kitchen.line("Apple crumble", 3, course=3),
    ]
    return kitchen.order(
        *lines, fire_all=False, table_id=kitchen.tables()[table], covers=3, **values
    )


SECOND = ("Course 2 waits", ["2 Rump steak, 8 oz", "1 Haddock and chips"])
THIRD = ("Course 3 waits", ["3 Apple crumble"])


def test_courses_are_fired_and_held(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    order = meal(kitchen)
    card = card_of(page, order["number"])
    expect(card).to_be_visible(timeout=SOON_MS)
    assert waits(card) == [SECOND, THIRD]
    assert card.locator(".k-dish").all_inner_texts() == ["Soup of the day"]
    assert kitchen.cook("Cold").get("/kitchen/orders")["items"] == []
    # Fired: the stations have it at once.
    card.get_by_role("button", name="Fire course 2").click()
    expect(card.locator(".k-dish")).to_have_count(3)
    assert waits(card) == [THIRD]
    expect(page.locator(".k-toast_refusal")).to_have_count(0)
    _until(lambda: _states(kitchen, "Grill", order) == [(1, "new"), (2, "new")])
    # Too early: held back.
    card.get_by_role("button", name="Hold course 2").click()
    expect(card.locator(".k-dish")).to_have_count(1)
    assert waits(card) == [SECOND, THIRD]
    _until(lambda: _states(kitchen, "Grill", order) == [(1, "new"), (2, "held")])
    # What a cook has begun with cannot be held.
    expect(card.get_by_role("button", name="Hold course 1")).to_be_visible()
    soup = kitchen.ticket("Grill", order)
    kitchen.cook("Grill").post(f"/kitchen/orders/{soup['id']}/start", {})
    expect(card.get_by_role("button", name="Hold course 1")).to_have_count(0, timeout=SOON_MS)
    # The order stays until its last course is out.
    kitchen.cook("Grill").post(f"/kitchen/orders/{soup['id']}/complete", {})
    expect(card).to_have_attribute("data-ready", "true", timeout=SOON_MS)
    card.get_by_role("button", name="Hand out course 1").click()
    expect(card.locator(".k-dish")).to_have_count(0)
    assert waits(card) == [SECOND, THIRD]
    expect(page.locator("[data-count=open]")).to_contain_text("0")
    expect(page.get_by_text("All done")).to_have_count(0)


def test_courses_by_keys(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    order = meal(kitchen)
    card = card_of(page, order["number"])
    expect(card).to_be_visible(timeout=SOON_MS)
    page.keyboard.press("1")
    page.keyboard.press("f")
    expect(card.locator(".k-wait")).to_have_count(1)
    page.keyboard.press("f")
    expect(card.locator(".k-wait")).to_have_count(0)
    _until(lambda: _states(kitchen, "Expo", order) == [(1, "new"), (2, "new"), (3, "new")])
    page.keyboard.press("p")
    expect(card.locator(".k-wait")).to_have_count(1)
    assert waits(card) == [THIRD]
    _until(lambda: _states(kitchen, "Expo", order) == [(1, "new"), (2, "new"), (3, "held")])
    page.keyboard.press("h")
    help_text = page.get_by_role("dialog", name="Help")
    expect(help_text).to_contain_text("At the pass: fire the next course")
    expect(help_text).to_contain_text("At the pass: hold a course that nobody has begun")


def test_a_course_that_somebody_else_fires_is_announced(
    kitchen: Kitchen, screen: Callable[..., Page]
) -> None:
    order = meal(kitchen)
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    card, announced = card_of(page, order["number"]), page.locator("p.k-hidden")
    # Who fires it knows of it.
    card.get_by_role("button", name="Fire course 2").click()
    _until(lambda: _states(kitchen, "Grill", order) == [(1, "new"), (2, "new")])
    expect(card.get_by_role("button", name="Hold course 2")).to_be_visible()
    page.wait_for_timeout(1000)
    expect(announced).to_have_text("")
    kitchen.cook("Expo").post(f"/orders/{order['id']}/courses/3/fire", {})
    expect(announced).to_have_text(f"New: {order['number']}", timeout=SOON_MS)


def test_a_course_that_the_server_does_not_hold_comes_back(
    kitchen: Kitchen, screen: Callable[..., Page]
) -> None:
    """The drinks of the course are at the bar, which the pass does not see."""
    page = screen()
    kitchen.open(page, "Expo")
    is_live(page)
    order = kitchen.order(
        kitchen.line("Chips", course=1), kitchen.line("Dry cider, pint", course=1)
    )
    card = card_of(page, order["number"])
    bar = kitchen.ticket("Bar", order)
    kitchen.cook("Bar").post(f"/kitchen/orders/{bar['id']}/start", {})
    card.get_by_role("button", name="Hold course 1").click()
    expect(page.locator(".k-toast_refusal")).to_contain_text("not possible")
    expect(card.locator(".k-dish")).to_have_text(["Chips"])
    expect(card.locator(".k-wait")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [TABLET, WALL], ids=["tablet", "wall"])
def test_a_busy_pass(
    kitchen: Kitchen, screen: Callable[..., Page], size: dict[str, int], language: str
) -> None:
    orders = [meal(kitchen, number) for number in range(4)]
    kitchen.order(kitchen.line("Halloumi burger"), kitchen.line("Chips"), order_type="takeaway")
    expo = kitchen.cook("Expo")
    kitchen.spread(1200)
    for number in (0, 1, 3):
        soup = kitchen.ticket("Grill", orders[number])
        kitchen.cook("Grill").post(f"/kitchen/orders/{soup['id']}/complete", {})
    starters = kitchen.ticket("Expo", orders[0])
    expo.post(f"/kitchen/orders/{starters['id']}/complete", {})
    expo.post(f"/orders/{orders[1]['id']}/courses/2/fire", {})
    page = screen(size)
    kitchen.open(page, "Expo")
    page.get_by_label("Language").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    is_live(page)
    expect(page.locator(".k-ticket")).to_have_count(5)
    # Where nothing else of the order is to be done, firing stands out.
    due = page.locator(".k-button_fire.k-button_due")
    expect(due).to_have_count(2)
    # Of which nothing is made now stands last, whatever its age.
    expect(page.locator(".k-ticket").last.locator(".k-number")).to_have_text(orders[0]["number"])
    for button in page.locator(".k-button_fire, .k-button_hold").all():
        assert button.evaluate("e => e.offsetHeight >= 44")
        assert button.evaluate("e => e.scrollWidth <= e.clientWidth")


def _states(kitchen: Kitchen, station: str, order: dict[str, Any]) -> list[tuple[int, str]]:
    """(course, state) of an order's tickets at a station."""
    query = {"order_id": order["id"], "state": "unfinished"}
    items = kitchen.cook(station).get("/kitchen/orders", **query)["items"]
    return sorted((item["course"], item["state"]) for item in items)


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
