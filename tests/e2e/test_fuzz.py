"""What schemathesis makes of the OpenAPI document: no 5xx, and nothing that is not documented.

Each operation is called with data that its schema accepts, among it ids of things that are there,
and with data that it does not accept. The server is one of its own: it is full of rubbish after.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from cli.server import Server

from .api import pounds
from .restaurant import Till, sign_in_as

EXAMPLES = 30
# On a busy machine fewer examples are tried rather than for longer.
SECONDS_EACH = 0.8
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
]
# How what the document does not allow is refused.
REJECTED = {
    "expected-statuses": ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]
}
# It would end the sign-in that all others need; test_roles calls it.
ENDS_THE_SIGN_IN = "/auth/logout"


@dataclass
class Target:
    """A server to fuzz, the owner's token on a paired device, and ids of what is there."""

    schema: Any
    session: requests.Session
    ids: dict[str, Any]
    product_ids: list[int]
    own_device: int
    spare_product: int

    def call(self, case: Case) -> None:
        """Call and check."""
        if case.method == "DELETE" and case.path_parameters.get("device_id") == self.own_device:
            return
        case.call_and_validate(session=self.session, checks=CHECKS)


@pytest.fixture(scope="module")
def target(prepared: tuple[str, dict[str, Any]]) -> Iterator[Target]:
    with Server(template=prepared[0]) as server:
        office = sign_in_as(server.url, "owner")
        till = Till.of(office, prepared[1], "Till 1")
        session = till.open()
        owner = till.as_role("owner")
        order = owner.post("/orders", {"lines": [till.dish("Chips", 100)]})
        http = requests.Session()
        http.headers["Authorization"] = f"Bearer {owner.token}"
        ids = {
            "order_id": order["id"],
            "line_id": order["lines"][0]["id"],
            "session_id": session["id"],
            "till_id": till.id,
            "method_id": till.method("card"),
            "employee_id": till.employee("server")["id"],
            "table_id": prepared[1]["tables"][0],
            "customer_id": prepared[1]["customer"],
            "waiter_id": till.employee("server")["id"],
        }
        config = schemathesis.Config.from_dict({"checks": {"negative_data_rejection": REJECTED}})
        schema = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json", config=config)
        simple = [p["id"] for p in till.menu.snapshot["products"] if not p["modifiers"]]
        spare = office.post("/menu/products", {"name": "Spare", "price": pounds(100)})
        category = office.post("/menu/categories", {"name": "Spare"})
        ids |= {"category_id": category["id"], "parent_id": category["id"]}
        yield Target(schema, http, ids, simple, till.device.id, spare["id"])


def with_real_ids(value: Any, target: Target, chance: random.Random) -> Any:
    """The same data, in which most ids are of things that are there."""
    if isinstance(value, list):
        return [with_real_ids(item, target, chance) for item in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, item in value.items():
        real = chance.choice(target.product_ids) if name == "product_id" else target.ids.get(name)
        use_real = real is not None and chance.random() < 0.8
        found[name] = real if use_real else with_real_ids(item, target, chance)
    return found


def deepen(case: Case, target: Target, chance: random.Random) -> None:
    """Let a call get further than to the first id that is not there."""
    case.path_parameters = with_real_ids(case.path_parameters, target, chance)
    case.query = with_real_ids(case.query, target, chance)
    case.body = with_real_ids(case.body, target, chance)
    if case.method in {"DELETE", "PATCH"} and "product_id" in case.path_parameters:
        # The others are for sale to the end.
        case.path_parameters["product_id"] = target.spare_product
    if "/dayparts" in case.path and isinstance(case.body, dict):
        case.body["exclusive"] = False


def fuzz(operation: Any, mode: GenerationMode, target: Target) -> int:
    """Call one operation with data of one kind; how often. Raises what the checks find."""
    deadline, calls = time.monotonic() + SECONDS_EACH, []
    chance = random.Random(1)  # noqa: S311 - no secret

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Case) -> None:
        if time.monotonic() < deadline:
            if mode.is_positive:
                deepen(case, target, chance)
            calls.append(case)
            target.call(case)

    call()
    return len(calls)


def test_the_api_is_as_it_says(target: Target) -> None:
    failures, called = {}, {}
    for found in target.schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if operation.path == ENDS_THE_SIGN_IN:
            continue
        for mode in GenerationMode:
            label = f"{operation.label} ({mode.value})"
            try:
                called[label] = fuzz(operation, mode, target)
            except Unsatisfiable:
                # It takes nothing that could be wrong.
                called[label] = 0
            except (Exception, BaseExceptionGroup) as failure:  # noqa: BLE001 - told at the end
                failures[label] = _told(failure)
    assert not failures, "\n\n".join(f"{label}\n{text}" for label, text in failures.items())
    assert sum(called.values()) > 5 * len(called), called


def _told(failure: BaseException) -> str:
    parts = getattr(failure, "exceptions", None)
    return "\n".join(map(_told, parts)) if parts else f"{type(failure).__name__}: {failure}"


def test_the_sign_in_still_holds(target: Target) -> None:
    """Else the calls were refused before anything was tried."""
    url = target.schema.get_base_url() + "/auth/me"
    assert target.session.get(url, timeout=30).json()["role"] == "owner"
