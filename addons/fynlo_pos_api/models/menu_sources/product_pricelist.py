from typing import Any

from odoo import models

from .price_rules import PRICE_RULES, PriceRules, RuleIndex


class ProductPricelist(models.Model):
    _name = "product.pricelist"
    _inherit = ["product.pricelist", "fynlo.menu.source"]
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "company_id",
            "currency_id",
        }
    )

    def _get_applicable_rules(self, products: Any, date: Any, **kwargs: Any) -> Any:
        """The rules for these products, without a search where a menu found them for all."""
        known = self.env.context.get(PRICE_RULES)
        if not isinstance(known, PriceRules) or not self or not known.covers(products, date):
            return super()._get_applicable_rules(products, date, **kwargs)
        if self.id not in known.by_pricelist:
            known.by_pricelist[self.id] = RuleIndex.of(
                super()._get_applicable_rules(known.products, date, **kwargs)
            )
        index = known.by_pricelist[self.id]
        rules = self.env["product.pricelist.item"].browse(index.of_products(products))
        return rules.with_prefetch(index.every)
