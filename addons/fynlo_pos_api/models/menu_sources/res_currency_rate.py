from odoo import models


class ResCurrencyRate(models.Model):
    _name = "res.currency.rate"
    _inherit = ["res.currency.rate", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "company_id",
            "currency_id",
            "name",
            "rate",
        }
    )
