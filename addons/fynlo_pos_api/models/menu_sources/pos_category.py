from odoo import models


class PosCategory(models.Model):
    _name = "pos.category"
    _inherit = ["pos.category", "fynlo.menu.source", "fynlo.versioned"]
    _fynlo_menu_fields = frozenset(
        {
            "color",
            "name",
            "parent_id",
            "sequence",
        }
    )
