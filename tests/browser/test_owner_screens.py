"""The owner's screens: with a day's sales, empty, in error; on a desktop and on a tablet.

The pictures of docs/images are made here, when FYNLO_PICTURES names a folder.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from back_office_pages import fits, no_error, open_action
from busy_day import SHORT_BY, BusyDay
from conftest import NewPage
from playwright.sync_api import Page, Route, expect
from till_api import Api

from cli.server import Server

DESKTOP = {"width": 1440, "height": 900}
TABLET = {"width": 1024, "height": 768}
SIZES = {"desktop": DESKTOP, "tablet": TABLET}
FIGURES = "**/fynlo.dashboard.screen/read_figures"


@pytest.fixture(scope="module")
def sold(server: Server, office: Api, quiet: None) -> BusyDay:
    """A day was sold at the bar, and three orders are open now."""
    day = BusyDay(server.url, office)
    day.sell()
    return day


def _dashboard(page: Page, day: str | None = None) -> None:
    open_action(page, "action_dashboard")
    expect(page.locator(".o_fynlo_tiles dd").first).to_be_visible()
    if day:
        page.get_by_label("Date").fill(day)
        page.get_by_label("Date").dispatch_event("change")
        expect(page.locator("canvas")).to_be_visible()
        expect(page.locator(".o_fynlo_page")).to_have_attribute("aria-busy", "false")


def _card(page: Page, title: str) -> Any:
    return page.get_by_role("region", name=title)


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("FYNLO_PICTURES")
    if folder:
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=Path(folder) / f"owner-{name}.png")


def _pounds(amount: int) -> str:
    return f"£{amount / 100:,.2f}"


@pytest.mark.parametrize("size", SIZES)
def test_the_dashboard_shows_the_day_s_totals(
    new_page: NewPage, office: Api, sold: BusyDay, size: str
) -> None:
    [total] = office.get("/payments/daily-totals", **{"from": sold.day, "to": sold.day})["items"]
    page = new_page("owner", SIZES[size])
    _dashboard(page, str(sold.day))
    tiles = page.locator(".o_fynlo_tiles dd")
    expect(tiles.first).to_have_text(_pounds(total["gross"]["amount"]))
    expect(tiles.nth(2)).to_have_text(str(total["order_count"]))
    for payment in total["payments"]:
        row = _card(page, "Sales by method").locator("tr", has_text=payment["method"])
        expect(row).to_contain_text(_pounds(payment["amount"]["amount"]))
    expect(_card(page, "Open orders").locator("tbody tr")).to_have_count(3)
    short = _card(page, "Cash differences").locator("tbody tr").first
    expect(short).to_contain_text(f"-{_pounds(SHORT_BY)}")
    out = _card(page, "Dishes out").locator("tbody tr")
    expect(out.filter(has_text="Nut roast")).to_contain_text("Out")
    expect(out.filter(has_text="Chips")).to_contain_text("4 left")
    voids = _card(page, "Voids and comps").locator("tbody tr")
    expect(voids.filter(has_text="Void")).to_contain_text("Tom Hartley")
    expect(voids.filter(has_text="Comp")).to_contain_text("Tom Hartley")
    expect(voids).to_have_count(2)
    assert fits(page)
    no_error(page)
    _photograph(page, f"dashboard-{size}")
    page.set_viewport_size({"width": SIZES[size]["width"], "height": 1300})
    _photograph(page, f"dashboard-whole-{size}")


def test_the_hours_are_read_as_a_table(new_page: NewPage, office: Api, sold: BusyDay) -> None:
    figures = office.get("/dashboard", date=sold.day)
    page = new_page("accountant", DESKTOP)
    _dashboard(page, str(sold.day))
    card = _card(page, "Sales by hour")
    card.get_by_role("button", name="Show as table").press("Enter")
    for hour in figures["hours"]:
        amount = _pounds(hour["gross"]["amount"])
        expect(card.locator("tbody tr", has_text=amount).first).to_be_visible()
    expect(card.locator("tbody tr", has_text="16:00")).to_contain_text("£0.00")
    card.get_by_role("button", name="Show as chart").press("Enter")
    expect(card.locator("canvas")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_day_without_sales_says_so(new_page: NewPage, sold: BusyDay, size: str) -> None:
    assert sold.day
    page = new_page("owner", SIZES[size])
    _dashboard(page)
    page.get_by_label("Till").select_option(label="Dining room")
    page.get_by_label("Date").fill("2020-02-02")
    page.get_by_label("Date").dispatch_event("change")
    expect(_card(page, "Sales by hour")).to_contain_text("Nothing was sold on this day.")
    expect(_card(page, "Voids and comps")).to_contain_text("Nothing was voided or given away")
    expect(page.locator(".o_fynlo_tiles dd").first).to_have_text("£0.00")
    no_error(page)
    _photograph(page, f"dashboard-empty-{size}")


def test_an_error_is_told_and_tried_again(new_page: NewPage, sold: BusyDay) -> None:
    assert sold.day
    page = new_page("owner", TABLET)
    _dashboard(page)

    def refuse(route: Route) -> None:
        route.abort()

    page.route(FIGURES, refuse)
    page.get_by_role("button", name="Refresh").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The server cannot be reached. Try again.")
    _photograph(page, "dashboard-error")
    page.unroute(FIGURES, refuse)
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_have_count(0)


def test_it_follows_what_happens(new_page: NewPage, sold: BusyDay) -> None:
    page = new_page("manager", DESKTOP)
    _dashboard(page)
    rows = _card(page, "Open orders").locator("tbody tr")
    before = rows.count()
    order = sold.order(["Scotch egg"])
    expect(rows).to_have_count(before + 1)
    assert order["number"]
    rows.last.get_by_role("button").click()
    expect(page.locator(".o_form_view [name=action_open_session]")).to_be_visible()
    no_error(page)
    # Odoo's own till would go on with an order that is at no table.
    sold.cancel(order)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("action", "seen", "picture"),
    [
        ("action_live_orders", ".o_list_view .o_data_row", "live-orders"),
        ("action_orders", ".o_list_view .o_data_row", "orders"),
        ("action_sales", ".o_pivot tbody tr", "sales"),
        ("action_voids", ".o_pivot tbody tr", "voids"),
        ("action_cash", ".o_list_view .o_data_row", "cash"),
    ],
)
def test_each_screen_opens_with_what_happened(
    new_page: NewPage, sold: BusyDay, action: str, seen: str, picture: str, size: str
) -> None:
    assert sold.day
    page = new_page("owner", SIZES[size])
    open_action(page, action)
    expect(page.locator(seen).first).to_be_visible()
    assert fits(page)
    no_error(page)
    _photograph(page, f"{picture}-{size}")


def test_the_sales_sum_up_to_the_days(new_page: NewPage, office: Api, sold: BusyDay) -> None:
    """Other tests sold on other days."""
    days = {"from": sold.day, "to": sold.day + timedelta(days=3)}
    found = office.get("/payments/daily-totals", **days)["items"]
    page = new_page("accountant", DESKTOP)
    open_action(page, "action_sales")
    total = page.locator(".o_pivot tbody tr").first
    gross = f"{sum(item['gross']['amount'] for item in found) / 100:,.2f}"
    expect(total).to_contain_text(re.compile(re.escape(gross)))
    no_error(page)


@pytest.mark.parametrize("view", ["graph", "pivot", "list"])
@pytest.mark.parametrize("action", ["action_sales", "action_voids", "action_cash"])
def test_figures_are_drawn_counted_and_listed(
    new_page: NewPage, sold: BusyDay, action: str, view: str
) -> None:
    assert sold.day
    page = new_page("accountant", DESKTOP)
    open_action(page, action)
    page.locator(f".o_switch_view.o_{view}").click()
    drawn = {
        "graph": ".o_graph_renderer canvas",
        "pivot": ".o_pivot td",
        "list": ".o_list_view .o_data_row",
    }[view]
    expect(page.locator(drawn).first).to_be_visible()
    no_error(page)


@pytest.mark.parametrize("action", ["action_sales", "action_voids", "action_cash"])
def test_a_row_leads_to_its_order_session_and_entry(
    new_page: NewPage, sold: BusyDay, action: str
) -> None:
    assert sold.day
    page = new_page("owner", DESKTOP)
    open_action(page, action)
    page.locator(".o_switch_view.o_list").click()
    # The last row is of the session that was closed.
    page.locator(".o_list_view .o_data_row").last.locator(".o_data_cell").first.click()
    form = page.locator(".o_form_view")
    expect(form.locator("[name=session_id]").first).to_contain_text("Bar")
    expect(form.locator("[name=journal_entry_id]")).to_be_visible()
    no_error(page)
