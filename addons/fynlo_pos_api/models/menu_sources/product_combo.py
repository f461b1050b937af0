from odoo import models


class ProductCombo(models.Model):
    _name = "product.combo"
    _inherit = ["product.combo", "fynlo.menu.source", "fynlo.versioned"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "combo_item_ids",
            "company_id",
            "name",
            "qty_free",
            "qty_max",
            "sequence",
        }
    )
