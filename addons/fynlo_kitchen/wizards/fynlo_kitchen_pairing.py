import json
from typing import Any

from odoo import fields, models

from odoo.addons.fynlo_pos_api.domain.qr_code import qr_png


class FynloKitchenPairing(models.TransientModel):
    """The back office's screen that pairs a screen with a kitchen station."""

    _name = "fynlo.kitchen.pairing"
    _description = "Pair a kitchen screen"
    _rec_name = "station_id"

    station_id = fields.Many2one("fynlo.kitchen.station", required=True)
    url = fields.Char("Address", readonly=True)
    expires_at = fields.Datetime("Holds until", readonly=True)
    qr_image = fields.Binary("QR code", readonly=True, attachment=False)

    def action_make_code(self) -> dict[str, Any]:
        """Button: make the station's link, by the same command as the API, and show it."""
        self.ensure_one()
        reply = self.env["fynlo.back_office"]._command(
            "device.make_pairing_code", {"station_id": self.station_id.id}
        )
        made = json.loads(reply.body)
        self.url = made["url"]
        self.expires_at = fields.Datetime.to_datetime(
            made["expires_at"].rstrip("Z").replace("T", " ")
        )
        self.qr_image = qr_png(made["url"], box_size=6)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open the kitchen screen"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
