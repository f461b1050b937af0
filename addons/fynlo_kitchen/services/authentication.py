from dataclasses import replace

from odoo import models
from odoo.tools import ormcache

from odoo.addons.fynlo_pos_api.const import Role, Scope
from odoo.addons.fynlo_pos_api.domain.caller import Caller

from ..const import STATION_SCOPES


class FynloAuthentication(models.AbstractModel):
    _inherit = "fynlo.authentication"

    def _known(self, caller: Caller) -> Caller:
        """A device without a till is the screen of a station."""
        caller = super()._known(caller)
        if not caller.device_id or caller.till_id:
            return caller
        return replace(caller, station_id=self._station_of(caller.device_id))

    def _scopes(self, role: Role | None, device_id: int | None) -> frozenset[Scope]:
        """On the screen of a station nobody may do more than the screen: it has no till."""
        scopes = super()._scopes(role, device_id)
        if not device_id or not self._station_of(device_id):
            return scopes
        return STATION_SCOPES if role is None else scopes & STATION_SCOPES

    @ormcache("device_id", cache="stable")
    def _station_of(self, device_id: int) -> int | None:
        """The station whose screen a device is; a device is never another's."""
        self.env.cr.execute("SELECT station_id FROM fynlo_device WHERE id = %s", [device_id])
        row = self.env.cr.fetchone()
        return row[0] if row else None
