from odoo import fields, models

from ..const import Sends


class PosConfig(models.Model):
    _inherit = "pos.config"

    fynlo_kitchen_sends = fields.Selection(
        [
            (str(Sends.BY_HAND), "When staff send them"),
            (str(Sends.ORDERED), "As soon as they are ordered"),
            (str(Sends.PAID), "When they are paid"),
        ],
        "Dishes go to the kitchen",
        required=True,
        default=str(Sends.BY_HAND),
    )
