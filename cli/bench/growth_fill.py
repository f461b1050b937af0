"""Fills the database as years of business would, by SQL: products, customers, sessions, orders.

Each row is a copy of one that Fynlo made, with what differs replaced. It is fast enough for
100,000 orders, and what is copied is right whatever columns there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2 import sql

from .growth_rows import EVENTS, LINE, LINE_TAXES, ORDER, ORDERS, PAYMENT

DAYS = 730
ORDERS_A_SESSION = 70
ORDERS_A_CUSTOMER = 10
NAME = "Growth"


@dataclass(frozen=True)
class Volume:
    """How much there is: orders, and dishes on the menu."""

    orders: int
    products: int

    @property
    def sessions(self) -> int:
        """Sessions of so many orders."""
        return -(-self.orders // ORDERS_A_SESSION)

    @property
    def customers(self) -> int:
        """Customers of so many orders."""
        return -(-self.orders // ORDERS_A_CUSTOMER)


@dataclass(frozen=True)
class Sources:
    """The ids of what is copied: a sold order, and what an order names."""

    order_id: int
    session_id: int
    product_id: int
    customer_id: int
    till_ids: list[int]


class Filling:
    """Adds rows to one database, from what it holds to what is wanted."""

    def __init__(self, dsn: str, sources: Sources) -> None:
        """Connect; each statement is committed by itself."""
        self._link = psycopg2.connect(dsn)
        self._link.autocommit = True
        self._cursor = self._link.cursor()
        self._sources = sources
        self._now = Volume(0, 0)

    def grow(self, wanted: Volume) -> None:
        """Add what is missing, and let PostgreSQL count anew."""
        self._add_products(wanted.products)
        self._add_customers(wanted.customers)
        self._add_sessions(wanted.sessions)
        self._add_orders(wanted.orders)
        self._now = wanted
        self._cursor.execute("VACUUM ANALYZE")

    def close(self) -> None:
        """Disconnect."""
        self._link.close()

    def _add_products(self, wanted: int) -> None:
        rows = sql.SQL("SELECT n FROM generate_series({}, {}) n").format(
            sql.Literal(self._now.products + 1), sql.Literal(wanted)
        )
        [template_id] = self._one(
            "SELECT product_tmpl_id FROM product_product WHERE id = %s", self._sources.product_id
        )
        name = f"jsonb_build_object('en_US', '{NAME} dish ' || made.n)"
        self._copy("product_template", template_id, {"name": name}, rows)
        templates = sql.SQL(
            "SELECT id FROM product_template WHERE starts_with(name ->> 'en_US', {})"
            " AND NOT EXISTS (SELECT FROM product_product WHERE product_tmpl_id ="
            " product_template.id)"
        ).format(sql.Literal(f"{NAME} dish"))
        changed = {"product_tmpl_id": "made.id", "barcode": "NULL", "default_code": "NULL"}
        self._copy("product_product", self._sources.product_id, changed, templates)
        for table, column in (
            ("product_taxes_rel", "prod_id"),
            ("pos_category_product_template_rel", "product_template_id"),
        ):
            self._link_like(table, column, template_id)

    def _link_like(self, table: str, column: str, template_id: int) -> None:
        """The new templates are linked as the one they are copies of."""
        [other] = self._one(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> %s",
            table,
            column,
        )
        self._cursor.execute(
            sql.SQL(
                "INSERT INTO {table} ({column}, {other}) SELECT made.id, link.{other}"
                " FROM product_template made, {table} link WHERE link.{column} = %s"
                " AND starts_with(made.name ->> 'en_US', %s) ON CONFLICT DO NOTHING"
            ).format(
                table=sql.Identifier(table),
                column=sql.Identifier(column),
                other=sql.Identifier(other),
            ),
            [template_id, f"{NAME} dish"],
        )

    def _add_customers(self, wanted: int) -> None:
        rows = sql.SQL("SELECT n FROM generate_series({}, {}) n").format(
            sql.Literal(self._now.customers + 1), sql.Literal(wanted)
        )
        phone = "lpad(made.n::text, 6, '0')"
        changed = {
            "name": f"'{NAME} guest ' || made.n",
            "complete_name": f"'{NAME} guest ' || made.n",
            "email": "'guest' || made.n || '@example.com'",
            "phone": f"'+44 20 7946 ' || {phone}",
            "fynlo_phone": f"'+44207946' || {phone}",
            "fynlo_search": f"'growth guest ' || made.n || ' guest' || made.n"
            f" || '@example.com 44207946' || {phone}",
            "fynlo_customer": "TRUE",
        }
        self._copy("res_partner", self._sources.customer_id, changed, rows)

    def _add_sessions(self, wanted: int) -> None:
        have = self._now.sessions
        rows = sql.SQL(
            "SELECT n, now() AT TIME ZONE 'UTC' - make_interval(days => 1)"
            " - {days} * (1 - (n - {have}) / {added}::float) * INTERVAL '1 day' AS opened_at,"
            " ({tills})[1 + n %% {count}] AS till_id FROM generate_series({first}, {last}) n"
        ).format(
            days=sql.Literal(DAYS),
            have=sql.Literal(have),
            added=sql.Literal(max(wanted - have, 1)),
            tills=sql.Literal(self._sources.till_ids),
            count=sql.Literal(len(self._sources.till_ids)),
            first=sql.Literal(have + 1),
            last=sql.Literal(wanted),
        )
        changed = {
            "name": f"'{NAME}/' || made.n",
            "start_at": "date_trunc('day', made.opened_at) + INTERVAL '10 hours'",
            "stop_at": "date_trunc('day', made.opened_at) + INTERVAL '23 hours'",
            "state": "'closed'",
            "move_id": "NULL",
            "config_id": "made.till_id",
            "cash_register_balance_end_real": "source.cash_register_balance_start",
            "access_token": "NULL",
        }
        self._copy("pos_session", self._sources.session_id, changed, rows)

    def _add_orders(self, wanted: int) -> None:
        rows = sql.SQL(ORDERS).format(
            first=sql.Literal(self._now.orders + 1),
            last=sql.Literal(wanted),
            each=sql.Literal(ORDERS_A_SESSION),
            name=sql.Literal(f"{NAME}/"),
            guests=sql.Literal(f"{NAME} guest"),
        )
        [last_id] = self._one("SELECT max(id) FROM pos_order")
        self._copy("pos_order", self._sources.order_id, ORDER, rows)
        self._copy_of_order("pos_order_line", "order_id", LINE, last_id)
        self._copy_of_order("pos_payment", "pos_order_id", PAYMENT, last_id)
        self._cursor.execute(LINE_TAXES, [self._sources.order_id, last_id])
        self._cursor.execute(EVENTS, [last_id])

    def _copy_of_order(
        self, table: str, column: str, changed: Mapping[str, str], last_id: int
    ) -> None:
        """Copy each row that the sold order has to every order behind `last_id`."""
        rows = sql.SQL(
            "SELECT id, date_order, session_id, company_id FROM pos_order WHERE id > {}"
        ).format(sql.Literal(last_id))
        self._cursor.execute(
            sql.SQL("SELECT id FROM {} WHERE {} = %s ORDER BY id").format(
                sql.Identifier(table), sql.Identifier(column)
            ),
            [self._sources.order_id],
        )
        for (source_id,) in self._cursor.fetchall():
            self._copy(table, source_id, {column: "made.id", **changed}, rows)

    def _copy(
        self, table: str, source_id: int, changed: Mapping[str, str], rows: sql.Composable
    ) -> None:
        """Insert a copy of one row for each row of a query, named `made`.

        :param changed: SQL for the columns that differ; those that the table lacks are left out
        """
        self._cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND column_name <> 'id' AND is_generated = 'NEVER'",
            [table],
        )
        columns = [row[0] for row in self._cursor.fetchall()]
        values = [
            sql.SQL(changed[column])
            if column in changed
            else sql.SQL("source.{}").format(sql.Identifier(column))
            for column in columns
        ]
        self._cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} source, ({}) made").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                sql.SQL(", ").join(values),
                sql.Identifier(table),
                rows,
            )
            + sql.SQL(" WHERE source.id = %s"),
            [source_id],
        )

    def _one(self, query: str, *values: Any) -> tuple[Any, ...]:
        self._cursor.execute(query, values)
        row: tuple[Any, ...] = self._cursor.fetchone()
        return row
