"""The feed of events: in order, nothing missed, and to each what he may read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import cursor as Cursor

from cli.server import Server

from .api import Api, problem
from .database import Database
from .restaurant import Till, sign_in, sign_in_as


@contextmanager
def transaction(server: Server) -> Iterator[Cursor]:
    """A transaction of a writer's own; it is committed at the end."""
    connection = psycopg2.connect(server.dsn)
    try:
        with connection, connection.cursor() as cursor:
            # A transaction has its number from its first writing on.
            cursor.execute("SELECT pg_current_xact_id()")
            yield cursor
    finally:
        connection.close()


def write(cursor: Cursor, company_id: int, name: str) -> int:
    """Write an event that no command left; its id."""
    cursor.execute(
        "INSERT INTO fynlo_event (name, aggregate_model, aggregate_id, version, company_id)"
        " SELECT %s, 'res.company', id,"
        " (SELECT coalesce(max(version), 0) + 1 FROM fynlo_event"
        "   WHERE aggregate_model = 'res.company' AND aggregate_id = company.id) + %s, id"
        " FROM res_company company WHERE id = %s RETURNING id",
        (name, {"test.early": 1000, "test.late": 2000, "test.last": 3000}[name], company_id),
    )
    [event_id] = cursor.fetchone()
    return int(event_id)


def names(reply: dict[str, Any]) -> list[str]:
    """The names of the events in a reply."""
    return [item["name"] for item in reply["items"]]


@pytest.fixture
def company_id(till: Till, sql: Database) -> int:
    """The restaurant."""
    return int(sql.value("SELECT company_id FROM pos_config WHERE id = %s", till.id))


def present(api: Api) -> str:
    """The cursor of this moment."""
    return str(api.get("/events")["cursor"])


def test_a_late_committer_is_not_missed(office: Api, threaded: Server, company_id: int) -> None:
    """Of two transactions the one with the lower number commits last.

    A cursor by id or by time would have gone past it for ever.
    """
    start = present(office)
    with transaction(threaded) as late:
        late_id = write(late, company_id, "test.late")
        with transaction(threaded) as early:
            early_id = write(early, company_id, "test.early")
        # What is committed waits for what began before it.
        waiting = office.get("/events", cursor=start)
        assert (names(waiting), waiting["has_more"]) == ([], False)
        assert 0 < waiting["lag_seconds"] < 60
    told = office.caught_up(waiting["cursor"])
    assert [(item["id"], item["name"]) for item in told] == [
        (late_id, "test.late"),
        (early_id, "test.early"),
    ]
    # Whoever has seen all sees nothing twice.
    with transaction(threaded) as last:
        write(last, company_id, "test.last")
    assert [item["name"] for item in office.caught_up(told[-1]["cursor"])] == ["test.last"]


def test_a_day_read_by_pages_is_the_day(till: Till, office: Api, sql: Database) -> None:
    start = present(office)
    [first_id] = sql.rows("SELECT max(id) FROM fynlo_event")[0]
    for _ in range(5):
        till.pay(till.order(till.dish("Chips")))
    assert len(office.get("/events", cursor=start, limit=4)["items"]) == 4
    found = office.caught_up(start, limit=4)
    rows = sql.rows(
        "SELECT id, name, version, aggregate_uuid, payload FROM fynlo_event"
        " WHERE id > %s ORDER BY xid, id",
        first_id,
    )
    assert len(rows) >= 15
    told = ("id", "name", "version", "aggregate_uuid", "payload")
    assert [tuple(item[key] for key in told) for item in found] == rows
    # Each event's own cursor is a place to go on from.
    assert office.caught_up(found[0]["cursor"]) == found[1:]


def test_a_till_reads_what_its_own_events_hold(
    till: Till, threaded: Server, facts: dict[str, Any]
) -> None:
    neighbour = Till.of(till.office, facts, "Till 40")
    neighbour.open()
    start = present(till.cashier)
    ours, theirs = till.order(till.dish("Chips")), neighbour.order(neighbour.dish("Chips"))
    heard = till.cashier.caught_up(start)
    by_order = {item["aggregate_uuid"]: item for item in heard if item["name"] == "order.created"}
    assert by_order[ours["id"]]["payload"]["total"] == ours["total"]
    assert (by_order[ours["id"]]["till_id"], by_order[theirs["id"]]["till_id"]) == (
        till.id,
        neighbour.id,
    )
    assert "payload" not in by_order[theirs["id"]]
    # The device by itself may not read orders.
    alone = till.device.api.caught_up(start)
    assert [item["id"] for item in alone] == [item["id"] for item in heard]
    assert [item for item in alone if "payload" in item] == []


def test_another_company_reads_nothing(till: Till, threaded: Server, facts: dict[str, Any]) -> None:
    theirs = facts["other"]
    they = sign_in(threaded.url, theirs["owner"], theirs["password"])
    start = present(they)
    till.order(till.dish("Chips"))
    assert they.caught_up(start) == []


def test_who_is_not_signed_in_reads_nothing(threaded: Server) -> None:
    problem(Api(threaded.url).call("GET", "/events"), 401, "token_missing")
    problem(Api(threaded.url, "nonsense").call("GET", "/events"), 401, "token_invalid")


def test_a_cursor_of_another_database_is_gone(office: Api, prefork: Server) -> None:
    """The other server's database is a copy of the same one, and has another history since."""
    foreign = present(sign_in_as(prefork.url, "owner"))
    problem(office.call("GET", "/events", params={"cursor": foreign}), 410, "cursor_expired")
    refused = office.call("GET", "/events", params={"cursor": "nonsense"})
    assert problem(refused, 400, "malformed_request")["errors"][0]["field"] == "cursor"
