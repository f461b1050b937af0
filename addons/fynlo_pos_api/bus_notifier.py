"""Wakes the websockets after a commit, on one connection that a process keeps.

Odoo takes a new connection to the database "postgres" for each NOTIFY and closes it again, after
every commit that has a message: most of the time that such a commit takes. Under load there may
also be no connection left, and its error would be the reply to a request that was done.
"""

import logging
import os
import threading
from collections.abc import Sequence

import psycopg2
from psycopg2 import extensions, sql

from odoo.sql_db import connection_info_for

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION

_logger = logging.getLogger(__name__)

# The database whose LISTEN Odoo's dispatcher has, whatever database a message is about.
DATABASE = "postgres"
CHANNEL = "imbus"
TRIES = 2


class BusNotifier:
    """One autocommit connection per process, made when first needed and again when it broke."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: extensions.connection | None = None
        self._process: int | None = None

    def notify(self, payloads: Sequence[str]) -> None:
        """Send payloads to the channel; one that cannot be sent is logged and not raised.

        The messages are in the table: the next notification on their channel brings them along.
        """
        statement = sql.SQL("SELECT {}(%s, payload) FROM unnest(%s) AS payload").format(
            sql.Identifier(ODOO_NOTIFY_FUNCTION)
        )
        for attempt in range(TRIES):
            try:
                with self._lock, self._connected().cursor() as cursor:
                    cursor.execute(statement, [CHANNEL, list(payloads)])
            except psycopg2.Error as error:
                self._connection = None
                if attempt + 1 == TRIES:
                    _logger.warning("Websockets were not woken (%s)", type(error).__name__)
            else:
                return

    def _connected(self) -> extensions.connection:
        # A connection that was made before a fork belongs to the parent.
        if self._connection is None or self._process != os.getpid():
            _, info = connection_info_for(DATABASE)
            self._connection = psycopg2.connect(**info)
            self._connection.autocommit = True
            self._process = os.getpid()
        return self._connection


notifier = BusNotifier()
