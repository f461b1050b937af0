"""Settings that an owner changes take effect at once."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg2
import pytest
from back_office_pages import fits, no_error
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import Locator, Page, expect
from till_api import Api

from cli.server import Server

ORIGIN = "https://orders.example.com"
TOKEN = "only-prometheus-knows"


@pytest.fixture
def settings(new_page: NewPage) -> Iterator[Page]:
    """The settings page; what a test changed is put back through it."""
    page = new_page("owner", TABLET)
    _open(page)
    before = {name: _input(page, name).input_value() for name in _FIELDS}
    yield page
    _open(page)
    _save(page, before)


_FIELDS = (
    "fynlo_business_day_hour", "fynlo_event_retention_days", "fynlo_caller_burst",
    "fynlo_address_burst", "fynlo_login_tries", "fynlo_cors_origins", "fynlo_metrics_token",
)  # fmt: skip


def _open(page: Page) -> None:
    page.goto("/odoo/action-fynlo_pos_api.action_settings")
    expect(_input(page, "fynlo_business_day_hour")).to_be_visible()


def _input(page: Page, name: str) -> Locator:
    return page.locator(f".o_setting_container [name={name}] input")


def _fill(page: Page, values: dict[str, str]) -> bool:
    """Fill in what differs; tell whether anything does."""
    different = {k: v for k, v in values.items() if _input(page, k).input_value() != v}
    for name, value in different.items():
        _input(page, name).fill(value)
    return bool(different)


def _save(page: Page, values: dict[str, str]) -> None:
    """Change settings and wait until they are saved: the page then loads anew."""
    if _fill(page, values):
        with page.expect_event("load"):
            page.get_by_role("button", name="Save", exact=True).click()
        expect(_input(page, "fynlo_business_day_hour")).to_be_visible()


def _allowed_origin(server: Server) -> str | None:
    reply = httpx.get(f"{server.url}/api/v1/auth/jwks", headers={"Origin": ORIGIN})
    return reply.headers.get("Access-Control-Allow-Origin")


def test_they_take_effect(server: Server, settings: Page) -> None:
    assert _allowed_origin(server) is None
    assert httpx.get(f"{server.url}/api/v1/metrics").status_code == httpx.codes.OK
    _save(
        settings,
        {
            "fynlo_business_day_hour": "5",
            "fynlo_event_retention_days": "90",
            "fynlo_login_tries": "77",
            "fynlo_cors_origins": ORIGIN,
            "fynlo_metrics_token": TOKEN,
        },
    )
    no_error(settings)
    assert _allowed_origin(server) == ORIGIN
    metrics = f"{server.url}/api/v1/metrics"
    assert httpx.get(metrics).status_code == httpx.codes.FORBIDDEN
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert httpx.get(metrics, headers=bearer).status_code == httpx.codes.OK
    reset = httpx.post(f"{server.url}/api/v1/auth/password-reset", json={"login": "nobody"})
    assert reset.headers["RateLimit-Limit"] == "77"
    connection = psycopg2.connect(server.dsn)
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT fynlo_business_day_hour, fynlo_timezone FROM res_company")
        assert cursor.fetchall() == [(5, "Europe/London")]
        key = "fynlo_pos_api.event_retention_days"
        cursor.execute("SELECT value FROM ir_config_parameter WHERE key = %s", [key])
        assert cursor.fetchall() == [("90",)]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("fynlo_cors_origins", "orders.example.com/menu", "https://orders.example.com"),
        ("fynlo_business_day_hour", "24", "0 to 23"),
        ("fynlo_event_retention_days", "3", "31 days or more"),
        ("fynlo_login_tries", "0", "from 1 up"),
    ],
)
def test_a_wrong_one_is_refused_in_plain_words(
    settings: Page, name: str, value: str, said: str
) -> None:
    _fill(settings, {name: value})
    settings.get_by_role("button", name="Save", exact=True).click()
    told = settings.locator(".o_notification, .o_error_dialog, .modal", has_text=said)
    expect(told.first).to_be_visible()


def test_they_fit_on_a_phone(new_page: NewPage) -> None:
    page = new_page("owner", PHONE)
    _open(page)
    assert fits(page)
    no_error(page)


RESTAURANT_PAGES = ("Business", "Taxes", "Receipts", "Cash and tables")


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_the_restaurant_has_a_screen_of_its_own(
    new_page: NewPage, office: Api, size: dict[str, int]
) -> None:
    page = new_page("owner", size)
    before = office.get("/settings")
    page.goto("/odoo/action-fynlo_pos_api.action_restaurant_settings")
    dialog = page.locator(".modal")
    name = dialog.locator("[name=name] input")
    expect(name).to_have_value(before["business"]["name"])
    for title in RESTAURANT_PAGES:
        dialog.get_by_role("tab", name=title, exact=True).click()
        assert fits(page)
        _photograph(page, f"restaurant-{title.split()[0].lower()}-{size['width']}")
    dialog.get_by_role("tab", name="Receipts", exact=True).click()
    footer = dialog.locator("[name=receipt_footer] textarea")
    try:
        footer.fill(f"See you soon, {size['width']}")
        dialog.get_by_role("button", name="Save", exact=True).click()
        expect(dialog).to_have_count(0)
        no_error(page)
        after = office.get("/settings")
        assert after["receipt"]["footer"] == f"See you soon, {size['width']}"
        assert after | {"receipt": 0, "version": 0} == before | {"receipt": 0, "version": 0}
    finally:
        office.patch("/settings", {"receipt": before["receipt"]})


def _photograph(page: Page, name: str) -> None:
    folder = os.environ.get("FYNLO_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")
