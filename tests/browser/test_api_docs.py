"""The page of the API: every route, from our own files."""

from urllib.parse import urlsplit

import httpx
import pytest
from back_office_pages import fits
from conftest import PHONE, TABLET, NewPage
from playwright.sync_api import Page, expect

from cli.server import Server

ROUTES = """() => [...document.querySelectorAll(".opblock")].map((block) => [
    block.querySelector(".opblock-summary-method").innerText.toLowerCase(),
    block.querySelector(".opblock-summary-path").getAttribute("data-path"),
])"""


def scrolled_through(page: Page) -> list[tuple[str, str]]:
    """Every route that is shown from the top of the page to its end.

    The reference draws only those that are in sight.
    """
    expect(page.locator(".opblock").first).to_be_visible()
    found: set[tuple[str, str]] = set()
    at_end = False
    while not at_end:
        found |= {(method, path) for method, path in page.evaluate(ROUTES)}
        at_end = page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight")
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(100)
    page.evaluate("scrollTo(0, 0)")
    return sorted(found)


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
    assert scrolled_through(page) == routes
    tags = [tag["description"] for tag in document["tags"]]
    assert len(set(tags)) == len(tags)
    first = page.locator(".opblock", has_text="/auth/login")
    first.locator(".opblock-summary-control").click()
    expect(first.locator(".responses-table").first).to_contain_text("credentials_invalid")
    own = urlsplit(server.url).netloc
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {own}
    assert errors == []
    assert fits(page)
