"""The websocket of a device or guest: it has a token instead of a session."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from odoo.addons.bus.websocket import CloseCode, ConnectionState, Frame, Opcode

from .frames import events_text
from .notification import Notification
from .polling import poll
from .shared_socket import SharedSocket

if TYPE_CHECKING:
    from .identity import Identity

# The reason that goes with it says why.
REFUSED = CloseCode.SESSION_EXPIRED


class ClientSocket(SharedSocket):
    """Odoo's websocket, which tells events as `{"type": "events", "items": [...]}`."""

    def __init__(self, connection: Any, session: Any, cookies: Any) -> None:
        self.identity: Identity | None = None
        self.opened_at = time.monotonic()
        super().__init__(connection, session, cookies)

    def refuse(self, reason: str) -> None:
        """Close the connection because who is there may not listen (any more)."""
        if self.state is ConnectionState.OPEN:
            self.close(REFUSED, reason)

    def say(self, kind: str, **members: Any) -> None:
        """Send a message of ours; only from this socket's own thread."""
        self._send({"type": kind, **members})

    def listen_from(self, last: int, seen: Sequence[int]) -> None:
        """Take everything after a place on the bus, but what was seen there already."""
        now = time.time()
        self._last_notif_sent_id = last
        self._notif_history = [(notification_id, now) for notification_id in seen]

    @staticmethod
    def encode(notifications: Sequence[Notification]) -> bytes:
        """As our clients read them."""
        return events_text(notifications)

    def may_be_told(self) -> bool:
        """Whether the token holds; what ends it earlier is the guard's matter."""
        identity = self.identity
        return identity is not None and (identity.ends_at or time.time() + 1) > time.time()

    def _poll(self) -> None:
        self._waiting_for_dispatch = False
        if self.may_be_told():
            text = self.encode(poll(self))
            if text:
                self._send_frame(Frame(Opcode.TEXT, text))
