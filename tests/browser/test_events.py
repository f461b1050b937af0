"""Events: the list, an order's own, and the way between the two."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from back_office_pages import fits, no_error, open_action, row
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import Page, expect
from till_api import PINS, Api, dish, pounds


@pytest.fixture(scope="module")
def order(new_till: Callable[[str], Api]) -> dict[str, Any]:
    """An order of two eggs, of which a manager let one be voided; then paid by card."""
    till = new_till("Dining room")
    egg = {"product_id": dish(till, "Scotch egg")}
    made = till.post("/orders", {"lines": [egg, egg]})
    people = till.get("/employees")["items"]
    manager = next(person["id"] for person in people if person["name"] == "Tom Hartley")
    reasons = till.get("/reasons")["items"]
    reason = next(item["id"] for item in reasons if item["name"] == "Ordered by mistake")
    till.post(
        f"/orders/{made['id']}/lines/{made['lines'][0]['id']}/void",
        {
            "reason_id": reason,
            "note": "Dropped in the kitchen",
            "approval": {"employee_id": manager, "pin": PINS["Tom Hartley"]},
        },
    )
    methods = till.get("/sessions/current")["payment_methods"]
    card = next(method["id"] for method in methods if method["kind"] == "card")
    payment = {"method_id": card, "amount": pounds(750)}
    till.post(f"/payments/orders/{made['id']}/pay", payment)
    return made


def _name(order: dict[str, Any]) -> str:
    return f"Dining room - {int(order['number']):06d}"


def _open_event(page: Page, order: dict[str, Any], name: str) -> None:
    """Open the event of an order by its name in the list."""
    row(page, order["reference"]).filter(has_text=name).first.locator("[name=name]").click()
    expect(page.locator(".o_form_view h1")).to_contain_text(name)


def test_an_event_tells_who_what_and_leads_to_the_order(
    new_page: NewPage, order: dict[str, Any]
) -> None:
    page = new_page("owner", TABLET)
    open_action(page, "action_events")
    for name in ("order.created", "order.line_voided", "payment.recorded", "order.paid"):
        expect(row(page, order["reference"]).filter(has_text=name)).to_have_count(1)
    _open_event(page, order, "order.line_voided")
    form = page.locator(".o_form_view")
    expect(form.locator("[name=employee_id]")).to_have_text("Priya Shah")
    expect(form.locator("[name=approver_id]")).to_have_text("Tom Hartley")
    expect(form.locator("[name=device_id]")).to_have_text("Dining room iPad")
    details = form.locator("[name=payload_table]")
    expect(details).to_contain_text("Dropped in the kitchen")
    expect(details).to_contain_text("£ 7.50")
    expect(details).not_to_contain_text("{")
    form.locator("button[name=action_open_record]").click()
    expect(page.locator(".o_form_view [name=name]").first).to_have_text(_name(order))
    no_error(page)


@pytest.mark.parametrize("role", ["owner", "accountant"])
def test_an_order_leads_to_its_events(new_page: NewPage, order: dict[str, Any], role: str) -> None:
    page = new_page(role, TABLET)
    page.goto("/odoo/action-point_of_sale.action_pos_pos_form")
    search = page.locator(".o_searchview_input")
    search.fill(_name(order))
    search.press("Enter")
    row(page, _name(order)).first.locator("[name=pos_reference]").click()
    button = page.locator("button[name=action_open_events]")
    expect(button).to_contain_text("4")
    button.click()
    expect(page.locator(".o_list_view .o_data_row")).to_have_count(4)
    expect(row(page, "order.line_voided")).to_contain_text("Tom Hartley")
    no_error(page)


def test_voids_are_counted_by_employee(new_page: NewPage, order: dict[str, Any]) -> None:
    assert order["lines"]
    page = new_page("owner", TABLET)
    open_action(page, "action_voids")
    expect(page.locator(".o_pivot tbody tr", has_text="Priya Shah")).to_contain_text(
        re.compile(r"\d")
    )
    no_error(page)


@pytest.mark.parametrize("view", ["graph", "pivot"])
def test_events_are_drawn_and_counted(new_page: NewPage, order: dict[str, Any], view: str) -> None:
    assert order["lines"]
    page = new_page("owner", TABLET)
    open_action(page, "action_events")
    page.locator(f".o_switch_view.o_{view}").click()
    drawn = {"graph": ".o_graph_renderer canvas", "pivot": ".o_pivot td"}[view]
    expect(page.locator(drawn).first).to_be_visible()
    no_error(page)


def test_events_are_read_on_a_phone(new_page: NewPage, order: dict[str, Any]) -> None:
    page = new_page("manager", PHONE)
    open_action(page, "action_events")
    cards = page.locator(".o_kanban_record", has_text=order["reference"])
    expect(cards).to_have_count(4)
    cards.filter(has_text="order.line_voided").click()
    expect(page.locator(".o_form_view [name=payload_table]")).to_contain_text("Dropped")
    assert fits(page)
    no_error(page)


def test_nobody_changes_an_event(new_page: NewPage, order: dict[str, Any]) -> None:
    page = new_page("owner", TABLET)
    open_action(page, "action_events")
    expect(page.locator(".o_list_button_add")).to_have_count(0)
    _open_event(page, order, "order.paid")
    inputs = page.locator(".o_form_view input:visible, .o_form_view textarea:visible")
    expect(inputs).to_have_count(0)
