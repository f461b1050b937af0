from odoo import models


class AccountJournal(models.Model):
    _name = "account.journal"
    _inherit = ["account.journal", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "currency_id",
        }
    )
