from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from odoo import models
from odoo.tools import html2plaintext

from ..models.menu_sources.price_rules import PRICE_RULES, PriceRules
from ..schemas.availability import AvailabilityState
from ..schemas.common import Money
from ..schemas.menu import OrderTypePrice, Product, ProductKind
from .menu_choices import is_out, may_be_chosen, state_of
from .menu_terms import MenuTerms

_TEMPLATE_FIELDS = [
    "name", "public_description", "type", "list_price", "company_id", "uom_id", "categ_id",
    "active", "sale_ok", "taxes_id", "pos_categ_ids", "attribute_line_ids", "combo_ids",
    "fynlo_kitchen_name", "fynlo_prep_minutes", "fynlo_course", "fynlo_allergen_ids",
    "fynlo_dietary_mark_ids", "fynlo_open_price",
]  # fmt: skip
_VARIANT_FIELDS = ["product_tmpl_id", "barcode", "active", "product_template_attribute_value_ids"]


class FynloMenuProducts(models.AbstractModel):
    """Describes the products of a menu, priced as an order prices them."""

    _name = "fynlo.menu.products"
    _inherit = ["fynlo.service"]
    _description = "Products of the menu"

    def _products(
        self, terms: MenuTerms, templates: Any, sold: Any, categories: Any
    ) -> list[Product]:
        """The products of these templates, in their order.

        :param templates: product.template, of the company or shared
        :param sold: those of them that are sold by themselves
        :param categories: the categories (pos.category) that the menu shows
        """
        variants = self._variants(templates)
        prices = self._prices(terms, variants)
        pictured = self.env["fynlo.menu.images"]._pictured(variants)
        shown, sold_ids = set(categories.ids), set(sold.ids)
        groups = self.env["fynlo.menu.choices"]._groups(templates).grouped("product_tmpl_id")
        serving = self.env["fynlo.menu.serving"]
        by_type: defaultdict[int, list[OrderTypePrice]] = defaultdict(list)
        for product_id, other in serving._by_order_type(variants, terms):
            by_type[product_id].append(other)
        return [
            Product(
                **self._texts(variant),
                **self._choices(variant.product_tmpl_id, groups),
                **self._availability(variant, terms),
                **serving._details(variant, terms),
                category_ids=[c for c in variant.product_tmpl_id.pos_categ_ids.ids if c in shown],
                price=Money.of(price, terms.currency_id),
                tax_ids=self._taxes(terms, variant).ids,
                combo_only=variant.product_tmpl_id.id not in sold_ids,
                image_url=pictured.get(variant.id),
                order_type_prices=by_type[variant.id],
            )
            for variant, price in zip(variants, prices, strict=True)
        ]

    def _variants(self, templates: Any) -> Any:
        """The variants (product.product) of templates, by template in the given order."""
        templates.fetch(_TEMPLATE_FIELDS)
        place = {template_id: place for place, template_id in enumerate(templates.ids)}
        variants = templates.env["product.product"].search_fetch(
            [("product_tmpl_id", "in", templates.ids)], _VARIANT_FIELDS, order="id"
        )
        return variants.sorted(lambda variant: place[variant.product_tmpl_id.id])

    def _prices(self, terms: MenuTerms, variants: Any) -> Iterator[float]:
        rules = PriceRules(variants, terms.date_order)
        terms = replace(terms, pricelist_id=terms.pricelist_id.with_context(**{PRICE_RULES: rules}))
        pricing = terms.company_id.env["fynlo.pricing"]
        return (pricing._unit_price(terms, variant, 1.0, 0.0) for variant in variants)

    def _taxes(self, terms: MenuTerms, products: Any) -> Any:
        """The taxes (account.tax) of products (product.product), those of a group one by one."""
        own = self.env["fynlo.pricing"]._product_taxes(products, terms.company_id)
        mapped = terms.fiscal_position_id.map_tax(own)
        return mapped.flatten_taxes_hierarchy() if mapped else mapped

    def _texts(self, variant: Any) -> dict[str, Any]:
        template = variant.product_tmpl_id
        description = template.public_description
        name = template.name
        if variant.product_template_attribute_value_ids:
            name = variant.with_context(display_default_code=False).display_name
        return {
            "id": variant.id,
            "name": name,
            "description": html2plaintext(description) or None if description else None,
            "barcode": variant.barcode or None,
        }

    def _choices(self, template: Any, groups: dict[Any, Any]) -> dict[str, Any]:
        courses = template.combo_ids
        return {
            "kind": ProductKind.COMBO if template.type == "combo" else ProductKind.DISH,
            "modifiers": groups[template].ids if template in groups else [],
            "combos": courses.ids,
        }

    def _availability(self, variant: Any, terms: MenuTerms) -> dict[str, Any]:
        """Whether it can be sold: it is served now, not out, and each of its courses has a dish."""
        company_id = terms.company_id.id
        state = state_of(variant, company_id)
        dayparts = self.env["fynlo.dayparts"]
        courses = [
            course.combo_item_ids.product_id
            for course in variant.product_tmpl_id.combo_ids
            if course.qty_free
        ]
        available = (
            dayparts._serves(terms, variant)
            and state is not AvailabilityState.OUT
            and all(
                any(
                    may_be_chosen(product)
                    and not is_out(product, company_id)
                    and dayparts._serves(terms, product)
                    for product in products
                )
                for products in courses
            )
        )
        return {"availability": state, "available": available}
