"""How far an order is, on its page in Odoo and in Odoo's own till, with buttons for the next steps.

The pictures of docs/images are made here, when FYNLO_PICTURES names a folder.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from back_office_pages import clear_filters, fits, no_error, open_action, row
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import Locator, Page, expect
from stock_till import StockTill
from till_api import PINS, Api, dish, find_till

DESKTOP = {"width": 1440, "height": 900}
SIZES = {"desktop": DESKTOP, "tablet": TABLET}


@pytest.fixture
def order(new_till: Callable[[str], Api]) -> dict[str, Any]:
    """An order of the dining room's iPad."""
    ipad = new_till("Dining room")
    lines = [{"product_id": dish(ipad, "Scotch egg")}, {"product_id": dish(ipad, "Prawn cocktail")}]
    made: dict[str, Any] = ipad.post("/orders", {"order_type": "takeaway", "lines": lines})
    return made


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("FYNLO_PICTURES")
    if folder:
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / f"order-status-{name}.png")


def _statuses(office: Api, order: dict[str, Any]) -> list[str]:
    """The statuses that the order had, the present one last."""
    followed = office.get(f"/online/orders/{order['id']}/status/")
    return [item["status"] for item in followed["timeline"]]


def _form(page: Page, order: dict[str, Any]) -> Locator:
    """The order's page in Odoo; what it says of the status."""
    open_action(page, "action_orders")
    row(page, order["reference"]).first.click()
    status = page.locator(".fynlo_order_status")
    expect(status).to_be_visible()
    return status


@pytest.mark.parametrize("size", SIZES)
def test_the_buttons_of_an_order(
    new_page: NewPage, office: Api, order: dict[str, Any], size: str
) -> None:
    page = new_page("manager", SIZES[size])
    status = _form(page, order)
    badge, buttons = status.locator(".badge"), status.locator("button:visible")
    expect(badge).to_have_text("Pending")
    expect(buttons).to_have_text(["Confirm", "Stop preparing"])
    for step, label, following in (
        ("Confirm", "Confirmed", ["Start preparing", "Stop preparing"]),
        ("Start preparing", "Preparing", ["Start cooking", "Ready", "Stop preparing"]),
        ("Ready", "Ready", ["Out for delivery", "Delivered", "Complete"]),
    ):
        status.get_by_role("button", name=step, exact=True).click()
        expect(badge).to_have_text(label)
        expect(buttons).to_have_text(following)
        assert fits(page)
        if label == "Preparing":
            _photograph(page, size)
    status.get_by_role("button", name="Complete").click()
    expect(badge).to_have_text("Completed")
    expect(buttons).to_have_count(0)
    no_error(page)
    assert _statuses(office, order) == ["pending", "confirmed", "preparing", "ready", "completed"]


def test_cancelling_asks_first(new_page: NewPage, office: Api, order: dict[str, Any]) -> None:
    page = new_page("manager", DESKTOP)
    status = _form(page, order)
    status.get_by_role("button", name="Stop preparing").click()
    dialog = page.locator(".modal", has_text="Nobody prepares it any more")
    dialog.locator(".modal-footer button", has_text="Cancel").click()
    assert _statuses(office, order) == ["pending"]
    status.get_by_role("button", name="Stop preparing").click()
    dialog.locator(".modal-footer .btn-primary").click()
    expect(status.locator(".badge")).to_have_text("Cancelled")
    assert _statuses(office, order) == ["pending", "cancelled"]
    assert office.get(f"/orders/{order['id']}")["state"] == "open"


def test_a_step_that_somebody_else_took(
    new_page: NewPage, office: Api, order: dict[str, Any]
) -> None:
    """The page is told, and nothing happens twice."""
    page = new_page("manager", DESKTOP)
    status = _form(page, order)
    for step in ("confirmed", "preparing", "ready", "completed"):
        office.put(f"/orders/{order['id']}/status", {"status": step})
    status.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator(".modal", has_text="nothing follows")).to_be_visible()
    assert _statuses(office, order)[-2:] == ["ready", "completed"]


def test_who_keeps_the_books_has_no_buttons(new_page: NewPage, order: dict[str, Any]) -> None:
    status = _form(new_page("accountant", DESKTOP), order)
    expect(status.locator(".badge")).to_have_text("Pending")
    expect(status.locator("button:visible")).to_have_count(0)


def test_the_lists_go_by_status(new_page: NewPage, office: Api, order: dict[str, Any]) -> None:
    office.put(f"/orders/{order['id']}/status", {"status": "confirmed"})
    page = new_page("owner", DESKTOP)
    for action in ("action_orders", "action_live_orders"):
        open_action(page, action)
        clear_filters(page)
        page.locator(".o_searchview_dropdown_toggler").click()
        page.locator(".o_filter_menu .dropdown-item", has_text="In the kitchen").click()
        page.keyboard.press("Escape")
        names = page.locator(".o_data_row [name=fynlo_status]")
        expect(row(page, order["number"]).first).to_be_visible()
        expect(names.first).to_be_visible()
        assert set(names.all_inner_texts()) <= {"Confirmed", "Preparing", "Cooking"}
        page.locator(".o_searchview_dropdown_toggler").click()
        page.get_by_role("menuitemcheckbox", name="Order status", exact=True).click()
        page.keyboard.press("Escape")
        expect(page.locator(".o_group_header", has_text="Confirmed")).to_be_visible()
    no_error(page)


def _till(page: Page, office: Api) -> tuple[StockTill, list[str]]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    till = StockTill(page)
    till.open(find_till(office, "Dining room"), "Tom Hartley", PINS["Tom Hartley"])
    return till, errors


@pytest.mark.parametrize("size", SIZES)
def test_the_buttons_of_odoos_own_till(
    new_page: NewPage, office: Api, order: dict[str, Any], size: str
) -> None:
    till, errors = _till(new_page("owner", SIZES[size]), office)
    page = till.page
    till.show_orders()
    in_list = till.row(order["reference"]).locator(".fynlo-status")
    expect(in_list).to_have_text("Pending")
    till.row(order["reference"]).click()
    status = page.locator(".fynlo-order-status")
    expect(status.locator("button")).to_have_text(["Confirm", "Stop preparing"])
    status.get_by_role("button", name="Confirm", exact=True).click()
    expect(in_list).to_have_text("Confirmed")
    expect(status.locator("button")).to_have_text(["Start preparing", "Stop preparing"])
    status.get_by_role("button", name="Start preparing").click()
    expect(status.locator(".fynlo-status")).to_have_text("Preparing")
    assert fits(page)
    _photograph(page, f"till-{size}")
    # What an iPad or the kitchen does shows by itself, also in the second of the last change.
    page.evaluate(
        "reference => { const order = posmodel.models['pos.order'].find("
        "order => order.pos_reference === reference);"
        " order.write_date = order.write_date.plus({ minutes: 1 }); }",
        order["reference"],
    )
    office.put(f"/orders/{order['id']}/status", {"status": "ready"})
    expect(in_list).to_have_text("Ready")
    expect(status.locator("button")).to_have_text(["Out for delivery", "Delivered", "Complete"])
    assert _statuses(office, order) == ["pending", "confirmed", "preparing", "ready"]
    assert errors == []


def test_odoos_own_till_asks_before_it_stops(
    new_page: NewPage, office: Api, order: dict[str, Any]
) -> None:
    till, errors = _till(new_page("owner", TABLET), office)
    till.show_orders()
    till.row(order["reference"]).click()
    stop = till.page.locator(".fynlo-order-status [data-step=cancelled]")
    stop.click()
    dialog = till.page.locator(".modal", has_text="Stop preparing this order?")
    dialog.locator(".modal-footer .btn-secondary").click()
    assert _statuses(office, order) == ["pending"]
    stop.click()
    dialog.locator(".modal-footer .btn-primary").click()
    expect(till.row(order["reference"]).locator(".fynlo-status")).to_have_text("Cancelled")
    assert _statuses(office, order) == ["pending", "cancelled"]
    assert errors == []


def test_odoos_own_till_on_a_phone(new_page: NewPage, office: Api, order: dict[str, Any]) -> None:
    till, errors = _till(new_page("owner", PHONE), office)
    till.page.evaluate("posmodel.navigate('TicketScreen')")
    expect(till.row(order["reference"]).locator(".fynlo-status")).to_have_text("Pending")
    assert fits(till.page)
    _photograph(till.page, "till-phone")
    assert errors == []
