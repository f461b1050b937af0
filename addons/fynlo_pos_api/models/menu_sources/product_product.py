from typing import Any

from odoo import models


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "fynlo.menu.source", "fynlo.versioned"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "barcode",
            "image_variant_1920",
            "product_template_attribute_value_ids",
            "product_tmpl_id",
        }
    )

    def _fynlo_menu_alters(self, vals: dict[str, Any]) -> bool:
        """No menu shows the cost, which each receipt of goods writes; a price may build on it."""
        altered = super()._fynlo_menu_alters(vals)
        if altered or "standard_price" not in vals:
            return altered
        # sudo: whether there is such a rule; the writer of a cost may not read price lists
        rules = self.env["product.pricelist.item"].sudo()
        return bool(rules.search_count([("base", "=", "standard_price")], limit=1))
