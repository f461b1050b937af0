from typing import Any

from odoo import models

from ..const import BUS_FULL, BUS_TYPE, Scope
from ..domain.roles import SCOPES


class IrWebsocket(models.AbstractModel):
    """Whoever has a role in Fynlo hears the events of the companies that he works in.

    What they hold (takings, payments, sign-ins) only those hear who may read reports.
    """

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels: list[Any]) -> list[Any]:
        """Add the companies' channels; the user's own companies, whatever the client asked for."""
        channels = super()._build_bus_channel_list(channels)
        user = self.env.user
        role = self.env["fynlo.authentication"]._role_of_user(user.id)
        if user._is_internal() and role:
            kind = BUS_FULL if Scope.REPORTS_READ in SCOPES[role] else BUS_TYPE
            channels.extend((company, kind) for company in user.company_ids)
        return channels
