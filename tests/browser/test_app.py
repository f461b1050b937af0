"""The Fynlo app: who sees which of its screens, and what an empty one says."""

import pytest
from back_office_pages import no_error, open_action
from conftest import TABLET, NewPage
from playwright.sync_api import expect

ORDERS = ["Live orders", "All orders"]
REPORTS = ["Sales", "Voids and comps", "Cash", "Events"]
# What each section of the menu leads to; one without a list is a screen itself.
MANAGER: dict[str, list[str]] = {
    "Dashboard": [],
    "Live": [],
    "Service requests": [],
    "Orders": [*ORDERS, "Tables", "Service request history", "Customers"],
    "Kitchen": ["Tickets", "Stations", "Routes"],
    "Menu": ["Availability", "Dayparts"],
    "Reports": REPORTS,
    "Devices": [],
}
SCREENS: dict[str, dict[str, list[str]]] = {
    "owner": MANAGER
    | {
        "Settings": [
            "Restaurant",
            "General",
            "Business day",
            "Kitchen",
            "Reasons",
            "Service charges",
            "Approval limits",
            "API keys",
        ]
    },
    "manager": MANAGER,
    "accountant": {"Dashboard": [], "Live": [], "Orders": ORDERS, "Reports": REPORTS},
    "cashier": {"Service requests": []},
    "server": {"Service requests": []},
}
TITLES = {"All orders": "Orders", "General": "Settings"}


@pytest.mark.parametrize("role", SCREENS)
def test_the_app_opens_on_the_role_s_screens(new_page: NewPage, role: str) -> None:
    page = new_page(role, TABLET)
    page.goto("/odoo")
    page.locator(".o_navbar_apps_menu button").click()
    page.locator(".o_app", has_text="Fynlo").click()
    expect(page.locator(".o_menu_brand")).to_have_text("Fynlo")
    sections = page.locator(".o_menu_sections > *:visible")
    expect(sections).to_have_text(list(SCREENS[role]))
    for section, screens in SCREENS[role].items():
        for screen in screens or [section]:
            sections.filter(has_text=section).click()
            if screens:
                items = page.locator(".o-dropdown--menu .dropdown-item")
                expect(items).to_have_text(screens)
                items.get_by_text(screen, exact=True).click()
            titles = page.locator(".o_breadcrumb, .o_control_panel_breadcrumbs, .modal-title")
            expect(titles.filter(has_text=TITLES.get(screen, screen)).first).to_be_visible()
            no_error(page)
            if page.locator(".modal-title").count():
                page.keyboard.press("Escape")


def test_an_empty_screen_says_what_it_is_for(new_page: NewPage) -> None:
    page = new_page("manager", TABLET)
    open_action(page, "action_events")
    search = page.locator(".o_searchview_input")
    search.fill("no event is called so")
    search.press("Enter")
    expect(page.locator(".o_nocontent_help")).to_contain_text("Nothing happened here")
    no_error(page)
