"""The owner makes an API key: shown once, working at once, revoked at once."""

import httpx
from back_office_pages import no_error, open_action, row
from conftest import TABLET, NewPage
from playwright.sync_api import Page, expect

from cli.server import Server

NAME = "Accounts package"


def _make(page: Page) -> str:
    page.get_by_role("button", name="Make an API key").first.click()
    page.locator(".modal [name=name] input").fill(NAME)
    page.locator(".modal [name=scope_ids] label", has_text="orders:read").click()
    page.get_by_role("button", name="Make the key").click()
    key = page.locator(".modal [name=key]")
    expect(key).to_contain_text("fyk_")
    return key.inner_text().split()[0]


def _status(server: Server, key: str, path: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.get(f"{server.url}/api/v1{path}", headers=headers).status_code


def test_a_key_is_shown_once_works_and_ends(server: Server, new_page: NewPage) -> None:
    page = new_page("owner", TABLET)
    open_action(page, "action_api_keys")
    key = _make(page)
    assert _status(server, key, "/auth/me") == httpx.codes.OK
    assert _status(server, key, "/orders") == httpx.codes.OK
    assert _status(server, key, "/devices") == httpx.codes.FORBIDDEN
    page.get_by_role("button", name="I have copied it").click()
    page.reload()
    expect(row(page, key[:8])).to_contain_text(NAME)
    assert key not in page.content()
    row(page, key[:8]).get_by_role("button", name="Revoke").click()
    page.locator(".modal-footer .btn-primary").click()
    expect(row(page, key[:8])).to_have_count(0)
    assert _status(server, key, "/auth/me") == httpx.codes.UNAUTHORIZED
    no_error(page)
