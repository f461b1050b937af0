"""Watches over websockets: whoever may no longer listen as he does is cut off.

One thread for the process looks at all of them together, so that a revocation closes a socket
within seconds and a ping costs the database nothing.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any
from weakref import WeakSet

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from odoo.addons.bus.models.bus import stop_event
from odoo.addons.bus.websocket import ConnectionState, acquire_cursor

from ..const import ErrorCode
from .browser_socket import BrowserSocket
from .client_socket import ClientSocket

_logger = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
# A revocation closes a socket within 5 s.
PROOF_SECONDS = 3.0
SEEN_SECONDS = 60.0
# How long a connection may be there without saying who it is.
SILENT_SECONDS = 10.0


class Guard(threading.Thread):
    """The thread; it begins with the first socket."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name=f"{__name__}.Guard")
        self._clients: WeakSet[ClientSocket] = WeakSet()
        self._browsers: WeakSet[BrowserSocket] = WeakSet()
        self._starting = threading.Lock()
        self._proved_at = self._seen_at = time.monotonic()

    def watch(self, client: ClientSocket) -> None:
        """Watch over the socket of a device or guest as long as it lives."""
        self._clients.add(client)
        self._begin()

    def watch_browser(self, browser: BrowserSocket) -> None:
        """Watch over the socket of an Odoo user who hears of Fynlo as long as it lives."""
        self._browsers.add(browser)
        self._begin()

    def _begin(self) -> None:
        with self._starting:
            if not self.is_alive():
                self.start()

    def run(self) -> None:
        """Look again and again, whatever happens."""
        while not stop_event.wait(BEAT_SECONDS):
            try:
                self.look()
            except Exception:
                _logger.exception("Websockets could not be looked at; they are again soon")

    def look(self) -> None:
        """Cut off whoever may not listen, and note which devices are there."""
        clients = _open(self._clients)
        self._end_by_time(clients)
        now = time.monotonic()
        if now - self._proved_at < PROOF_SECONDS:
            return
        is_seen_due = now - self._seen_at >= SEEN_SECONDS
        known = [item for item in clients if item.identity is not None]
        done = [
            *_each(known, partial(_check, note_seen=is_seen_due)),
            *_each(_open(self._browsers), _check_browsers),
        ]
        # Not before: what failed is tried again at the next look.
        if all(done):
            self._proved_at = now
            self._seen_at = now if is_seen_due else self._seen_at

    def _end_by_time(self, clients: Collection[ClientSocket]) -> None:
        now, started = time.time(), time.monotonic() - SILENT_SECONDS
        for client in clients:
            identity = client.identity
            if identity is None:
                if client.opened_at < started:
                    client.refuse(ErrorCode.TOKEN_MISSING)
            elif identity.ends_at is not None and identity.ends_at <= now:
                client.refuse(ErrorCode.TOKEN_EXPIRED)


def _open(sockets: Collection[Any]) -> list[Any]:
    return [item for item in list(sockets) if item.state is ConnectionState.OPEN]


def _each(sockets: Collection[Any], check: Callable[[str, list[Any]], None]) -> Iterator[bool]:
    """Check the sockets of each database; whether it went well.

    One that fails, or is no more, does not keep the others from being looked at.
    """
    found = defaultdict(list)
    for item in sockets:
        found[item.database].append(item)
    for database, group in found.items():
        try:
            check(database, group)
        except Exception:
            _logger.exception("Websockets of %s could not be looked at", database)
            yield False
        else:
            yield True


def _check(database: str, clients: Collection[ClientSocket], *, note_seen: bool) -> None:
    """Ask the database whether these may go on listening."""
    identities = {item.identity: item for item in clients if item.identity is not None}
    Registry(database).check_signaling()
    with acquire_cursor(database) as cursor:
        listening = api.Environment(cursor, SUPERUSER_ID, {})["fynlo.listening"]
        refusals = listening._refusals(identities)
        if note_seen:
            allowed = (item.caller for item in identities if item not in refusals)
            listening._note_seen({caller.device_id for caller in allowed if caller.device_id})
    for identity, reason in refusals.items():
        client = identities[identity]
        # One that was authenticated anew meanwhile is looked at next time.
        if client.identity is identity:
            client.refuse(reason)


def _check_browsers(database: str, browsers: Collection[BrowserSocket]) -> None:
    """Let those begin anew whose user has another role or other companies by now."""
    Registry(database).check_signaling()
    with acquire_cursor(database) as cursor:
        listening = api.Environment(cursor, SUPERUSER_ID, {})["fynlo.listening"]
        heard = listening._heard_now({browser.user_id for browser in browsers})
    for browser in browsers:
        if heard.get(browser.user_id) != browser.heard:
            browser.begin_anew()


guard = Guard()
