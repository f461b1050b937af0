from odoo import models


class ProductTemplateAttributeValue(models.Model):
    _name = "product.template.attribute.value"
    _inherit = ["product.template.attribute.value", "fynlo.menu.source"]
    _fynlo_menu_company = "product_tmpl_id.company_id"
    _fynlo_menu_fields = frozenset(
        {
            "price_extra",
            "ptav_active",
        }
    )
