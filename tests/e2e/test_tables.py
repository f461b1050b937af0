"""Tables on a running server: many waiters at once, and the state that follows the orders."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from .api import Api, problem
from .database import Database
from .restaurant import Device, Till, new_key
from .together import together

WAITERS = 6


@pytest.fixture(scope="module")
def hall(till: Till) -> list[dict[str, Any]]:
    """A floor of the till's own, with tables nobody else uses."""
    manager = till.as_role("manager")
    floor = manager.post("/floors", {"name": "Hall"})
    return [
        manager.post("/tables", {"floor_id": floor["id"], "number": number})
        for number in range(1, 9)
    ]


def shown(api: Api, table: dict[str, Any]) -> dict[str, Any]:
    """The table as the floor plan shows it."""
    floors = api.get("/floors")["items"]
    [found] = [item for floor in floors for item in floor["tables"] if item["id"] == table["id"]]
    item: dict[str, Any] = found
    return item


def test_an_evening_at_a_table(till: Till, hall: list[dict[str, Any]]) -> None:
    api, table = till.cashier, hall[0]
    path = f"/tables/{table['id']}"
    states = [shown(api, table)["state"]]
    states.append(api.post(f"{path}/seat", {"covers": 2})["state"])
    order = till.order(till.dish("Chips"), table_id=table["id"], covers=2)
    states.append(shown(api, table)["state"])
    states.append(api.post(f"{path}/serve")["state"])
    api.post(f"/orders/{order['id']}/lines", {"lines": [till.dish("Chips")]})
    states.append(shown(api, table)["state"])
    states.append(api.post(f"{path}/bill")["state"])
    assert [item["id"] for item in shown(api, table)["orders"]] == [order["id"]]
    till.pay(api.get(f"/orders/{order['id']}"))
    states.append(shown(api, table)["state"])
    states.append(api.post(f"{path}/clean")["state"])
    assert states == [
        "free", "seated", "ordered", "served", "ordered", "bill_asked", "dirty", "free",
    ]  # fmt: skip


def test_one_of_many_waiters_seats_a_table(
    till: Till, hall: list[dict[str, Any]], sql: Database
) -> None:
    devices = [Device.pair(till.office, till.id, f"Waiter {n}") for n in range(WAITERS)]
    waiters = [device.person(till.employee("server")) for device in devices]
    path = f"/tables/{hall[1]['id']}/seat"
    replies = together(
        [
            partial(api.call, "POST", path, {"covers": count}, key=new_key())
            for count, api in enumerate(waiters, 1)
        ]
    )
    assert Counter(reply.status_code for reply in replies) == {200: 1, 409: WAITERS - 1}
    [seated] = [reply.json() for reply in replies if reply.status_code == 200]
    for reply in replies:
        if reply.status_code == 409:
            assert problem(reply, 409, "table_not_free")["current"] == seated
    events = "SELECT count(*) FROM fynlo_event WHERE name = 'table.seated' AND aggregate_id = %s"
    assert sql.value(events, hall[1]["id"]) == 1
    assert shown(till.cashier, hall[1])["covers"] == seated["covers"]


def test_a_stale_version_of_a_table(till: Till, hall: list[dict[str, Any]], sql: Database) -> None:
    api, table = till.cashier, hall[2]
    path = f"/tables/{table['id']}"
    newer = api.post(f"{path}/seat", {"covers": 2, "base_version": table["version"]})
    before = sql.traces()
    header = {"If-Match": f'"{table["version"]}"'}
    refused = problem(
        api.call("PATCH", path, {"covers": 9}, headers=header), 409, "version_conflict"
    )
    assert refused["current"] == newer
    assert sql.traces() == before


def test_tables_are_merged_at_once(till: Till, hall: list[dict[str, Any]]) -> None:
    """Two waiters put the same table to two others: it stands with one of them."""
    manager = till.as_role("manager")
    first, second, wanted = (table["id"] for table in hall[3:6])
    replies = together(
        [
            partial(api.call, "POST", f"/tables/{to}/merge", {"table_ids": [wanted]}, key=new_key())
            for api, to in ((till.cashier, first), (manager, second))
        ]
    )
    assert Counter(reply.status_code for reply in replies) == {200: 1, 409: 1}
    [merged] = [reply.json()["id"] for reply in replies if reply.status_code == 200]
    assert shown(till.cashier, hall[5])["merged_into"] == merged


def test_another_till_has_its_own_floors(
    till: Till, hall: list[dict[str, Any]], new_till: Callable[[], Till]
) -> None:
    other = new_till()
    problem(
        other.cashier.call("POST", f"/tables/{hall[6]['id']}/seat", {}, key=new_key()),
        404,
        "not_found",
    )
    names = [floor["name"] for floor in other.cashier.get("/floors")["items"]]
    assert "Hall" not in names
    assert shown(till.cashier, hall[6])["state"] == "free"


def test_a_customer_who_is_new_is_found_at_once(till: Till) -> None:
    server = till.as_role("server")
    made = server.post("/customers", {"name": "Ömer Y\u0131ld\u0131z", "phone": "07700 900777"})
    for search in ("omer", "YILDIZ", "900777", "+44 7700 900777", "07700900777"):
        found = server.get("/customers", search=search)["items"]
        assert made["id"] in [item["id"] for item in found], search
    order = till.order(till.dish("Chips"), customer_id=made["id"])
    history = server.get(f"/customers/{made['id']}/orders")
    assert [item["id"] for item in history["items"]] == [order["id"]]
