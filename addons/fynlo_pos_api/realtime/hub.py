"""Tells all websockets of a process what is new on the bus, by one reading for all of them.

Odoo lets each socket read for itself: a thousand sockets are a thousand queries for one message.
Its dispatcher (LISTEN) and its protocol stay as they are.
"""

import logging
import threading
import time
from collections.abc import Iterable
from typing import Any

import psycopg2

from odoo.addons.bus.models.bus import dispatch, hashable, stop_event
from odoo.addons.bus.tools import orjson
from odoo.addons.bus.websocket import ConnectionState, _websocket_instances

from .frames import text_frame
from .notification import Notification
from .reader import MOST_ROWS, BusReader, Row

_logger = logging.getLogger(__name__)

# A notification can be lost between a commit and its NOTIFY, when a process is killed there.
UNASKED_SECONDS = 5.0
# How often the session of a browser that is told things is looked at as Odoo does it.
CHECK_SECONDS = 60.0
MOST_CHECKS = 50
# After so many sockets others of the process may go on.
AT_ONCE = 200


class Hub(threading.Thread):
    """The thread; it begins with the first socket that subscribes."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name=f"{__name__}.Hub")
        self._readers: dict[str, BusReader] = {}
        self._woken: set[str] = set()
        self._event = threading.Event()
        self._starting = threading.Lock()
        self._asked_at = self._checked_at = time.monotonic()

    def serve(self, database: str) -> None:
        """Read the bus of a database from now on."""
        with self._starting:
            if database not in self._readers:
                self._readers[database] = BusReader(database)
            if not self.is_alive():
                self.start()

    def wake(self, database: str) -> None:
        """Something is new in a database."""
        if database not in self._woken:
            self._woken.add(database)
            self._event.set()

    def run(self) -> None:
        """Wait and tell, whatever happens."""
        while not stop_event.is_set():
            self._event.wait(1.0)
            self._event.clear()
            try:
                self.look()
            except Exception:
                _logger.exception("The hub of websockets failed once; it goes on")

    def look(self) -> None:
        """Read where something is new, and now and then everywhere."""
        woken, self._woken = self._woken, set()
        now = time.monotonic()
        if now - self._asked_at >= UNASKED_SECONDS:
            self._asked_at = now
            woken = woken | self._used()
        for database in woken & self._readers.keys():
            self._tell(database)
        if now - self._checked_at >= 1.0:
            self._checked_at = now
            self._check_sessions()

    def _tell(self, database: str) -> None:
        reader, count = self._readers[database], MOST_ROWS
        try:
            while count == MOST_ROWS:
                rows = reader.new_rows()
                count = len(rows)
                _fan_out(rows)
        except psycopg2.Error as error:
            _logger.warning("Websockets read for themselves (%s)", type(error).__name__)
            for item in _sockets(database):
                item.unshare()

    def _used(self) -> set[str]:
        """The databases that have sockets; the others' connections are given up."""
        used = {item.database for item in _sockets()}
        with self._starting:
            for database in self._readers.keys() - used:
                self._readers.pop(database).close()
        return used

    def _check_sessions(self) -> None:
        """Let a few sockets poll for themselves: Odoo looks at the session then."""
        due = (item for item in _sockets() if item.is_check_due(CHECK_SECONDS))
        for item, _ in zip(due, range(MOST_CHECKS), strict=False):
            item.unshare()


def _sockets(database: str | None = None) -> list[Any]:
    """The open sockets that the hub may serve; one that came before this addon is not one."""
    return [
        item
        for item in list(_websocket_instances)
        if hasattr(item, "is_shared")
        and item.state is ConnectionState.OPEN
        and database in {None, item.database}
    ]


def _fan_out(rows: Iterable[Row]) -> None:
    """Tell each socket of a channel its rows; what several are told alike is encoded once."""
    rows = list(rows)
    texts = {row.id: row.message for row in rows}
    frames: dict[tuple[Any, tuple[int, ...]], bytes] = {}
    now = time.time()
    for count, (item, ids) in enumerate(_heard(rows).items(), 1):
        if not item.is_shared:
            item.unshare()
            continue
        if lacking := item.lacks(ids):
            key = item.encode, lacking
            if key not in frames:
                text = item.encode([Notification(known, texts[known]) for known in lacking])
                frames[key] = text_frame(text) if text else b""
            item.push(lacking, frames[key], now)
        if not count % AT_ONCE:
            time.sleep(0)


def _heard(rows: Iterable[Row]) -> dict[Any, tuple[int, ...]]:
    """The rows' ids that each open socket hears by its channels, in order."""
    heard: dict[Any, tuple[int, ...]] = {}
    for row in rows:
        channel = hashable(orjson.loads(row.channel))
        for item in tuple(dispatch._channels_to_ws.get(channel, ())):
            if item.state is ConnectionState.OPEN and hasattr(item, "is_shared"):
                heard[item] = (*heard.get(item, ()), row.id)
    return heard


hub = Hub()
