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
            "standard_price",
        }
    )
