"""The live screen: a day that goes on, one without sales, in error, and offline.

The pictures of docs/images are made here, when FYNLO_PICTURES names a folder.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from back_office_pages import fits, no_error, open_action
from busy_evening import BusyEvening
from conftest import PHONE, NewPage
from playwright.sync_api import Locator, Page, Route, expect
from till_api import Api

from cli.server import Server

DESKTOP = {"width": 1440, "height": 900}
TABLET = {"width": 1024, "height": 768}
SIZES = {"desktop": DESKTOP, "tablet": TABLET, "phone": PHONE}
FIGURES = "**/fynlo.dashboard.screen/read_live"


@pytest.fixture(scope="module")
def evening(
    server: Server, office: Api, quiet: None, new_till: Callable[[str], Api]
) -> Iterator[BusyEvening]:
    """The bar sold a week ago and sells today, and eight orders are open."""
    new_till("Bar")
    evening = BusyEvening(server.url, office)
    evening.begin()
    yield evening
    evening.end()


def _live(page: Page) -> None:
    open_action(page, "action_live")
    expect(page.locator(".o_fynlo_live_figure")).to_be_visible()


def _state(page: Page) -> Locator:
    return page.locator(".o_fynlo_live_state")


def _card(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("FYNLO_PICTURES")
    if folder:
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=Path(folder) / f"live-{name}.png")


def _pounds(money: dict[str, Any]) -> str:
    return f"£{money['amount'] / 100:,.2f}"


def _change_answer(page: Page, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the server answer, and change what it says."""

    def answer(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        change(body["result"]["figures"])
        route.fulfill(response=reply, body=json.dumps(body))

    page.route(FIGURES, answer)


@pytest.mark.parametrize("size", SIZES)
def test_it_shows_the_figures_of_the_api(
    new_page: NewPage, office: Api, evening: BusyEvening, size: str
) -> None:
    assert evening
    page = new_page("owner", SIZES[size])
    _live(page)
    expect(_state(page)).to_have_attribute("data-state", "live")
    figures = office.get("/dashboard/live")
    assert figures["today"]["order_count"] > 0
    assert figures["last_week"]["by_now"]["order_count"] > 0
    expect(page.locator(".o_fynlo_live_figure")).to_have_text(_pounds(figures["today"]["gross"]))
    change = page.locator(".o_fynlo_live_change")
    expect(change).to_contain_text(f"{abs(figures['change_percent'])}%")
    note = _card(page, "Sales today").locator(".o_fynlo_live_note")
    expect(note).to_contain_text(_pounds(figures["last_week"]["by_now"]["gross"]))
    expect(note).to_contain_text(_pounds(figures["last_week"]["whole_day"]["gross"]))
    values = page.locator(".o_fynlo_live_value")
    expect(values.nth(1)).to_have_text(str(figures["open_orders"]["count"]))
    rows = _card(page, "Open orders").locator("li")
    expect(rows).to_have_count(len(figures["open_orders"]["by_status"]))
    for item in figures["open_orders"]["by_status"]:
        expect(rows.filter(has_text=item["label"])).to_contain_text(_pounds(item["total"]))
    best = _card(page, "Best sellers today").locator("li")
    expect(best).to_have_count(len(figures["best_sellers"]))
    expect(best.first).to_contain_text(figures["best_sellers"][0]["name"])
    assert fits(page)
    no_error(page)
    _photograph(page, size)


def test_it_follows_what_happens(new_page: NewPage, evening: BusyEvening) -> None:
    page = new_page("manager", DESKTOP)
    _live(page)
    expect(_state(page)).to_have_attribute("data-state", "live")
    paid = page.locator(".o_fynlo_live_value").first
    before = int(paid.inner_text())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(4):
        evening.sell(["Scotch egg"])
    expect(paid).to_have_text(str(before + 4))
    # Twelve events and more, but not a question for each.
    assert len([url for url in asked if url.endswith("/read_live")]) <= 3


@pytest.mark.parametrize("size", SIZES)
def test_late_tickets_stand_out(new_page: NewPage, evening: BusyEvening, size: str) -> None:
    assert evening
    page = new_page("owner", SIZES[size])
    _change_answer(page, lambda figures: figures.update(late_tickets=3))
    _live(page)
    expect(page.locator(".o_fynlo_live_bad .o_fynlo_live_value")).to_have_text("3")
    _photograph(page, f"late-{size}")


@pytest.mark.parametrize("size", SIZES)
def test_a_day_without_sales_says_so(new_page: NewPage, size: str) -> None:
    def nothing(figures: dict[str, Any]) -> None:
        none = {"amount": 0, "currency": "GBP"}
        sales = {"order_count": 0, "gross": none}
        figures["today"] = sales
        figures["last_week"].update(by_now=sales, whole_day=sales)
        figures["change_percent"] = None
        figures["open_orders"] = {"count": 0, "total": none, "due": none, "by_status": []}
        figures["wait"] = {"average_seconds": None, "order_count": 0}
        figures["best_sellers"] = []

    page = new_page("owner", SIZES[size])
    _change_answer(page, nothing)
    _live(page)
    expect(page.locator(".o_fynlo_live_figure")).to_have_text("£0.00")
    expect(page.locator(".o_fynlo_live_change")).to_contain_text("Nothing was sold by now last")
    expect(_card(page, "Open orders")).to_contain_text("No order is open.")
    expect(_card(page, "Best sellers today")).to_contain_text("Nothing was ordered yet today.")
    expect(page.locator(".o_fynlo_live_value").nth(2)).to_have_text("\u2013")
    no_error(page)
    _photograph(page, f"empty-{size}")


def test_an_error_is_told_and_tried_again(new_page: NewPage, evening: BusyEvening) -> None:
    assert evening
    page = new_page("owner", TABLET)
    _live(page)
    page.route(FIGURES, lambda route: route.abort())
    page.get_by_label("Till").select_option(label="Bar")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The server cannot be reached. These are the figures of")
    expect(_state(page)).to_have_attribute("data-state", "offline")
    _photograph(page, "error")
    page.unroute(FIGURES)
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_have_count(0)
    expect(_state(page)).to_have_attribute("data-state", "live")


def test_it_says_when_it_is_offline_and_comes_back(new_page: NewPage, evening: BusyEvening) -> None:
    page = new_page("owner", TABLET)
    _live(page)
    paid = page.locator(".o_fynlo_live_value").first
    before = int(paid.inner_text())
    page.context.set_offline(True)
    expect(_state(page)).to_contain_text("Offline")
    _photograph(page, "offline")
    evening.sell(["Scotch egg"])
    page.context.set_offline(False)
    expect(paid).to_have_text(str(before + 1))
    expect(_state(page)).to_contain_text("Live")


def test_one_till_alone(new_page: NewPage, office: Api, evening: BusyEvening) -> None:
    assert evening
    page = new_page("accountant", TABLET)
    _live(page)
    tills = {till["name"]: till["id"] for till in office.get("/tills")["items"]}
    for name in ("Dining room", "Bar"):
        page.get_by_label("Till").select_option(label=name)
        gross = office.get("/dashboard/live", till_id=tills[name])["today"]["gross"]
        expect(page.locator(".o_fynlo_live_figure")).to_have_text(_pounds(gross))
    page.get_by_role("button", name="Live orders").click()
    expect(page.locator(".o_list_view")).to_be_visible()
