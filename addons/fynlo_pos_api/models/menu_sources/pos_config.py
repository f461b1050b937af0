from odoo import models


class PosConfig(models.Model):
    _name = "pos.config"
    _inherit = ["pos.config", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "company_id",
            "default_fiscal_position_id",
            # pos_discount
            "discount_product_id",
            # pos_sale
            "down_payment_product_id",
            "iface_available_categ_ids",
            "journal_id",
            "limit_categories",
            "module_pos_restaurant",
            "pricelist_id",
            "tip_product_id",
            "use_pricelist",
        }
    )
