from typing import Any

from odoo import models

from odoo.addons.bus.websocket import wsrequest

from ..const import BUS_FULL, BUS_TYPE, Scope
from ..domain.roles import SCOPES
from ..realtime.browser_socket import BrowserSocket
from ..realtime.guard import guard


class IrWebsocket(models.AbstractModel):
    """Whoever has a role in Fynlo hears the events of the companies that he works in.

    What they hold (takings, payments, sign-ins) only those hear who may read reports.
    """

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels: list[Any]) -> list[Any]:
        """Add the companies' channels; the user's own companies, whatever the client asked for."""
        channels = super()._build_bus_channel_list(channels)
        user = self.env.user
        heard = self._fynlo_heard(user)
        companies = self.env["res.company"]
        channels.extend((companies.browse(company_id), kind) for company_id, kind in heard)
        socket = wsrequest.ws if wsrequest else None
        if heard and isinstance(socket, BrowserSocket):
            socket.hears(user.id, heard)
            guard.watch_browser(socket)
        return channels

    def _fynlo_heard(self, user: Any) -> frozenset[tuple[int, str]]:
        """(company's id, kind of channel) of each channel that a user (res.users) hears."""
        role = self.env["fynlo.authentication"]._role_of_user(user.id)
        if role is None or not user.active or not user._is_internal():
            return frozenset()
        kind = BUS_FULL if Scope.REPORTS_READ in SCOPES[role] else BUS_TYPE
        return frozenset((company_id, kind) for company_id in user.company_ids.ids)
