from typing import Any

from odoo import models

from ..const import Scope
from ..domain import cursor
from ..exceptions import MalformedRequest, NotFound
from ..schemas.session import STATES, Session, SessionFilter, SessionGet, SessionList
from ..schemas.session_report import SessionClosed
from .definition import query


class FynloSessionHistory(models.AbstractModel):
    """Reads sessions, open and closed."""

    _name = "fynlo.session.history"
    _inherit = ["fynlo.session.records"]
    _description = "Sessions of the past"

    @query("session.get", Scope.SESSIONS_READ)
    def get_session(self, data: SessionGet) -> Session:
        """One session.

        :raises NotFound: there is none in the caller's company and till
        """
        return Session.from_record(self._one(data.session_id))

    @query("session.list", Scope.SESSIONS_READ)
    def list_sessions(self, data: SessionFilter) -> SessionList:
        """Sessions, the newest first, a page at a time.

        :raises MalformedRequest: the cursor is not one of ours
        """
        domain = [*self._scope(), *self._filters(data)]
        if data.cursor:
            try:
                domain.append(("id", "<", cursor.decode(data.cursor)))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        found = self._sessions().search(domain, order="id desc", limit=data.limit + 1)
        page = found[: data.limit]
        return SessionList(
            items=[Session.from_record(session) for session in page],
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )

    @query("session.report", Scope.REPORTS_READ)
    def read_report(self, data: SessionGet) -> SessionClosed:
        """The closed session and its Z report, once more.

        :raises NotFound: there is no such closed session in the caller's company and till
        """
        session = self._closed(data.session_id)
        report = self.env["fynlo.session.report"]._make(session)
        return SessionClosed(session=Session.from_record(session), report=report)

    def _closed(self, session_id: int) -> Any:
        domain = [("id", "=", session_id), ("state", "=", "closed"), *self._scope()]
        session = self._sessions().search(domain, limit=1)
        if not session:
            raise NotFound(f"There is no closed session {session_id}.")
        return session

    def _filters(self, data: SessionFilter) -> list[tuple[str, str, Any]]:
        states = [odoo for odoo, state in STATES.items() if data.state in (None, state)]
        domain: list[tuple[str, str, Any]] = [("state", "in", states)]
        if data.till_id:
            domain.append(("config_id", "=", data.till_id))
        if data.opened_from:
            start, _ = self.env.company._fynlo_business_day(data.opened_from)
            domain.append(("start_at", ">=", start))
        if data.opened_to:
            _, end = self.env.company._fynlo_business_day(data.opened_to)
            domain.append(("start_at", "<", end))
        return domain
