import json

from odoo import fields, models

from ..domain.qr_code import qr_png


class FynloPairing(models.TransientModel):
    """The back office's screen that pairs a device."""

    _name = "fynlo.pairing"
    _description = "Pair a device"
    _rec_name = "config_id"

    config_id = fields.Many2one(
        "pos.config",
        "Till",
        required=True,
        default=lambda self: self.env["pos.config"].search([], limit=1),
    )
    code = fields.Char(readonly=True)
    expires_at = fields.Datetime("Holds until", readonly=True)
    qr_image = fields.Binary("QR code", readonly=True, attachment=False)

    def action_make_code(self) -> dict[str, object]:
        """Button: make a code, by the same command as the API, and show it."""
        self.ensure_one()
        reply = self.env["fynlo.back_office"]._command(
            "device.make_pairing_code", {"till_id": self.config_id.id}
        )
        made = json.loads(reply.body)
        code = made["code"]
        self.code = f"{code[:4]}-{code[4:]}"
        self.expires_at = fields.Datetime.to_datetime(
            made["expires_at"].rstrip("Z").replace("T", " ")
        )
        self.qr_image = qr_png(made["url"])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pair a device"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
