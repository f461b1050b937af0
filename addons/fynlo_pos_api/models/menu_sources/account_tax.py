from odoo import models


class AccountTax(models.Model):
    _name = "account.tax"
    _inherit = ["account.tax", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "amount",
            "amount_type",
            "children_tax_ids",
            "company_id",
            "fiscal_position_ids",
            "include_base_amount",
            "is_base_affected",
            "name",
            "original_tax_ids",
            "price_include_override",
            "sequence",
        }
    )
