"""Every role against every route: allowed where the role has the scope that the document declares.

The routes and their scopes are read from the OpenAPI document, the roles' scopes from domain/roles.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from cli.server import Server

from .api import Api, problem
from .database import Database
from .openapi import Bodies, Operation, operations
from .restaurant import Till, sign_in_as
from .sources import DEVICE_SCOPES, SCOPES, Role, Scope

AT_TILL = [Role.OWNER, Role.MANAGER, Role.CASHIER, Role.SERVER]


@dataclass(frozen=True)
class Principal:
    """Somebody who calls: what he may do, and how he signs in anew."""

    name: str
    scopes: frozenset[Scope]
    sign_in: Callable[[], Api]


@pytest.fixture(scope="module")
def secured(office: Api) -> list[tuple[Operation, Any]]:
    """The operations that ask for a token, each with a body that its schema accepts."""
    document = office.get("/openapi.json")
    # What is made here must not change what others sell after: a part of the day is all of it, and
    # a service charge is for parties that nobody seats.
    bodies = Bodies(document, {"begins": "00:00", "until": "24:00", "minimum_covers": 1000})
    return [
        (item, bodies.small(item.body_schema, ("minimum_covers",)) if item.body_schema else None)
        for item in operations(document)
        if not item.is_public
    ]


@pytest.fixture(scope="module")
def principals(threaded: Server, new_till: Callable[[], Till]) -> list[Principal]:
    """Everybody: each role in the back office, those that have a till at one, a device alone."""
    till = new_till()

    def of_office(role: Role) -> Callable[[], Api]:
        return lambda: sign_in_as(threaded.url, role)

    def at_till(role: Role) -> Callable[[], Api]:
        return lambda: till.device.person(till.employee(role))

    def device() -> Api:
        return Api(threaded.url, till.device.token())

    return [
        *(Principal(f"{role} in the office", SCOPES[role], of_office(role)) for role in Role),
        *(Principal(f"{role} at the till", SCOPES[role], at_till(role)) for role in AT_TILL),
        Principal("device", DEVICE_SCOPES, device),
    ]


def call(operation: Operation, api: Api, body: Any) -> httpx.Response:
    reply: httpx.Response = operation.call(api, operation.unknown_ids, body)
    return reply


def in_turn(secured: list[tuple[Operation, Any]]) -> Iterator[tuple[Operation, Any, bool]]:
    """The operations, and whether each needs a sign-in of its own: it may end it."""
    for operation, body in secured:
        yield operation, body, not operation.scopes and operation.method != "get"


def verdict(reply: httpx.Response) -> str:
    """What the reply says of the caller's rights."""
    if reply.status_code == 401:
        return "not signed in"
    code = reply.json().get("code") if reply.status_code == 403 else None
    if code == "scope_missing":
        problem(reply, 403, "scope_missing")
        return "refused"
    return "failed" if reply.status_code >= 500 else "allowed"


def test_the_document_declares_scopes(secured: list[tuple[Operation, Any]]) -> None:
    declared = {scope for operation, _ in secured for scope in operation.scopes}
    assert declared <= set(Scope)
    assert {Scope.ORDERS_WRITE, Scope.PAYMENTS_WRITE, Scope.MENU_WRITE} <= declared
    assert all(len(operation.scopes) <= 1 for operation, _ in secured)


def test_every_role_on_every_route(
    secured: list[tuple[Operation, Any]], principals: list[Principal]
) -> None:
    wrong = []
    for principal in principals:
        api = principal.sign_in()
        assert set(api.get("/auth/me")["scopes"]) == principal.scopes
        for operation, body, alone in in_turn(secured):
            reply = call(operation, principal.sign_in() if alone else api, body)
            may = set(operation.scopes) <= principal.scopes
            if verdict(reply) != ("allowed" if may else "refused"):
                wrong.append((principal.name, operation.label, reply.status_code, reply.text))
    assert wrong == []


def test_a_refused_role_changes_nothing(
    secured: list[tuple[Operation, Any]], principals: list[Principal], sql: Database
) -> None:
    for principal in principals:
        api = principal.sign_in()
        before = sql.traces()
        for operation, body in secured:
            if not set(operation.scopes) <= principal.scopes:
                assert call(operation, api, body).status_code == 403
        assert sql.traces() == before


def refused_token(api: Api, secured: list[tuple[Operation, Any]], code: str) -> None:
    """Every secured route answers 401 with this code."""
    for operation, body in secured:
        reply = call(operation, api, body)
        problem(reply, 401, code)
        assert reply.headers["www-authenticate"] == f'Bearer error="{code}"', operation.label


def test_no_token(threaded: Server, secured: list[tuple[Operation, Any]], sql: Database) -> None:
    before = sql.traces()
    refused_token(Api(threaded.url), secured, "token_missing")
    assert sql.traces() == before


def test_an_expired_token(
    threaded: Server, facts: dict[str, Any], secured: list[tuple[Operation, Any]]
) -> None:
    refused_token(Api(threaded.url, facts["expired_token"]), secured, "token_expired")


def test_a_till_renews_an_expired_token(threaded: Server, facts: dict[str, Any]) -> None:
    api = sign_in_as(threaded.url, "owner")
    api.token = facts["expired_token"]
    assert api.get("/auth/me")["role"] == Role.OWNER
    assert api.token != facts["expired_token"]


def test_a_revoked_token(threaded: Server, secured: list[tuple[Operation, Any]]) -> None:
    api = sign_in_as(threaded.url, "owner")
    api.get("/auth/me")
    assert api.call("POST", "/auth/logout").status_code == 204
    refused_token(api, secured, "token_invalid")


def test_a_revoked_device(
    office: Api, new_till: Callable[[], Till], secured: list[tuple[Operation, Any]]
) -> None:
    till = new_till()
    manager = till.as_role("manager")
    manager.get("/auth/me")
    assert office.call("DELETE", f"/devices/{till.device.id}").status_code == 204
    refused_token(manager, secured, "device_revoked")
    refused_token(till.device.api, secured, "device_revoked")
    sent = {"credential": till.device.credential}
    problem(Api(office.url).call("POST", "/auth/device", sent), 401, "device_revoked")
