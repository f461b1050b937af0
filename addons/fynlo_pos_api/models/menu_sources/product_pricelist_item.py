from odoo import models


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "applied_on",
            "base",
            "base_pricelist_id",
            "categ_id",
            "compute_price",
            "date_end",
            "date_start",
            "fixed_price",
            "min_quantity",
            "percent_price",
            "price_discount",
            "price_markup",
            "price_max_margin",
            "price_min_margin",
            "price_round",
            "price_surcharge",
            "pricelist_id",
            "product_id",
            "product_tmpl_id",
        }
    )
