"""Staff say on a screen which dishes are out, and how many are left of others."""

from back_office_pages import clear_filters, no_error, open_action, row
from conftest import TABLET, NewPage
from playwright.sync_api import Page, expect

DISH = "Soup of the day"


def _search(page: Page, text: str) -> None:
    """Show the dishes with a name only."""
    page.locator(".o_searchview_input").fill(text)
    page.keyboard.press("Enter")


def test_a_dish_is_86d_counted_and_back(new_page: NewPage) -> None:
    page = new_page("manager", TABLET)
    open_action(page, "action_availability")
    _search(page, DISH)
    dish = row(page, DISH)
    expect(dish.locator("[name=fynlo_availability]")).to_have_text("In stock")
    dish.get_by_role("button", name="86").click()
    expect(dish.locator("[name=fynlo_availability]")).to_have_text("Out")
    dish.get_by_role("button", name="Count down").click()
    page.locator(".modal [name=remaining] input").fill("12")
    page.locator(".modal-footer").get_by_role("button", name="Count down").click()
    expect(dish.locator("[name=fynlo_availability]")).to_have_text("Countdown")
    expect(dish.locator("[name=fynlo_remaining]")).to_have_text("12")
    dish.get_by_role("button", name="Back in stock").click()
    expect(dish.locator("[name=fynlo_availability]")).to_have_text("In stock")
    clear_filters(page)
    no_error(page)
