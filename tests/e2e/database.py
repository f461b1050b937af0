"""The database of a server, asked directly."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

# What a refused request must not have changed: every table of the restaurant's, and its versions.
WATCHED = (
    "fynlo_event", "fynlo_idempotency", "fynlo_device", "fynlo_pairing_code", "fynlo_login",
    "fynlo_api_key", "pos_order", "pos_order_line", "pos_payment", "pos_session", "pos_config",
    "pos_category", "product_template", "product_product", "res_partner", "account_move",
    "hr_employee", "res_company", "fynlo_availability", "stock_picking", "restaurant_floor",
    "restaurant_table", "fynlo_order_token", "fynlo_service_request", "fynlo_kitchen_ticket",
    "fynlo_kitchen_ticket_line",
)  # fmt: skip
# The time at which these were last seen is noted, whatever came of the request.
SEEN = ("fynlo_device", "fynlo_api_key")


class Database:
    """One connection; every statement is its own transaction."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg2.connect(dsn)
        self._connection.autocommit = True

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def value(self, statement: str, *values: Any) -> Any:
        """The one value that a statement gives."""
        [(value,)] = self.rows(statement, *values)
        return value

    def traces(self) -> dict[str, tuple[Any, ...]]:
        """How many rows each watched table has, the last one's id, and the last to write it."""
        return {table: self._trace(table) for table in WATCHED}

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _trace(self, table: str) -> tuple[Any, ...]:
        last_writer = "0" if table in SEEN else "max(xmin::text::bigint)"
        statement = f"SELECT count(*), max(id), {last_writer} FROM {table}"  # noqa: S608
        return self.rows(statement)[0]


@contextmanager
def database(dsn: str) -> Iterator[Database]:
    """A connection for a while."""
    opened = Database(dsn)
    try:
        yield opened
    finally:
        opened.close()
