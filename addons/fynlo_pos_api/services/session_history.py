from odoo import models

from ..const import Scope
from ..exceptions import NotFound
from ..schemas.session import Session, SessionClosed, SessionGet
from .definition import query


class FynloSessionHistory(models.AbstractModel):
    """Reads sessions that are closed."""

    _name = "fynlo.session.history"
    _inherit = ["fynlo.session.records"]
    _description = "Closed sessions"

    @query("session.report", Scope.REPORTS_READ)
    def read_report(self, data: SessionGet) -> SessionClosed:
        """The closed session and its Z report, once more.

        :raises NotFound: there is no such closed session in the caller's company and till
        """
        domain = [("id", "=", data.session_id), ("state", "=", "closed"), *self._scope()]
        session = self._sessions().search(domain, limit=1)
        if not session:
            raise NotFound(f"There is no closed session {data.session_id}.")
        report = self.env["fynlo.session.report"]._make(session)
        return SessionClosed(session=Session.from_record(session), report=report)
