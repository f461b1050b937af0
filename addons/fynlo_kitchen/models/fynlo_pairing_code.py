from odoo import fields, models


class FynloPairingCode(models.Model):
    _inherit = "fynlo.pairing.code"

    station_id = fields.Many2one("fynlo.kitchen.station", readonly=True, ondelete="cascade")
