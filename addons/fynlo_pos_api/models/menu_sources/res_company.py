from odoo import models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "fynlo.menu.source"]
    _fynlo_menu_company = "id"
    _fynlo_menu_fields = frozenset(
        {
            "account_price_include",
            "currency_id",
            "fynlo_delivery_fiscal_position_id",
            "fynlo_pick_up_fiscal_position_id",
            "fynlo_takeaway_fiscal_position_id",
            "fynlo_timezone",
            "parent_id",
            "partner_id",
        }
    )
