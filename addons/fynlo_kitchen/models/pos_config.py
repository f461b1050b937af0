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
    fynlo_kitchen_category_ids = fields.Many2many(
        "pos.category",
        string="Categories that the kitchen makes",
        compute="_compute_fynlo_kitchen_category_ids",
        help="Odoo's own till asks its staff to send the dishes of these.",
    )

    def _compute_fynlo_kitchen_category_ids(self) -> None:
        for till in self:
            till.fynlo_kitchen_category_ids = self.env["fynlo.kitchen.routing"]._categories(till)
