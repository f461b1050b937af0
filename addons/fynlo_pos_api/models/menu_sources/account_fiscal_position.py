from odoo import models


class AccountFiscalPosition(models.Model):
    _name = "account.fiscal.position"
    _inherit = ["account.fiscal.position", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "company_id",
            "tax_ids",
        }
    )
