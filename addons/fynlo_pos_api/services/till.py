from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..schemas.common import Empty
from ..schemas.device import Till, Tills, TillSession
from ..schemas.session import STATES
from .definition import query


class FynloTills(models.AbstractModel):
    """The tills that the caller may see."""

    _name = "fynlo.tills"
    _inherit = ["fynlo.service"]
    _description = "Tills"

    @query("till.list", Scope.SESSIONS_READ)
    def _list(self, data: Empty) -> Tills:
        """The company's tills and their open sessions; a device sees its own till only."""
        domain = Domain("company_id", "=", self._caller.company_id)
        if self._caller.till_id:
            domain &= Domain("id", "=", self._caller.till_id)
        # sudo: an accountant may know the tills without reading their settings in Odoo
        tills = self.env["pos.config"].sudo().search(domain, order="name, id")
        return Tills(items=[_till(till) for till in tills])


def _till(till: Any) -> Till:
    return Till(id=till.id, name=till.name, session=_session(till.current_session_id))


def _session(session: Any) -> TillSession | None:
    # One that Odoo's own till has not finished opening sells nothing yet.
    state = STATES.get(session.state)
    if state is None:
        return None
    return TillSession(id=session.id, state=state, opened_at=session.start_at or None)
