"""Secrets stay secret, and Odoo's own doors do not lead past the API's checks."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from cli.server import Server

from .api import Api, pounds
from .database import Database
from .odoo_shell import run_inside
from .restaurant import LOGINS, Device, Till, new_key, sign_in_as
from .rpc import Odoo, RpcRefused

NOT_CALLABLE = {"odoo.exceptions.AccessError", "builtins.AttributeError"}


def test_the_log_holds_no_secret(new_till: Callable[[], Till], threaded: Server) -> None:
    till = new_till()
    till.open()
    owner = sign_in_as(threaded.url, "owner")
    code = owner.post("/devices/pairing-codes", {"till_id": till.id})["code"]
    paired = Api(threaded.url).post("/devices/pair", {"code": code, "name": "Secret iPad"})
    wrong = {"login": "owner@example.com", "password": "a-wrong-password-4711"}
    assert Api(threaded.url).call("POST", "/auth/login", wrong).status_code == 401
    sent = {"employee_id": till.employee("server")["id"], "pin": "918273"}
    assert till.device.api.call("POST", "/auth/pin", sent).status_code == 401
    # Secrets in what is refused as a whole.
    refused = {"login": ["x"], "password": "in-a-broken-body-42"}
    assert Api(threaded.url).call("POST", "/auth/login", refused).status_code == 422
    login = {name: LOGINS["cashier"][name] for name in ("login", "password")}
    tokens = Api(threaded.url).post("/auth/login", login)
    renewed = Api(threaded.url).post("/auth/refresh", {"refresh_token": tokens["refresh_token"]})
    order = till.order(till.dish("Chips"))
    link = till.cashier.post(f"/orders/{order['id']}/tracking-link")["token"]
    assert httpx.get(f"{threaded.url}/order/{link}").status_code == 200
    # In the address, where they do not belong.
    owner.call("GET", "/orders", params={"access_token": "in-the-query-99"})
    secrets = [
        *(account["password"] for account in LOGINS.values()),
        *(owner.token, till.device.credential, till.device.api.token, till.cashier.token),
        *(code, paired["credential"], wrong["password"], "918273", refused["password"]),
        link,
        *(tokens["access_token"], tokens["refresh_token"]),
        *(renewed["access_token"], renewed["refresh_token"]),
    ]
    log = threaded.log.read_text()
    assert "/api/v1/auth/pin" in log
    assert "/order/***" in log
    assert [secret for secret in secrets if secret and secret in log] == []


def test_the_database_holds_no_secret_as_it_is(till: Till, sql: Database) -> None:
    owner = sign_in_as(till.office.url, "owner")
    device = Device.pair(owner, till.id)
    secrets = [device.credential, owner.token, device.api.token]
    tables = [
        row[0] for row in sql.rows("SELECT tablename FROM pg_tables WHERE tablename ~ '^fynlo_'")
    ]
    assert {"fynlo_device", "fynlo_refresh_token", "fynlo_signing_key"} <= set(tables)
    for table in tables:
        text = str(sql.rows(f"SELECT row_to_json(t)::text FROM {table} t"))  # noqa: S608
        assert [secret for secret in secrets if secret and secret in text] == [], table


def test_a_reply_tells_nobody_elses_secrets(till: Till, office: Api) -> None:
    pins = [employee["pin"] for employee in till.employees]
    for api, path in (
        (till.device.api, "/employees"),
        (office, "/employees"),
        (office, "/devices"),
    ):
        text = api.call("GET", path).text
        assert [pin for pin in pins if f'"{pin}"' in text] == []
        assert "credential" not in text


@pytest.fixture(scope="module")
def commands(threaded: Server) -> list[list[str]]:
    """(model, method) of every command and query, as the server itself finds them."""
    found: list[list[str]] = run_inside(threaded, "list_commands.py")
    return found


@pytest.mark.parametrize("role", ["owner", "cashier", "accountant"])
def test_commands_are_no_methods_of_rpc(
    commands: list[list[str]], role: str, threaded: Server, sql: Database
) -> None:
    person = Odoo.as_role(threaded, role)
    before = sql.traces()
    assert len(commands) > 20
    private = [
        ["fynlo.runner", "_command"],
        ["fynlo.runner", "_query"],
        ["fynlo.runner", "_execute"],
    ]
    for model, method in [*commands, *private, ["fynlo.back_office", "_command"]]:
        with pytest.raises(RpcRefused) as refused:
            person.method(model, method, {})
        assert refused.value.kind in NOT_CALLABLE, (model, method, refused.value)
    assert sql.traces() == before


def test_services_have_no_public_method(threaded: Server) -> None:
    """Whatever a service is given one day: RPC may call nothing that only services have."""
    assert run_inside(threaded, "public_methods.py") == []


def forged_caller(till: Till) -> dict[str, Any]:
    """What a Caller would say, as JSON can say it."""
    return {
        "fynlo_caller": {
            "user_id": 1, "company_id": 1, "scopes": ["orders:write"], "role": "owner",
            "till_id": till.id, "device_id": till.device.id,
        }
    }  # fmt: skip


def test_a_context_makes_nobody_a_caller(till: Till, threaded: Server, sql: Database) -> None:
    order = till.order(till.dish("Chips"))
    kitchen = Odoo.as_role(threaded, "kitchen")
    context = forged_caller(till)
    before = sql.traces()
    for model, method, arguments in (
        ("fynlo.order", "create_order", [{}]),
        ("pos.order", "write", [[1], {"amount_total": 0}]),
        ("fynlo.event", "create", [{"name": "order.never"}]),
        ("fynlo.event", "search_read", [[]]),
        ("fynlo.device", "search_read", [[]]),
        ("fynlo.signing.key", "search_read", [[]]),
        ("fynlo.refresh.token", "search_read", [[]]),
        ("fynlo.idempotency", "search_read", [[]]),
    ):
        with pytest.raises(RpcRefused) as refused:
            kitchen.method(model, method, *arguments, context=context)
        assert refused.value.kind in NOT_CALLABLE, (model, method, refused.value)
    assert sql.traces() == before
    assert till.cashier.get(f"/orders/{order['id']}")["total"] == pounds(450)


@pytest.mark.parametrize(
    "model", ["fynlo.signing.key", "fynlo.refresh.token", "fynlo.idempotency", "fynlo.pairing.code"]
)
def test_nobody_reads_keys_and_tokens(model: str, threaded: Server) -> None:
    """Not the owner either, who administers Odoo."""
    owner = Odoo.as_role(threaded, "owner")
    with pytest.raises(RpcRefused) as refused:
        owner.method(model, "search_read", [])
    assert refused.value.kind == "odoo.exceptions.AccessError"


def test_events_are_written_by_commands_alone(till: Till, threaded: Server) -> None:
    till.order(till.dish("Chips"))
    owner = Odoo.as_role(threaded, "owner")
    [event] = owner.method("fynlo.event", "search", [["name", "=", "order.created"]], limit=1)
    values = {"name": "order.never"}
    for method, arguments in (
        ("write", [[event], values]),
        ("unlink", [[event]]),
        ("create", [values]),
    ):
        with pytest.raises(RpcRefused) as refused:
            owner.method("fynlo.event", method, *arguments)
        assert refused.value.kind == "odoo.exceptions.AccessError"


def test_json_2_leads_no_further(till: Till, threaded: Server) -> None:
    """A token of the API is none of Odoo's own doors."""
    body = {"data": {"lines": []}}
    for path in ("/json/2/fynlo.order/create_order", "/json/2/pos.order/search_read"):
        api = Api(threaded.url, till.cashier.token)
        reply = api._client.post(
            threaded.url + path, json=body, headers={"Authorization": f"Bearer {api.token}"}
        )
        assert reply.status_code in {401, 403}, reply.text
    assert till.cashier.call("POST", "/orders", {"lines": []}, key=new_key()).status_code == 201
