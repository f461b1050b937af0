from typing import Any

from odoo import models

from odoo.addons.bus.websocket import wsrequest


class IrWebsocket(models.AbstractModel):
    """Whoever has a role in Fynlo hears the events of the companies that he works in."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels: list[Any]) -> list[Any]:
        """Add the companies' channels; the user's own companies, whatever the client asked for."""
        channels = super()._build_bus_channel_list(channels)
        listening, companies = self.env["fynlo.listening"], self.env["res.company"]
        heard = listening._heard(self.env.user)
        # Also who hears nothing yet: he may be given a role.
        if wsrequest and self.env.user._is_internal():
            listening._watch(wsrequest.ws, self.env.uid, heard)
        channels.extend((companies.browse(company_id), kind) for company_id, kind in heard)
        return channels
