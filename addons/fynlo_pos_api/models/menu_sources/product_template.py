from odoo import models


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "attribute_line_ids",
            "available_in_pos",
            "categ_id",
            "combo_ids",
            "company_id",
            "fynlo_allergen_ids",
            "fynlo_course",
            "fynlo_dietary_mark_ids",
            "fynlo_kitchen_name",
            "fynlo_prep_minutes",
            "fynlo_open_price",
            "fynlo_open_price_max",
            "fynlo_open_price_min",
            "image_1920",
            "is_favorite",
            "list_price",
            "name",
            "pos_categ_ids",
            "pos_sequence",
            "public_description",
            "sale_ok",
            "taxes_id",
            "type",
        }
    )
