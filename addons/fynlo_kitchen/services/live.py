from datetime import datetime

from odoo import models
from odoo.fields import Domain

from ..const import StationKind
from ..domain.ticket_state import OPEN


class FynloLive(models.AbstractModel):
    _inherit = "fynlo.live"

    def _late_tickets(self, now: datetime) -> int:
        """The tickets on the screens of the stations that cook and whose time is over.

        The expo shows the same dishes once more.
        """
        caller = self._caller
        domain = Domain("company_id", "=", caller.company_id)
        if caller.till_id:
            domain &= Domain("config_id", "=", caller.till_id)
        domain &= Domain("station_id.kind", "=", StationKind.PREPARATION)
        domain &= Domain("state", "in", [*map(str, OPEN)]) & Domain("late_at", "<=", now)
        # sudo: the scope is checked by the runner and the search names company and till
        late: int = self.env["fynlo.kitchen.ticket"].sudo().search_count(domain)
        return super()._late_tickets(now) + late
