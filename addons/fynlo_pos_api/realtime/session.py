"""The session of a websocket that has no cookie: in memory alone, and of nobody."""

from typing import Any

from odoo.http import get_default_session, root


def memory_session(database: str) -> Any:
    """A session as Odoo's websocket wants one; it is never saved and signs nobody in."""
    session = root.session_store.new()
    session.update(get_default_session(), db=database)
    session.can_save = False
    return session
