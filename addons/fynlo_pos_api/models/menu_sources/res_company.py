from odoo import models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "fynlo.menu.source"]
    _fynlo_menu_company = "id"
    _fynlo_menu_fields = frozenset(
        {
            "account_price_include",
            "currency_id",
            "parent_id",
            "partner_id",
        }
    )
