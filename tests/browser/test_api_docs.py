"""The page of the API: every route, from our own files."""

from urllib.parse import urlsplit

import httpx
import pytest
from back_office_pages import fits
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import expect

from cli.server import Server

DRAWN_MS = 90_000


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_it_shows_every_route_and_asks_no_other_host(
    server: Server, new_page: NewPage, size: dict[str, int]
) -> None:
    page = new_page(None, size)
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/api/docs")
    document = httpx.get(f"{server.url}/api/v1/openapi.json", timeout=60).json()
    methods = {"get", "post", "put", "patch", "delete"}
    routes = sorted(
        (method, path)
        for path, item in document["paths"].items()
        for method in item.keys() & methods
    )
    assert len(routes) > 20
    # The reference draws its routes one after the other, long on a slow machine.
    expect(page.locator(".opblock")).to_have_count(len(routes), timeout=DRAWN_MS)
    shown = page.locator(".opblock").evaluate_all(
        """blocks => blocks.map(block => [
            block.querySelector('.opblock-summary-method').innerText.toLowerCase(),
            block.querySelector('.opblock-summary-path').getAttribute('data-path'),
        ])"""
    )
    assert sorted(map(tuple, shown)) == routes
    tags = [tag["description"] for tag in document["tags"]]
    assert len(set(tags)) == len(tags)
    first = page.locator(".opblock", has_text="/auth/login")
    first.locator(".opblock-summary-control").click()
    expect(first.locator(".responses-table").first).to_contain_text("credentials_invalid")
    own = urlsplit(server.url).netloc
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {own}
    assert errors == []
    assert fits(page)
