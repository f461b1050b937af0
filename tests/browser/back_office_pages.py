"""Odoo's own pages, as far as the tests walk through them."""

from playwright.sync_api import Locator, Page, expect
from till_api import account

# The first page of a new database waits until Odoo has compiled its styles and scripts.
FIRST_PAGE_MS = 180_000


def sign_in(page: Page, role: str) -> None:
    """Sign in on Odoo's login page and wait for the menu."""
    who = account(role)
    page.goto("/web/login")
    page.locator("input[name=login]").fill(who["login"])
    page.locator("input[name=password]").fill(who["password"])
    page.locator(".oe_login_form button[type=submit]").click()
    expect(page.locator(".o_main_navbar")).to_be_visible(timeout=FIRST_PAGE_MS)


def open_action(page: Page, action: str) -> None:
    """Open one of Fynlo's actions by its XML id."""
    page.goto(f"/odoo/action-fynlo_pos_api.{action}")
    expect(page.locator(".o_action_manager .o_control_panel").first).to_be_visible()


def row(page: Page, text: str) -> Locator:
    """The rows of the list that hold a text."""
    return page.locator(".o_list_view .o_data_row", has_text=text)


def clear_filters(page: Page) -> None:
    """Take the filters of the search away, which an action began with."""
    facets = page.locator(".o_searchview_facet .o_facet_remove")
    while facets.count():
        facets.first.click()
        page.wait_for_timeout(200)


def no_error(page: Page) -> None:
    """No dialog or message tells of an error."""
    expect(page.locator(".o_error_dialog, .o_notification.border-danger")).to_have_count(0)


def fits(page: Page) -> bool:
    """Whether nothing stands out to the right of the window."""
    script = "document.documentElement.scrollWidth <= window.innerWidth"
    return bool(page.evaluate(script))
