from odoo import models


class ResCurrency(models.Model):
    _name = "res.currency"
    _inherit = ["res.currency", "fynlo.menu.source"]
    _fynlo_menu_fields = frozenset(
        {
            "name",
            "rounding",
        }
    )
