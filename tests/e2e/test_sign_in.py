"""Sign-in on a running server: what must hold when many try at once, and when a try is refused."""

import base64
import hmac
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg2
import pytest

from cli.server import Server

OWNER = {"login": "owner@example.com", "password": "copper-owner"}
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Two workers, on their own demo restaurant."""
    with Server(workers=2) as running:
        yield running


@pytest.fixture
def sql(server: Server) -> Iterator[Sql]:
    """Statements on the server's database, each committed."""
    connection = psycopg2.connect(server.dsn)
    connection.autocommit = True

    def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    # The limits of requests are tested elsewhere; here they would hide the lock-out.
    run("DELETE FROM ir_config_parameter WHERE key = 'fynlo_pos_api.rate_limits'")
    run("INSERT INTO ir_config_parameter (key, value) VALUES ('fynlo_pos_api.rate_limits', 'off')")
    # All tests try from one address.
    run("DELETE FROM fynlo_lockout")
    yield run
    connection.close()


@pytest.fixture
def client(server: Server, sql: Sql) -> Iterator[httpx.Client]:
    """A client of the API."""
    limits = httpx.Limits(max_connections=60)
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60, limits=limits) as opened:
        yield opened


@pytest.fixture
def owner(client: httpx.Client) -> dict[str, str]:
    """Headers of the owner."""
    return bearer(client.post("/auth/login", json=OWNER).json())


@pytest.fixture
def device(client: httpx.Client, owner: dict[str, str]) -> dict[str, str]:
    """Headers of a newly paired device."""
    code = pairing_code(client, owner)
    paired = client.post("/devices/pair", json={"code": code, "name": "Test"}).json()
    return bearer(client.post("/auth/device", json={"credential": paired["credential"]}).json())


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def pairing_code(client: httpx.Client, owner: dict[str, str]) -> str:
    till_id = client.get("/tills", headers=owner).json()["items"][0]["id"]
    made = client.post("/devices/pairing-codes", json={"till_id": till_id}, headers=owner)
    return str(made.json()["code"])


def at_once(count: int, call: Callable[[int], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(call, range(count)))


def refresh(client: httpx.Client, token: str) -> httpx.Response:
    return client.post("/auth/refresh", json={"refresh_token": token})


def test_forty_wrong_pins_at_once_are_five_tries(
    client: httpx.Client, device: dict[str, str], sql: Sql
) -> None:
    employee_id = client.get("/employees", headers=device).json()["items"][0]["id"]
    wrong = {"employee_id": employee_id, "pin": "0000"}
    told = "SELECT count(*) FROM fynlo_event WHERE name = 'auth.locked_out'"
    [(before,)] = sql(told)
    replies = at_once(40, lambda _: client.post("/auth/pin", json=wrong, headers=device))

    assert Counter(reply.status_code for reply in replies) == {401: 5, 429: 35}
    locked = next(reply for reply in replies if reply.status_code == 429)
    assert locked.json()["code"] == "locked_out"
    assert 0 < int(locked.headers["Retry-After"]) <= 30
    [(pin,)] = sql("SELECT pin FROM hr_employee WHERE id = %s", employee_id)
    right = {"employee_id": employee_id, "pin": pin}
    assert client.post("/auth/pin", json=right, headers=device).status_code == 429
    assert sql(told) == [(before + 1,)]

    sql("UPDATE fynlo_lockout SET locked_until = now() AT TIME ZONE 'UTC'")
    assert client.post("/auth/pin", json=right, headers=device).status_code == 200


def test_a_reused_token_ends_the_sign_in_though_the_request_is_refused(
    client: httpx.Client, sql: Sql
) -> None:
    first = client.post("/auth/login", json=OWNER).json()
    second = refresh(client, first["refresh_token"]).json()
    third = refresh(client, second["refresh_token"]).json()
    stolen = refresh(client, first["refresh_token"])

    assert (stolen.status_code, stolen.json()["code"]) == (401, "token_reused")
    assert refresh(client, third["refresh_token"]).json()["code"] == "token_invalid"
    assert client.get("/auth/me", headers=bearer(third)).status_code == 401
    newest = "SELECT revoked_at IS NOT NULL, id FROM fynlo_login ORDER BY id DESC LIMIT 1"
    [(revoked, login_id)] = sql(newest)
    assert revoked
    events = "SELECT count(*) FROM fynlo_event WHERE name = 'auth.token_reused'"
    assert sql(events + " AND aggregate_id = %s", login_id) == [(1,)]


def test_the_same_token_ten_times_at_once_locks_nobody_out(client: httpx.Client) -> None:
    first = client.post("/auth/login", json=OWNER).json()
    replies = at_once(10, lambda _: refresh(client, first["refresh_token"]))

    assert {reply.status_code for reply in replies} == {200}
    kept, lost = replies[3].json(), replies[7].json()
    assert refresh(client, kept["refresh_token"]).status_code == 200
    assert refresh(client, lost["refresh_token"]).json()["code"] == "token_reused"


def test_a_code_pairs_one_of_ten_devices(client: httpx.Client, owner: dict[str, str]) -> None:
    code = pairing_code(client, owner)
    before = len(client.get("/devices", headers=owner).json()["items"])
    replies = at_once(
        10, lambda number: client.post("/devices/pair", json={"code": code, "name": str(number)})
    )
    statuses = Counter(reply.status_code for reply in replies)
    assert statuses[201] == 1
    assert set(statuses) <= {201, 422, 429}
    assert len(client.get("/devices", headers=owner).json()["items"]) == before + 1


def test_the_first_devices_of_a_company_share_one_user(
    client: httpx.Client, owner: dict[str, str], sql: Sql
) -> None:
    sql("UPDATE res_users SET login = login || '-' || id WHERE login LIKE 'fynlo-till-%%'")
    codes = [pairing_code(client, owner) for _ in range(4)]
    replies = at_once(
        4, lambda n: client.post("/devices/pair", json={"code": codes[n], "name": f"First {n}"})
    )
    assert [reply.status_code for reply in replies] == [201] * 4
    newest = "SELECT user_id FROM fynlo_device ORDER BY id DESC LIMIT 4"
    users = f"SELECT count(DISTINCT user_id) FROM ({newest}) AS device"  # noqa: S608
    assert sql(users) == [(1,)]


def test_codes_of_the_authenticator_are_counted_and_used_once(
    client: httpx.Client, owner: dict[str, str], sql: Sql
) -> None:
    [(user_id,)] = sql("SELECT id FROM res_users WHERE login = %s", OWNER["login"])
    sql("UPDATE res_users SET totp_secret = %s WHERE id = %s", TOTP_SECRET, user_id)
    try:
        sql("DELETE FROM auth_totp_rate_limit_log WHERE user_id = %s", user_id)
        counted = "SELECT count(*) FROM auth_totp_rate_limit_log WHERE user_id = %s"
        wrong = client.post("/auth/login", json={**OWNER, "totp": "000000"})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "credentials_invalid")
        assert sql(counted, user_id) == [(1,)]

        right = {**OWNER, "totp": totp_code()}
        replies = [client.post("/auth/login", json=right) for _ in range(2)]
        assert [reply.status_code for reply in replies] == [200, 401]
    finally:
        sql("UPDATE res_users SET totp_secret = NULL WHERE id = %s", user_id)


def totp_code() -> str:
    """The code that the authenticator app shows now (RFC 6238)."""
    counter = int(time.time() / 30).to_bytes(8, "big")
    mac = hmac.digest(base64.b32decode(TOTP_SECRET), counter, "sha1")
    offset = mac[-1] & 0xF
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
