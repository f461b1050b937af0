"""Without Redis the restaurant goes on selling; health says what is missing."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from cli.server import Server

from .api import pounds
from .restaurant import Till, sign_in_as

READY = "/api/v1/health/ready"


@pytest.fixture(scope="module")
def till_there(prefork: Server, facts: dict[str, Any]) -> Till:
    """An open till on the prefork server, whose Redis is its own."""
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 4")
    till.open()
    till.dish("Chips")
    return till


@pytest.fixture
def without_redis(till_there: Till, prefork: Server) -> Iterator[None]:
    """Redis stops, and comes back at the end, empty."""
    prefork.stop_redis()
    try:
        yield
    finally:
        prefork.start_redis()


def status(server: Server) -> tuple[int, str, str]:
    """What health says: HTTP status, the whole, and Redis."""
    reply = httpx.get(server.url + READY, timeout=30)
    body = reply.json()
    return reply.status_code, body["status"], body["checks"]["redis"]["status"]


def wait_for(server: Server, wanted: tuple[int, str, str]) -> None:
    """Wait until both workers have noticed: several answers in a row are the same."""
    deadline, in_a_row = time.monotonic() + 30, 0
    while in_a_row < 6:
        assert time.monotonic() < deadline, status(server)
        in_a_row = in_a_row + 1 if status(server) == wanted else 0
        time.sleep(0.1)


def test_selling_goes_on(till_there: Till, prefork: Server, without_redis: None) -> None:
    wait_for(prefork, (200, "degraded", "failed"))
    began = time.monotonic()
    for _ in range(5):
        order = till_there.order(till_there.dish("Soup of the day", 2))
        assert till_there.pay(order, "cash")["order"]["state"] == "paid"
        assert order["total"] == pounds(1300)
    # An outage costs a short time-out now and then, not one for each call.
    assert (time.monotonic() - began) / 10 < 1
    assert till_there.cashier.get("/menu")["products"]
    assert sign_in_as(prefork.url, "manager").get("/auth/me")["role"] == "manager"
    assert till_there.device.person(till_there.employee("server")).get("/orders")["items"]


def test_redis_that_comes_back_is_used_again(till_there: Till, prefork: Server) -> None:
    wait_for(prefork, (200, "ok", "ok"))
    order = till_there.order(till_there.dish("Chips"))
    assert till_there.pay(order)["order"]["state"] == "paid"
