"""An order with a link, the staff who change it, and phones that look at its page."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from conftest import PATIENCE_MS, PHONE
from playwright.sync_api import Browser, BrowserContext, Page
from till_api import Api, dish

from cli.server import Server

# The statuses before each, as the table of transitions has them.
WAYS: dict[str, list[str]] = {
    "pending": [],
    "confirmed": ["confirmed"],
    "preparing": ["confirmed", "preparing"],
    "cooking": ["confirmed", "preparing", "cooking"],
    "ready": ["confirmed", "preparing", "cooking", "ready"],
    "out_for_delivery": ["confirmed", "preparing", "ready", "out_for_delivery"],
    "delivered": ["confirmed", "preparing", "ready", "out_for_delivery", "delivered"],
    "completed": ["confirmed", "preparing", "ready", "completed"],
    "cancelled": ["confirmed", "cancelled"],
}
NOTES = {
    "confirmed": "Thank you! We start as soon as the oven is free.",
    "cancelled": "Sorry, the kitchen had to close early. You pay nothing.",
}


class Followed:
    """An order that a guest follows, and the staff's till."""

    def __init__(self, server: Server, till: Api, **values: Any) -> None:
        self.server, self.till = server, till
        lines = [
            {"product_id": dish(till, "Scotch egg"), "quantity": 2, "note": "One without mustard"},
            {"product_id": dish(till, "Prawn cocktail")},
        ]
        self.order = till.post("/orders", {"lines": lines, **values})
        self.link = till.post(f"/orders/{self.order['id']}/tracking-link", {})
        self.path = f"/order/{self.link['token']}"

    def move(self, *statuses: str, note: str | None = None) -> None:
        """Let the order go on."""
        for status in statuses:
            told = {"status": status, "note": note or NOTES.get(status)}
            self.till.put(f"/orders/{self.order['id']}/status", told)

    def merge_into(self, other: "Followed") -> None:
        """Put the order into another one, as parties that sit together now."""
        orders = [{"order_id": self.order["id"]}]
        self.till.post("/orders/merge", {"target_id": other.order["id"], "orders": orders})

    def end_link(self) -> None:
        """Let the day of the link be over."""
        connection = psycopg2.connect(self.server.dsn)
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "UPDATE fynlo_order_token SET expires_at = now() - interval '1 second' WHERE"
                " order_id = (SELECT id FROM pos_order WHERE uuid = %s)",
                [self.order["id"]],
            )
        connection.close()


Phone = Callable[..., Page]


@pytest.fixture
def phone(
    server: Server, chromium: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Phone]:
    """A guest's phone: phone(path, dark=True...); photographed at the end."""
    contexts: list[BrowserContext] = []

    def opened(path: str, **options: Any) -> Page:
        settings: dict[str, Any] = {
            "viewport": PHONE,
            "device_scale_factor": 2,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
        }
        context = chromium.new_context(base_url=server.url, **{**settings, **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.errors = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
        page.on(
            "console",
            lambda said: (
                said.type == "error" and page.errors.append(f"{said.text} {said.location}")
            ),
        )  # type: ignore[attr-defined]
        page.goto(path)
        return page

    yield opened
    folder = Path(os.environ.get("FYNLO_SCREENSHOTS") or tmp_path)
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)
        context.close()
