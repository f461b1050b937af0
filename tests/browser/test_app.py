"""The Fynlo app: who sees which of its screens, and what an empty one says."""

import pytest
from back_office_pages import no_error, open_action
from conftest import TABLET, NewPage
from playwright.sync_api import expect

SCREENS = {
    "owner": ["Devices", "API keys", "Events", "Voids", "Settings", "Business day"],
    "manager": ["Devices", "Events", "Voids"],
    "accountant": ["Events", "Voids"],
}


@pytest.mark.parametrize("role", SCREENS)
def test_the_app_opens_on_the_role_s_screens(new_page: NewPage, role: str) -> None:
    page = new_page(role, TABLET)
    page.goto("/odoo")
    page.locator(".o_navbar_apps_menu button").click()
    page.locator(".o_app", has_text="Fynlo").click()
    expect(page.locator(".o_menu_brand")).to_have_text("Fynlo")
    expect(page.locator(".o_menu_sections > *:visible")).to_have_text(SCREENS[role])
    for screen in SCREENS[role]:
        page.locator(".o_menu_sections > *", has_text=screen).click()
        titles = page.locator(".o_breadcrumb, .o_control_panel_breadcrumbs, .modal-title")
        expect(titles.filter(has_text=screen).first).to_be_visible()
        no_error(page)


def test_an_empty_screen_says_what_it_is_for(new_page: NewPage) -> None:
    page = new_page("manager", TABLET)
    open_action(page, "action_events")
    search = page.locator(".o_searchview_input")
    search.fill("no event is called so")
    search.press("Enter")
    expect(page.locator(".o_nocontent_help")).to_contain_text("Nothing happened here")
    no_error(page)
