"""Reads what is new on a database's bus, once for all of its sockets."""

import time
from contextlib import suppress
from typing import NamedTuple

import psycopg2
from psycopg2 import extensions

from odoo.sql_db import connection_info_for

from .history import KEPT_SECONDS

_START = """
SELECT greatest(0, (SELECT id FROM bus_bus
                     WHERE create_date < (now() AT TIME ZONE 'UTC') - interval '10 seconds'
                     ORDER BY create_date DESC LIMIT 1))
"""
_NEW = "SELECT id, channel, message FROM bus_bus WHERE id > %s ORDER BY id LIMIT %s"
_NEW_OR_LATE = """
SELECT id, channel, message FROM bus_bus WHERE id > %s OR id = ANY(%s) ORDER BY id LIMIT %s
"""
# Rows of one reading: whoever left half a million does not fill the memory.
MOST_ROWS = 1_000
# A jump of the sequence that is larger is no number of transactions that are under way.
_LARGEST_GAP = 5_000


class Row(NamedTuple):
    """A row of bus_bus; channel and message are JSON text."""

    id: int
    channel: str
    message: str


class BusReader:
    """A connection outside of Odoo's pool: many sockets that want one cannot starve it.

    Ids are taken before the commit, so lower ones may come after higher ones: those that are
    missing are asked for again until a transaction that took them can hardly be under way.
    """

    def __init__(self, database: str) -> None:
        self._database = database
        self._connection: extensions.connection | None = None
        self._highest: int | None = None
        self._missing: dict[int, float] = {}

    def new_rows(self) -> list[Row]:
        """The rows that were committed since the last time; the first time, those of late.

        At most MOST_ROWS: when it is that many there may be more.

        :raises psycopg2.Error: the database cannot be asked, also not on a new connection
        """
        try:
            return self._read()
        except psycopg2.Error:
            self.close()
            return self._read()

    def close(self) -> None:
        """Give up the connection; the next reading makes a new one and goes on."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg2.Error):
                connection.close()

    def _read(self) -> list[Row]:
        with self._connected().cursor() as cursor:
            if self._highest is None:
                cursor.execute(_START)
                [self._highest] = cursor.fetchone()
            now = time.monotonic()
            self._missing = {
                key: since for key, since in self._missing.items() if now - since < KEPT_SECONDS
            }
            if self._missing:
                cursor.execute(_NEW_OR_LATE, [self._highest, list(self._missing), MOST_ROWS])
            else:
                cursor.execute(_NEW, [self._highest, MOST_ROWS])
            rows = [Row(*row) for row in cursor.fetchall()]
        self._note(rows, now)
        return rows

    def _note(self, rows: list[Row], now: float) -> None:
        """Keep in mind up to where was read, and which ids below are missing."""
        for row in rows:
            highest = self._highest or 0
            if row.id <= highest:
                self._missing.pop(row.id, None)
                continue
            if row.id - highest < _LARGEST_GAP:
                self._missing.update(dict.fromkeys(range(highest + 1, row.id), now))
            self._highest = row.id

    def _connected(self) -> extensions.connection:
        if self._connection is None:
            _, info = connection_info_for(self._database)
            self._connection = psycopg2.connect(**info)
            # Each reading has a snapshot of its own, in one round trip.
            self._connection.autocommit = True
        return self._connection
