from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.exceptions import Invalid
from odoo.addons.fynlo_pos_api.schemas import device as schemas


class FynloDevices(models.AbstractModel):
    _inherit = "fynlo.devices"

    def _place(self, data: schemas.PairingCodeCreate) -> dict[str, Any]:
        """A code may pair a screen with a station in the place of a till.

        :raises Invalid: it names both, or neither
        :raises NotFound: the company has no such station
        """
        if data.station_id is None:
            return super()._place(data)
        if data.till_id is not None:
            raise Invalid("Name a till or a station.", field="station_id")
        station = self.env["fynlo.kitchen.records"]._stations(data.station_id)
        return {"station_id": station.id, "company_id": station.company_id.id}

    def _place_of(self, record: Any) -> dict[str, Any]:
        """Where a device or a code belongs: to a till or a station."""
        return {**super()._place_of(record), "station_id": record.station_id.id}

    def _pairing_url(self, code: str, place: dict[str, Any]) -> str:
        """The address of a station's screen; the code is behind the #, which no server sees."""
        if not place.get("station_id"):
            return super()._pairing_url(code, place)
        # sudo: a system parameter
        server = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return f"{server}/kitchen/{place['station_id']}#{code}"
