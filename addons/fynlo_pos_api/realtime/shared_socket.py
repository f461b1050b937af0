"""What a websocket needs to be served by the hub, together with all others.

A socket is shared when Odoo's own poll has told it everything so far. Whatever is unusual (it
subscribes or comes back, its peer is slow, its session changed) makes it unshared, and it polls for
itself as in Odoo, which goes on from what both ways have noted as told.
"""
# Sockets are no models, whose methods give back what they extend.
# pylint: disable=missing-return,super-method-mismatch

import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

from odoo import modules

from odoo.addons.bus.websocket import ConnectionState, Frame, Opcode, Websocket

from .history import remember
from .hub import hub
from .notification import Notification
from .settings import IS_SHARED

_TEXT = Frame(Opcode.TEXT)


class SharedSocket(Websocket):
    """Odoo's websocket, told by the hub what is new as long as nothing is unusual."""

    def __init__(self, connection: Any, session: Any, cookies: Any) -> None:
        self.is_shared = False
        self.was_pushed = False
        # Frames of the hub and of the socket's own thread must not mix.
        self._writing = threading.RLock()
        # The end of a frame that the kernel did not take: it goes before everything else.
        self._rest = b""
        self._checked_at = time.monotonic()
        self._connection = connection
        super().__init__(connection, session, cookies)

    @property
    def database(self) -> str:
        """The name of its database."""
        return str(self._db)

    # === WHAT KINDS OF SOCKETS DIFFER IN === #

    @staticmethod
    def encode(notifications: Sequence[Notification]) -> bytes:
        """What the peer is told of notifications; empty: nothing."""
        raise NotImplementedError

    def may_be_told(self) -> bool:
        """Whether the peer may be told now without looking at more than memory."""
        raise NotImplementedError

    # === ODOO'S OWN WAYS === #

    def subscribe(self, channels: Any, last: int) -> None:
        """Listen to channels; what was missed comes by a poll."""
        self.is_shared = False
        if _is_hub_there():
            hub.serve(self.database)
        super().subscribe(channels, last)

    def trigger_notification_dispatching(self) -> None:
        """Something is new on a channel of this socket."""
        if self.is_shared:
            hub.wake(self.database)
        else:
            super().trigger_notification_dispatching()

    def _dispatch_bus_notifications(self) -> None:
        self.is_shared = False
        self._flush()
        self._poll()
        self._share()

    def _poll(self) -> None:
        """Read and send what this socket was not told yet."""
        super()._dispatch_bus_notifications()

    def _send_frame(self, frame: Any) -> None:
        with self._writing:
            self._flush()
            super()._send_frame(frame)

    # === SHARED === #

    def _share(self) -> None:
        """Be served by the hub from now on, unless there is something new already."""
        with self._writing:
            self._checked_at = time.monotonic()
            self.was_pushed = False
            self.is_shared = (
                _is_hub_there()
                and not self._waiting_for_dispatch
                and self.state is ConnectionState.OPEN
            )

    def unshare(self) -> None:
        """Poll for itself, soon."""
        self.is_shared = False
        super().trigger_notification_dispatching()

    def is_check_due(self, seconds: float) -> bool:
        """Whether it was told something, and its session was not looked at for so long."""
        return self.is_shared and self.was_pushed and time.monotonic() - self._checked_at > seconds

    def lacks(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Those of these ids, in order, that this socket was not told yet."""
        told, last = self._notif_history, self._last_notif_sent_id
        if not told or ids[0] > told[-1][0]:
            return ids if ids[0] > last else tuple(item for item in ids if item > last)
        known = {item for item, _ in told}
        return tuple(item for item in ids if item > last and item not in known)

    def push(self, ids: tuple[int, ...], frame: bytes, now: float) -> None:
        """Send a frame that tells these ids, without ever waiting; only the hub calls it."""
        if not self._writing.acquire(blocking=False):
            self.unshare()
            return
        try:
            if not self.is_shared or self._rest or not self.may_be_told():
                self.unshare()
            elif not frame or self._send_now(frame):
                remember(self, ids, now)
                self.was_pushed = True
                if self._rest:
                    self.unshare()
        finally:
            self._writing.release()

    def _send_now(self, frame: bytes) -> bool:
        """Give a frame to the kernel; False when it takes nothing of it."""
        # gevent's sockets wait in send(); the one inside does not.
        raw = getattr(self._connection, "_sock", self._connection)
        try:
            sent = raw.send(frame, socket.MSG_DONTWAIT)
        except (BlockingIOError, InterruptedError):
            self.unshare()
            return False
        except OSError:
            # The socket's own thread finds out, and ends it.
            self.is_shared = False
            return False
        self._timeout_manager.acknowledge_frame_sent(_TEXT)
        self._rest = frame[sent:]
        return True

    def _flush(self) -> None:
        """Finish the frame that was begun; waits for the peer, in the socket's own thread only."""
        with self._writing:
            if self._rest:
                rest, self._rest = self._rest, b""
                self._connection.sendall(rest)


def _is_hub_there() -> bool:
    """Whether the hub may serve; rows of a test are in a transaction that only its cursor sees."""
    return IS_SHARED and not modules.module.current_test
