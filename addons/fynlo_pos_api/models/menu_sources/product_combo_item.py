from odoo import models


class ProductComboItem(models.Model):
    _name = "product.combo.item"
    _inherit = ["product.combo.item", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "combo_id",
            "extra_price",
            "product_id",
        }
    )
