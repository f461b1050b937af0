from typing import Any

from odoo import models

from ..const import BUS_TYPE


class IrWebsocket(models.AbstractModel):
    """Whoever has a role in Fynlo hears the events of the companies that he works in."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels: list[Any]) -> list[Any]:
        """Add the companies' channels; the user's own companies, whatever the client asked for."""
        channels = super()._build_bus_channel_list(channels)
        user = self.env.user
        if user._is_internal() and self.env["fynlo.authentication"]._role_of_user(user.id):
            channels.extend((company, BUS_TYPE) for company in user.company_ids)
        return channels
