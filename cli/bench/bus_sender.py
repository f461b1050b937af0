"""Messages on Odoo's bus as a commit leaves them: a row, and then a NOTIFY."""

import json
import time
from dataclasses import dataclass

import psycopg2

PADDING = "x" * 200


@dataclass(frozen=True)
class Sent:
    """A message's number, and its channel."""

    number: int
    channel: str


class Sender:
    """Sends messages, each with its number and the time before its commit."""

    def __init__(self, dsn: str, notify_dsn: str, database: str) -> None:
        """Connect to the database, and to the one whose notifications Odoo hears."""
        self._rows = psycopg2.connect(dsn)
        self._notify = psycopg2.connect(notify_dsn)
        self._rows.autocommit = self._notify.autocommit = True
        self._database = database
        self._count = 0

    def send(self, channel: str) -> Sent:
        """Send one message."""
        self._count += 1
        text = _text([self._database, channel])
        payload = {"number": self._count, "at": time.time(), "padding": PADDING}
        with self._rows.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bus_bus (channel, message, create_date)"
                " VALUES (%s, %s, now() AT TIME ZONE 'UTC')",
                [text, _text({"type": "bench", "payload": payload})],
            )
        with self._notify.cursor() as cursor:
            cursor.execute("SELECT pg_notify('imbus', %s)", [f"[{text}]"])
        return Sent(self._count, channel)

    def last_id(self) -> int:
        """The id of the last message."""
        with self._rows.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(id), 0) FROM bus_bus")
            [(last,)] = cursor.fetchall()
        return int(last)

    def fill(self, count: int) -> None:
        """Let the table hold so many messages more, of channels that nobody hears."""
        with self._rows.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bus_bus (channel, message, create_date)"
                " SELECT '[\"nowhere\",\"' || number %% 5000 || '\"]', %s, now() AT TIME ZONE 'UTC'"
                " FROM generate_series(1, %s) number",
                [_text({"type": "bench", "payload": {"padding": PADDING}}), count],
            )
            # Else the database does it by itself, in the midst of what is measured.
            cursor.execute("VACUUM ANALYZE bus_bus")

    def close(self) -> None:
        """End the connections."""
        self._rows.close()
        self._notify.close()


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
