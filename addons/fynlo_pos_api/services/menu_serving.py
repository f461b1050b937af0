from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from odoo import models

from ..models.menu_sources.price_rules import PRICE_RULES, PriceRules
from ..schemas.common import Money
from ..schemas.menu import OrderTypePrice
from ..schemas.order import OrderType
from .menu_terms import MenuTerms


class FynloMenuServing(models.AbstractModel):
    """What a menu says of a dish beside its price: for the kitchen, for guests, and when."""

    _name = "fynlo.menu.serving"
    _inherit = ["fynlo.service"]
    _description = "How dishes of the menu are served"

    def _details(self, variant: Any, terms: MenuTerms) -> dict[str, Any]:
        """Fields of a schemas.menu.Product.

        :param variant: a product.product
        """
        template = variant.product_tmpl_id
        parts = self.env["fynlo.dayparts"]._exclusive(terms.company_id, variant)
        return {
            "kitchen_name": template.fynlo_kitchen_name or None,
            "prep_minutes": template.fynlo_prep_minutes or None,
            "course": template._fynlo_course_served(),
            "allergens": template.fynlo_allergen_ids._codes(),
            "dietary_marks": template.fynlo_dietary_mark_ids._codes(),
            "open_price": template.fynlo_open_price,
            "dayparts": parts.ids,
        }

    def _by_order_type(
        self, variants: Any, terms: MenuTerms
    ) -> Iterator[tuple[int, OrderTypePrice]]:
        """(product id, price) of each product for each type of order that is taxed otherwise."""
        rules = PriceRules(variants, terms.date_order)
        price_list = terms.pricelist_id.with_context(**{PRICE_RULES: rules})
        pricing = terms.company_id.env["fynlo.pricing"]
        listing = self.env["fynlo.menu.products"]
        for order_type, position in self._positions(terms):
            other = replace(terms, pricelist_id=price_list, fiscal_position_id=position)
            for variant in variants:
                taxes = listing._taxes(other, variant)
                if taxes == listing._taxes(terms, variant):
                    continue
                price = pricing._unit_price(other, variant, 1.0, 0.0)
                yield (
                    variant.id,
                    OrderTypePrice(
                        order_type=order_type,
                        price=Money.of(price, terms.currency_id),
                        tax_ids=taxes.ids,
                    ),
                )

    def _positions(self, terms: MenuTerms) -> Iterator[tuple[OrderType, Any]]:
        """The types of order with a fiscal position other than that of the menu."""
        for order_type in OrderType:
            name = f"fynlo_{order_type}_fiscal_position_id"
            if name not in terms.company_id._fields:
                continue
            position = terms.company_id[name]
            if position and position != terms.fiscal_position_id:
                yield order_type, position
