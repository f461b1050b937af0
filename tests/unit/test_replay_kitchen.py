"""The cooks of a replay, against a kitchen in memory."""

from typing import Any

import pytest

from cli.replay import kitchen
from cli.replay.errors import Refused
from cli.replay.kitchen import Cook, Kitchen, checks_of, is_made, sends_orders


class FakeKitchen:
    """One station's tickets, as the API has them."""

    def __init__(self, *tickets: dict[str, Any]) -> None:
        self.tickets = {ticket["id"]: ticket for ticket in tickets}
        self.done: list[tuple[str, str, dict[str, Any]]] = []
        self.refusal: Refused | None = None

    def get(self, name: str, path: str, **query: Any) -> dict[str, Any]:
        assert (name, path, query) == (
            "kitchen.orders",
            "/kitchen/orders",
            {"station_id": 7, "limit": 200},
        )
        return {"items": list(self.tickets.values())}

    def post(
        self, name: str, path: str, body: dict[str, Any], key: str | None = None
    ) -> dict[str, Any]:
        if self.refusal:
            raise self.refusal
        *_, ticket, action = path.split("/")
        assert name == f"kitchen.{action}"
        self.done.append((action, ticket, body))
        if action == "start":
            self.tickets[ticket]["state"] = "started"
        else:
            del self.tickets[ticket]
        return {}


def ticket(number: str, **values: Any) -> dict[str, Any]:
    return {"id": number, "state": "new", "lines": [], **values}


def cook(api: FakeKitchen, speed: float, kind: str = "preparation") -> Cook:
    return Cook(api, {"id": 7, "name": "Grill", "kind": kind}, speed)  # type: ignore[arg-type]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which a test moves."""
    now = [1000.0]
    monkeypatch.setattr(kitchen.time, "monotonic", lambda: now[0])
    return now


def test_a_ticket_waits_is_started_and_completed(clock: list[float]) -> None:
    api = FakeKitchen(
        ticket("a", lines=[{"id": "x", "check": "Done?"}, {"id": "y", "check": None}])
    )
    grill = cook(api, speed=60)
    assert grill.look() == 1
    clock[0] += 0.5
    assert grill.look() == 1
    assert api.done == []
    clock[0] += 2.5
    grill.look()
    assert api.done == [("start", "a", {})]
    grill.look()
    assert api.done == [("start", "a", {})]
    clock[0] += 14
    grill.look()
    assert api.done[1:] == [("complete", "a", {"checked": ["x"]})]
    assert grill.look() == 0


def test_as_fast_as_it_can_nobody_waits(clock: list[float]) -> None:
    api = FakeKitchen(ticket("a"), ticket("b"))
    grill = cook(api, speed=0)
    grill.look()
    assert [done[:2] for done in api.done] == [("complete", "a"), ("complete", "b")]
    assert clock == [1000.0]


def test_the_expo_hands_out_what_is_made(clock: list[float]) -> None:
    def made(*states: str) -> list[dict[str, Any]]:
        return [{"id": "x", "stations": [{"state": state} for state in states]}]

    assert is_made(ticket("a", lines=made("done", "voided")))
    assert not is_made(ticket("a", lines=made("done", "started")))
    api = FakeKitchen(ticket("a", lines=made("started")), ticket("b", lines=made("done")))
    cook(api, 60, "expo").look()
    assert api.done == [("complete", "b", {"checked": []})]


def test_what_somebody_else_did_meanwhile_is_no_error(clock: list[float]) -> None:
    api = FakeKitchen(ticket("a"))
    api.refusal = Refused("kitchen.start", 409, {"detail": "It is completed."})
    grill = cook(api, speed=60)
    grill.look()
    clock[0] += 20
    assert grill.look() == 1
    api.refusal = Refused("kitchen.start", 403, {})
    with pytest.raises(Refused):
        grill.look()


def test_the_kitchen_makes_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kitchen, "LOOK_SECONDS", 0.01)
    api = FakeKitchen(ticket("a"), ticket("b"))
    with Kitchen([cook(api, speed=100_000)], speed=100_000):
        pass
    assert sorted(done[:2] for done in api.done if done[0] == "complete") == [
        ("complete", "a"),
        ("complete", "b"),
    ]
    assert not api.tickets


def test_a_cook_s_error_ends_the_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kitchen, "LOOK_SECONDS", 0.01)
    api = FakeKitchen(ticket("a"))
    api.refusal = Refused("kitchen.complete", 403, {})
    with pytest.raises(Refused), Kitchen([cook(api, speed=100_000)], speed=100_000):
        pass


def test_a_replay_that_failed_does_not_wait_for_the_cooks() -> None:
    api = FakeKitchen(ticket("a"))
    with pytest.raises(ValueError, match="sold"), Kitchen([cook(api, speed=1)], speed=1):
        raise ValueError("not sold")
    assert api.done == []


def test_it_knows_a_server_with_a_kitchen() -> None:
    class Office:
        def __init__(self, *paths: str) -> None:
            self.paths = dict.fromkeys(paths)

        def get(self, name: str, path: str) -> dict[str, Any]:
            assert path == "/openapi.json"
            return {"paths": self.paths}

    assert sends_orders(Office("/api/v1/orders/{order_id}/send"))  # type: ignore[arg-type]
    without = Office("/api/v1/orders/{order_id}", "/api/v1/orders/{order_id}/receipt/email")
    assert not sends_orders(without)  # type: ignore[arg-type]
    assert checks_of(ticket("a")) == []
