"""Websockets of devices and guests: who may listen, to what, and for how long."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jwt
import pytest

from cli.server import Server

from .api import Api
from .client_socket import ClientSocket
from .database import database
from .restaurant import Device, Till, sign_in, sign_in_as

REFUSED = 4001
# A revocation closes within these, on a machine that is not too busy.
AT_ONCE_SECONDS = 5.0


@pytest.fixture(scope="module")
def till_there(prefork: Server, facts: dict[str, Any]) -> Till:
    """An open till on the prefork server, where websockets have a process of their own."""
    till = Till.of(sign_in_as(prefork.url, "owner"), facts, "Till 13")
    till.open()
    return till


@pytest.fixture
def device(till_there: Till) -> Device:
    """Another device of that till, to be cut off."""
    return Device.pair(till_there.office, till_there.id, "second iPad")


@pytest.fixture
def listener(till_there: Till, prefork: Server) -> Iterator[ClientSocket]:
    """A cashier on the till."""
    client = ClientSocket.of(prefork, str(till_there.cashier.token))
    yield client
    client.close()


# === WHO HEARS WHAT === #


def test_a_till_hears_its_events_with_what_they_hold(
    till_there: Till, listener: ClientSocket
) -> None:
    order = till_there.order(till_there.dish("Chips", 2))
    [event] = listener.events("order.created")
    assert (event["aggregate_uuid"], event["till_id"]) == (order["id"], till_there.id)
    # It comes by the company's channel and the till's, and is told once.
    assert event["payload"]["total"] == order["total"]
    # The feed has a place after the message's, and tells the same.
    fed = till_there.cashier.caught_up(event["cursor"])
    [same] = [item for item in fed if item["id"] == event["id"]]
    assert {**same, "cursor": event["cursor"]} == event


def test_of_another_till_it_hears_what_happened_to_what(
    till_there: Till, listener: ClientSocket, facts: dict[str, Any]
) -> None:
    neighbour = Till.of(till_there.office, facts, "Till 14")
    neighbour.open()
    order = neighbour.order(neighbour.dish("Chips"))
    event = listener.events("order.created")[-1]
    assert (event["aggregate_uuid"], event["till_id"]) == (order["id"], neighbour.id)
    assert "payload" not in event


def test_rights_decide_the_channels(till_there: Till, prefork: Server) -> None:
    tokens = {
        "device": till_there.device.token(),
        "cashier": till_there.cashier.token,
        "manager": till_there.as_role("manager").token,
        "office": till_there.office.token,
    }
    found = {}
    for name, token in tokens.items():
        client = ClientSocket(prefork)
        found[name] = client.authenticate(str(token))["channels"]
        client.close()
    assert found == {
        "device": ["company"],
        "cashier": ["company", "till"],
        "manager": ["company"],
        "office": ["company"],
    }


def test_another_company_hears_nothing(
    till_there: Till, prefork: Server, listener: ClientSocket, facts: dict[str, Any]
) -> None:
    theirs = facts["other"]
    their_office = sign_in(prefork.url, theirs["owner"], theirs["password"])
    they = ClientSocket.of(prefork, str(their_office.token))
    till_there.order(till_there.dish("Chips"))
    listener.events("order.created")
    Device.pair(their_office, theirs["till"])
    assert {item["name"] for item in they.events("device.paired")} == {"device.paired"}
    assert listener.heard(2) == []
    they.close()


def test_a_guest_hears_his_order_alone(till_there: Till, prefork: Server) -> None:
    own, other = (till_there.order(till_there.dish("Chips")) for _ in range(2))
    link = till_there.cashier.post(f"/orders/{own['id']}/tracking-link")
    guest = ClientSocket(prefork)
    answer = guest.authenticate(link["token"])
    assert answer["channels"] == ["order"]
    assert answer["expires_at"] == link["expires_at"]
    for order in (other, own):
        body = {"status": "confirmed", "note": "Soon"}
        assert till_there.cashier.call("PUT", f"/orders/{order['id']}/status", body).is_success
    [event] = guest.events("order.status_changed")
    assert (event["aggregate_uuid"], event["payload"]["status"]) == (own["id"], "confirmed")
    till_there.pay(other)
    assert guest.heard(2) == []
    # What it cost him he reads on his receipt: only the status is told with what it holds.
    till_there.pay(own)
    paid = guest.events("order.paid")
    assert {item["aggregate_uuid"] for item in paid} == {own["id"]}
    assert [item for item in paid if "payload" in item] == []
    guest.close()


def test_a_guest_goes_on_with_the_order_that_took_his_in(till_there: Till, prefork: Server) -> None:
    """On the same connection, and by the feed: of the other order what happens since."""
    own, other = (till_there.order(till_there.dish("Chips")) for _ in range(2))
    link = till_there.cashier.post(f"/orders/{own['id']}/tracking-link")
    api, guest = Api(prefork.url, link["token"]), ClientSocket.of(prefork, link["token"])
    cursor = api.present_cursor()
    path = f"/orders/{other['id']}/status"
    earlier = {"status": "confirmed", "note": "Of another party"}
    assert till_there.cashier.call("PUT", path, earlier).is_success
    merge = {"target_id": other["id"], "orders": [{"order_id": own["id"]}]}
    till_there.cashier.post("/orders/merge", merge)
    assert till_there.cashier.call("PUT", path, {"status": "preparing"}).is_success
    told = [
        (own["id"], "order.status_changed", "cancelled"),
        (own["id"], "order.cancelled", None),
        (other["id"], "order.merged", None),
        (other["id"], "order.status_changed", "preparing"),
    ]
    pushed = guest.events("order.merged")
    while len(pushed) < len(told):
        pushed += guest.events("order.status_changed")
    assert [_told(event) for event in pushed] == told
    assert [_told(event) for event in api.caught_up(cursor)] == told
    guest.close()


def _told(event: dict[str, Any]) -> tuple[str, str, str | None]:
    """Of which order, what, and the status that it is told with."""
    return event["aggregate_uuid"], event["name"], event.get("payload", {}).get("status")


# === HOW A TOKEN COMES === #


def test_a_token_comes_with_the_handshake(till_there: Till, prefork: Server) -> None:
    token = till_there.cashier.token
    by_header = ClientSocket(prefork, header=[f"Authorization: Bearer {token}"])
    by_protocol = ClientSocket(prefork, subprotocols=["bearer", token])
    assert (by_header.subprotocol, by_protocol.subprotocol) == (None, "bearer")
    for client in (by_header, by_protocol):
        answer = client.receive()
        expires_at = datetime.fromisoformat(answer.pop("expires_at"))
        assert answer == {"type": "authenticated", "channels": ["company", "till"]}
        claims = jwt.decode(str(token), options={"verify_signature": False})
        assert expires_at.timestamp() == claims["exp"]
        client.close()


def test_a_new_token_extends_the_connection(device: Device, prefork: Server) -> None:
    client = ClientSocket(prefork)
    first = client.authenticate(device.token())
    time.sleep(1.1)
    second = client.authenticate(device.token())
    assert second["expires_at"] > first["expires_at"]
    client.send(type="ping")
    assert client.receive() == {"type": "pong"}
    client.close()


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("nonsense", "token_invalid"),
        ("fyk_" + "x" * 43, "token_invalid"),
        ("fyo_" + "x" * 43, "token_invalid"),
    ],
)
def test_a_wrong_token_is_refused(token: str, reason: str, prefork: Server) -> None:
    client = ClientSocket(prefork)
    client.send(type="authenticate", token=token)
    assert client.refused() == (REFUSED, reason)
    for more in (
        {"header": [f"Authorization: Bearer {token}"]},
        {"subprotocols": ["bearer", token]},
    ):
        assert ClientSocket(prefork, **more).refused() == (REFUSED, reason)


def test_who_says_nothing_is_refused(prefork: Server) -> None:
    client = ClientSocket(prefork)
    client.send(type="ping")
    assert client.receive() == {"type": "pong"}
    start = time.monotonic()
    assert client.refused() == (REFUSED, "token_missing")
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", '{"type": "subscribe"}', '{"type": "authenticate"}']
)
def test_what_is_no_message_is_answered(text: str, listener: ClientSocket) -> None:
    listener.send_text(text)
    answer = listener.receive()
    assert (answer["type"], answer["code"]) == ("error", "malformed_request")
    listener.send(type="ping")
    assert listener.receive() == {"type": "pong"}


# === HOW IT ENDS === #


def test_an_expired_token_is_refused(prefork: Server, facts: dict[str, Any]) -> None:
    client = ClientSocket(prefork)
    client.send(type="authenticate", token=facts["expired_token"])
    assert client.refused() == (REFUSED, "token_expired")


def test_a_token_that_ends_ends_the_connection(till_there: Till, prefork: Server) -> None:
    order = till_there.order(till_there.dish("Chips"))
    link = till_there.cashier.post(f"/orders/{order['id']}/tracking-link")
    with database(prefork.dsn) as sql:
        sql.rows(
            "UPDATE fynlo_order_token SET expires_at = now() AT TIME ZONE 'UTC' + interval '3 s'"
            " WHERE id = (SELECT max(id) FROM fynlo_order_token)"
        )
    client = ClientSocket.of(prefork, link["token"])
    assert client.refused(AT_ONCE_SECONDS + 3) == (REFUSED, "token_expired")


def test_a_revoked_device_is_cut_off(device: Device, till_there: Till, prefork: Server) -> None:
    client = ClientSocket.of(prefork, device.token())
    till_there.office.call("DELETE", f"/devices/{device.id}")
    assert client.refused(AT_ONCE_SECONDS + 2) == (REFUSED, "device_revoked")
    # And does not come back.
    again = ClientSocket(prefork)
    again.send(type="authenticate", token=str(device.api.token))
    assert again.refused() == (REFUSED, "device_revoked")


def test_who_signs_out_is_cut_off(device: Device, till_there: Till, prefork: Server) -> None:
    person = device.person(till_there.employee("cashier"))
    client = ClientSocket.of(prefork, str(person.token))
    other = ClientSocket.of(prefork, device.token())
    person.post("/auth/logout")
    assert client.refused(AT_ONCE_SECONDS + 2) == (REFUSED, "token_invalid")
    other.send(type="ping")
    while other.receive()["type"] != "pong":
        pass
    other.close()


def test_other_rights_end_the_connection(device: Device, till_there: Till, prefork: Server) -> None:
    employee = till_there.employee("server")
    person = device.person(employee)
    client = ClientSocket.of(prefork, str(person.token))
    with database(prefork.dsn) as sql:
        sql.rows("UPDATE hr_employee SET fynlo_role = 'kitchen' WHERE id = %s", employee["id"])
    try:
        assert client.refused(AT_ONCE_SECONDS + 2) == (REFUSED, "rights_changed")
    finally:
        with database(prefork.dsn) as sql:
            sql.rows("UPDATE hr_employee SET fynlo_role = 'server' WHERE id = %s", employee["id"])


# === PRESENCE === #


def test_pings_write_nothing(device: Device, prefork: Server) -> None:
    client = ClientSocket.of(prefork, device.token())
    with database(prefork.dsn) as sql:
        seen = "SELECT last_seen_at, xmin::text FROM fynlo_device WHERE id = %s"
        before = sql.rows(seen, device.id)
        assert before[0][0] is not None
        for _ in range(5):
            client.send(type="ping")
            assert client.receive() == {"type": "pong"}
            time.sleep(0.3)
        assert sql.rows(seen, device.id) == before
    client.close()
