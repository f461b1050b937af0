"""A PostgreSQL server's address and the few things that are asked of it."""

import os
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg2
from psycopg2 import sql

from .errors import CliError

MAINTENANCE = "postgres"


@dataclass(frozen=True)
class Connection:
    """Where a database is and who asks; `host` may be the folder of a unix socket."""

    host: str
    port: int
    user: str
    password: str
    database: str

    @classmethod
    def from_url(cls, url: str) -> "Connection":
        """Read DATABASE_URL, as postgresql://user:password@host:port/database[?host=folder]."""
        parts = urlsplit(url)
        name = unquote(parts.path.lstrip("/"))
        if parts.scheme not in ("postgresql", "postgres") or not name:
            raise CliError("DATABASE_URL must look like postgresql://user:password@host:port/name.")
        query = parse_qs(parts.query)
        return cls(
            host=query.get("host", [parts.hostname or "127.0.0.1"])[0],
            port=parts.port or 5432,
            user=unquote(parts.username or os.environ.get("USER", "odoo")),
            password=unquote(parts.password or ""),
            database=name,
        )

    def to(self, database: str) -> "Connection":
        """Return the same server's other database."""
        return replace(self, database=database)

    @property
    def dsn(self) -> str:
        """The address in libpq's form, for psycopg2.connect."""
        words = {
            "host": self.host,
            "port": str(self.port),
            "user": self.user,
            "password": self.password,
            "dbname": self.database,
        }
        quoted = {key: v.replace("\\", r"\\").replace("'", r"\'") for key, v in words.items() if v}
        return " ".join(f"{key}='{value}'" for key, value in quoted.items())

    @property
    def environment(self) -> dict[str, str]:
        """The address as the variables that libpq and Odoo both read."""
        env = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        env["PGDATABASE"] = self.database
        return {**env, "PGPASSWORD": self.password} if self.password else env

    def rows(self, query: str | sql.Composable, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement on its own, outside a transaction, and return its rows."""
        connection = psycopg2.connect(self.dsn, connect_timeout=10)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        try:
            self.to(MAINTENANCE).rows("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True
