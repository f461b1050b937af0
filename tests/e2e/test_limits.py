"""The usual rate limits, which the other modules turn off."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from cli.server import Server

from .api import Api, problem
from .restaurant import sign_in_as
from .rpc import Odoo
from .together import together

PARAMETER = "fynlo_pos_api.rate_limits"
RATES = '{"default": {"caller": [1, 12]}, "login": {"address": [0.02, 4]}}'


@pytest.fixture(scope="module")
def limited(prefork: Server) -> Iterator[tuple[Api, Api]]:
    """Two people, while a caller has 12 requests in one go and one a second."""
    people = sign_in_as(prefork.url, "manager"), sign_in_as(prefork.url, "accountant")
    owner = Odoo.as_role(prefork, "owner")
    owner.method("ir.config_parameter", "set_param", PARAMETER, RATES)
    yield people
    owner.method("ir.config_parameter", "set_param", PARAMETER, "off")


def test_a_caller_that_is_too_fast(limited: tuple[Api, Api]) -> None:
    manager, accountant = limited
    replies = together([partial(manager.call, "GET", "/orders")] * 20)
    statuses = Counter(reply.status_code for reply in replies)
    # 12 at once by both workers together, and one more when a second has passed.
    assert 12 <= statuses[200] <= 14
    assert statuses[200] + statuses[429] == 20
    refused = next(reply for reply in replies if reply.status_code == 429)
    problem(refused, 429, "rate_limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 2
    assert refused.headers["ratelimit-limit"] == "12"
    assert refused.headers["ratelimit-remaining"] == "0"
    # Another caller, though from the same address, has limits of its own.
    assert accountant.get("/orders")["items"] is not None


def test_guessing_passwords(limited: tuple[Api, Api], prefork: Server) -> None:
    wrong: dict[str, Any] = {"login": "nobody@example.com", "password": "guess"}
    replies = [Api(prefork.url).call("POST", "/auth/login", wrong) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [401] * 4 + [429] * 2
    problem(replies[-1], 429, "rate_limited")
    assert int(replies[-1].headers["retry-after"]) > 1
