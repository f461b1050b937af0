"""The price rules of many products, found with one search for each price list.

Odoo looks for the rules again for every product of a price list that builds on another one, and
tries every rule on every product: too slow for a whole menu.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# Key in Odoo's context. Its value is a PriceRules, which no RPC client can send.
PRICE_RULES = "fynlo_price_rules"


@dataclass(slots=True)
class RuleIndex:
    """The rules of one price list, by what they apply to; each list keeps Odoo's order."""

    by_variant: dict[int, list[int]]
    by_template: dict[int, list[int]]
    others: list[int]
    every: tuple[int, ...]

    @classmethod
    def of(cls, rules: Any) -> "RuleIndex":
        """Sort rules (product.pricelist.item, in their own order) by what they apply to."""
        index = cls(defaultdict(list), defaultdict(list), [], rules._ids)
        for rule in rules:
            if rule.applied_on == "0_product_variant":
                index.by_variant[rule.product_id.id].append(rule.id)
            elif rule.applied_on == "1_product":
                index.by_template[rule.product_tmpl_id.id].append(rule.id)
            else:
                index.others.append(rule.id)
        return index

    def of_products(self, products: Any) -> list[int]:
        """The ids of the rules that may apply to products (product.product), the best first.

        Odoo orders rules by what they apply to before all else, so the lists follow one another.
        """
        variants = [rule for product in products for rule in self.by_variant.get(product.id, ())]
        templates = [
            rule
            for template in products.product_tmpl_id
            for rule in self.by_template.get(template.id, ())
        ]
        return variants + templates + self.others


@dataclass(slots=True)
class PriceRules:
    """The rules for `products` (product.product) at a time (naive UTC)."""

    products: Any
    at: datetime
    by_pricelist: dict[int, RuleIndex] = field(default_factory=dict)
    _product_ids: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._product_ids = frozenset(self.products.ids)

    def covers(self, products: Any, at: Any) -> bool:
        """Whether the rules of these products at this time are among those found."""
        return (
            products._name == "product.product"
            and at == self.at
            and self._product_ids.issuperset(products.ids)
        )
