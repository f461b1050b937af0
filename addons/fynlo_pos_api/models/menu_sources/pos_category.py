from odoo import models


class PosCategory(models.Model):
    _name = "pos.category"
    _inherit = ["pos.category", "fynlo.menu.source", "fynlo.versioned"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "color",
            "company_id",
            "fynlo_course",
            "fynlo_kitchen_name",
            "image_512",
            "name",
            "parent_id",
            "sequence",
        }
    )
