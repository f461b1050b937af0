"""The outbox is append-only: the database itself refuses to change it."""

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from cli.server import Server

from .database import Database
from .odoo_shell import run_inside
from .restaurant import Till


@pytest.fixture
def event_id(till: Till, sql: Database) -> int:
    """The event of a new order."""
    order = till.order(till.dish("Chips"))
    return int(sql.value("SELECT id FROM fynlo_event WHERE aggregate_uuid = %s", order["id"]))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fynlo_event SET name = 'order.never' WHERE id = %(id)s",
        "UPDATE fynlo_event SET payload = '{}' WHERE id = %(id)s",
        "DELETE FROM fynlo_event WHERE id = %(id)s",
        "TRUNCATE fynlo_event CASCADE",
        (
            "INSERT INTO fynlo_event SELECT * FROM fynlo_event WHERE id = %(id)s"
            " ON CONFLICT (id) DO UPDATE SET name = 'order.never'"
        ),
    ],
)
def test_events_never_change(
    statement: str, event_id: int, threaded: Server, sql: Database
) -> None:
    before = sql.rows("SELECT * FROM fynlo_event ORDER BY id")
    connection = psycopg2.connect(threaded.dsn)
    try:
        with (
            pytest.raises(InsufficientPrivilege, match="append-only"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, {"id": event_id})
    finally:
        connection.close()
    assert sql.rows("SELECT * FROM fynlo_event ORDER BY id") == before


def test_an_event_says_who_where_and_when(event_id: int, till: Till, sql: Database) -> None:
    [row] = sql.rows(
        "SELECT name, aggregate_model, version, config_id, employee_id, device_id, command,"
        " request_id <> '', abs(extract(epoch FROM occurred_at - (now() AT TIME ZONE 'UTC')))"
        " < 60, xid > 0 FROM fynlo_event WHERE id = %s",
        event_id,
    )
    who = (till.id, till.employee("cashier")["id"], till.device.id)
    assert row == ("order.created", "pos.order", 1, *who, "order.create", True, True, True)


def test_retention_deletes_what_is_old_and_nothing_else(
    event_id: int, threaded: Server, sql: Database
) -> None:
    old = (
        "INSERT INTO fynlo_event (name, aggregate_model, aggregate_id, version, company_id,"
        " occurred_at) SELECT 'test.old', 'res.company', company_id, 1000000, company_id,"
        " now() - interval '9 years' FROM fynlo_event WHERE id = %s RETURNING id"
    )
    old_id = sql.value(old, event_id)
    before = sql.value("SELECT count(*) FROM fynlo_event")
    assert run_inside(threaded, "delete_old_events.py") == 1
    assert sql.rows("SELECT id FROM fynlo_event WHERE id = %s", old_id) == []
    assert sql.value("SELECT count(*) FROM fynlo_event") == before - 1
