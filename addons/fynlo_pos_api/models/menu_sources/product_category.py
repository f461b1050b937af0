from odoo import models


class ProductCategory(models.Model):
    _name = "product.category"
    _inherit = ["product.category", "fynlo.menu.source"]
    _fynlo_menu_fields = frozenset(
        {
            "parent_id",
        }
    )
