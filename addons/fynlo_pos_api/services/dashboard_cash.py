from odoo import models
from odoo.fields import Domain

from ..schemas.common import Money
from ..schemas.dashboard import CashCount
from ..schemas.session import Named

MOST = 10


class FynloDashboardCash(models.AbstractModel):
    """What was counted in the drawers of the last sessions."""

    _name = "fynlo.dashboard.cash"
    _inherit = ["fynlo.payment.report"]
    _description = "Cash counts of the dashboard"

    def _latest(self) -> list[CashCount]:
        """The last closed sessions that had a drawer, the latest first, as their Z reports say."""
        domain = Domain(self._scope()) & Domain("state", "=", "closed")
        # sudo: the scope is checked by the runner and the search names company and till
        found = self.env["fynlo.cash.drawer"].sudo().search(domain, limit=MOST)
        return [
            CashCount(
                session=Named(id=drawer.session_id.id, name=drawer.session_id.name),
                till=Named(id=drawer.config_id.id, name=drawer.config_id.name),
                closed_at=drawer.closed_at,
                expected=Money.of(drawer.expected, drawer.currency_id),
                counted=Money.of(drawer.counted, drawer.currency_id),
                difference=Money.of(drawer.difference, drawer.currency_id),
            )
            for drawer in found
        ]
