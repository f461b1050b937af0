from odoo import models


class ProductAttribute(models.Model):
    _name = "product.attribute"
    _inherit = ["product.attribute", "fynlo.menu.source"]
    _fynlo_menu_fields = frozenset(
        {
            "create_variant",
            "display_type",
            "name",
            "sequence",
        }
    )
