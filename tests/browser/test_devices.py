"""The owner pairs an iPad on a screen, sees it, and revokes it."""

import re

import httpx
from back_office_pages import clear_filters, fits, no_error, open_action, row
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import Page, expect
from till_api import pair

from cli.server import Server


def _code(page: Page, till: str | None = None) -> str:
    """Ask for a pairing code of a till, else the first, and read it from the screen."""
    page.get_by_role("button", name="Pair a device").first.click()
    if till:
        page.locator(".modal [name=config_id] input").click()
        page.locator(".o-autocomplete--dropdown-item", has_text=till).first.click()
    page.get_by_role("button", name="Show the code").click()
    expect(page.locator(".modal [name=qr_image] img")).to_be_visible()
    code = page.locator(".modal [name=code]")
    expect(code).to_have_text(re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    size = code.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 32, f"the code is {size} px high, too small to be read across a counter"
    assert page.locator(".modal [name=qr_image] img").bounding_box()["width"] >= 180  # type: ignore[index]
    return code.inner_text()


def test_a_device_is_paired_listed_and_revoked(server: Server, new_page: NewPage) -> None:
    page = new_page("owner", TABLET)
    open_action(page, "action_devices")
    code = _code(page, "Dining room")
    device = pair(server.url, code, "Terrace iPad")
    assert device.get("/auth/me")["device"]["name"] == "Terrace iPad"
    page.locator(".modal-footer").get_by_role("button", name="Close").click()
    page.reload()
    expect(row(page, "Terrace iPad")).to_contain_text("Dining room")
    row(page, "Terrace iPad").get_by_role("button", name="Revoke").click()
    page.locator(".modal-footer .btn-primary").click()
    expect(row(page, "Terrace iPad")).to_have_count(0)
    assert device.status("/auth/me") == httpx.codes.UNAUTHORIZED
    clear_filters(page)
    expect(row(page, "Terrace iPad").first.locator("[name=revoked_at]")).to_have_text(
        re.compile(r"\d")
    )
    no_error(page)


def test_a_code_pairs_once(server: Server, new_page: NewPage) -> None:
    page = new_page("manager", TABLET)
    open_action(page, "action_devices")
    code = _code(page, "Bar")
    pair(server.url, code, "Cellar iPad")
    again = httpx.post(f"{server.url}/api/v1/devices/pair", json={"code": code, "name": "Thief"})
    assert again.json()["code"] == "pairing_code_invalid"
    page.locator(".modal-footer").get_by_role("button", name="Close").click()
    page.reload()
    expect(row(page, "Cellar iPad")).to_have_count(1)
    clear_filters(page)
    expect(row(page, "Thief")).to_have_count(0)


def test_it_is_paired_from_a_phone(new_page: NewPage) -> None:
    page = new_page("owner", PHONE)
    open_action(page, "action_devices")
    _code(page)
    assert fits(page)
    no_error(page)


def test_the_kitchen_has_no_fynlo_app(new_page: NewPage) -> None:
    page = new_page("kitchen", TABLET)
    page.goto("/odoo")
    page.locator(".o_navbar_apps_menu button").click()
    expect(page.locator(".o_app").first).to_be_visible()
    expect(page.locator(".o_app", has_text="Fynlo")).to_have_count(0)
