"""The websocket of Odoo's own browsers, served by the hub."""
# A socket is no model, whose methods give back what they extend.
# pylint: disable=missing-return

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from odoo.http import root

from odoo.addons.bus.websocket import CloseCode, ConnectionState

from .frames import bus_text
from .notification import Notification
from .shared_socket import SharedSocket

# When a session's file was written, and which file it is; None: there is none any more.
Mark = tuple[int, int] | None


class BrowserSocket(SharedSocket):
    """It is told as long as its session is the one that Odoo has last looked at."""

    def __init__(self, connection: Any, session: Any, cookies: Any) -> None:
        self._mark: Mark = None
        self.user_id: int | None = None
        self.heard: frozenset[tuple[int, str]] = frozenset()
        super().__init__(connection, session, cookies)

    @staticmethod
    def encode(notifications: Sequence[Notification]) -> bytes:
        """As Odoo's client reads them."""
        return bus_text(notifications)

    def hears(self, user_id: int, heard: frozenset[tuple[int, str]]) -> None:
        """Remember whose it is, and what he may hear of Fynlo, to know when that changes."""
        self.user_id, self.heard = user_id, heard

    def begin_anew(self) -> None:
        """Close the connection; Odoo's client comes back at once, and hears what it may now."""
        if self.state is ConnectionState.OPEN:
            self.close(CloseCode.KEEP_ALIVE_TIMEOUT, "rights_changed")

    def may_be_told(self) -> bool:
        """Whether the session's file is unchanged, or says the same of the same user.

        A logout deletes it, and it is rewritten by any request. Odoo's own poll looks further.
        """
        mark = self._present_mark()
        if mark is None or mark == self._mark:
            return mark is not None
        session = root.session_store.get(self._session.sid)
        if not session or session.keys() & {"next_sid", "deletion_time"}:
            return False
        if session.uid != self._session.uid or _token(session) != _token(self._session):
            return False
        self._mark = mark
        return True

    def _poll(self) -> None:
        # Before: a change that comes meanwhile is looked at again.
        mark = self._present_mark()
        super()._poll()
        self._mark = mark

    def _present_mark(self) -> Mark:
        try:
            found = os.stat(_file_of(self._session.sid))
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


@lru_cache(maxsize=4096)
def _file_of(sid: str) -> str:
    # It is asked for with each message to each browser, and Odoo checks the sid each time.
    return str(root.session_store.get_session_filename(sid))


def _token(session: Any) -> Any:
    return session.get("session_token")
