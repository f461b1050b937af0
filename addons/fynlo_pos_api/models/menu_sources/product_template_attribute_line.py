from odoo import models


class ProductTemplateAttributeLine(models.Model):
    _name = "product.template.attribute.line"
    _inherit = ["product.template.attribute.line", "fynlo.menu.source"]
    _fynlo_menu_company = "product_tmpl_id.company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "attribute_id",
            "fynlo_max_choices",
            "fynlo_min_choices",
            "sequence",
            "value_ids",
        }
    )
