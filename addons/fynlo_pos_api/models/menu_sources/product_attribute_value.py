from odoo import models


class ProductAttributeValue(models.Model):
    _name = "product.attribute.value"
    _inherit = ["product.attribute.value", "fynlo.menu.source"]
    _fynlo_menu_fields = frozenset(
        {
            "is_custom",
            "name",
            "sequence",
        }
    )
