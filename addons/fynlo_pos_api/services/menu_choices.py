from typing import Any

from odoo import models

from ..schemas.availability import AvailabilityState
from ..schemas.common import Money
from ..schemas.menu import Combo, ComboOption, Modifier, ModifierOption
from .menu_terms import MenuTerms


def may_be_chosen(product: Any) -> bool:
    """Whether a product (product.product) is on sale, by itself or as a choice of a combo."""
    return bool(product.active and product.sale_ok)


def state_of(product: Any, company_id: int) -> AvailabilityState:
    """What a company's staff set of a product (product.product)."""
    for item in product.fynlo_availability_state_ids:
        if item.company_id.id == company_id:
            return AvailabilityState(item.state)
    return AvailabilityState.IN_STOCK


def is_out(product: Any, company_id: int) -> bool:
    """Whether a company's staff put a product out, or its countdown came to nothing."""
    return state_of(product, company_id) is AvailabilityState.OUT


class FynloMenuChoices(models.AbstractModel):
    """What a guest chooses: modifiers (attributes that make no variant) and courses of combos."""

    _name = "fynlo.menu.choices"
    _inherit = ["fynlo.service"]
    _description = "Choices of the menu"

    def _groups(self, templates: Any) -> Any:
        """The attribute lines that are modifiers: the others make products of their own."""
        return templates.attribute_line_ids.filtered(
            lambda line: line.attribute_id.create_variant == "no_variant"
        )

    def _modifiers(self, templates: Any, terms: MenuTerms) -> list[Modifier]:
        """The groups of modifiers of products (product.template)."""
        return [self._modifier(line, terms) for line in self._groups(templates)]

    def _modifier(self, line: Any, terms: MenuTerms) -> Modifier:
        return Modifier(
            id=line.id,
            name=line.attribute_id.name,
            minimum=line.fynlo_min_choices,
            maximum=line.fynlo_max_choices or None,
            choices=[
                ModifierOption(
                    id=value.id,
                    name=value.name,
                    price=Money.of(value.price_extra, terms.currency_id),
                    takes_text=value.is_custom,
                )
                for value in line.product_template_value_ids
                if value.ptav_active
            ],
        )

    def _chosen_in(self, combos: Any) -> Any:
        """The products (product.template) that courses of combos offer."""
        return combos.combo_item_ids.product_id.filtered(may_be_chosen).product_tmpl_id

    def _combos(self, combos: Any, terms: MenuTerms) -> list[Combo]:
        """The courses (product.combo) with what can be chosen in them now."""
        return [
            Combo(
                id=combo.id,
                name=combo.name,
                minimum=combo.qty_free,
                maximum=combo.qty_max,
                further_price=Money.of(combo.base_price, terms.currency_id),
                choices=[
                    ComboOption(
                        id=item.id,
                        product_id=item.product_id.id,
                        extra_price=Money.of(item.extra_price, terms.currency_id),
                    )
                    for item in combo.combo_item_ids
                    if may_be_chosen(item.product_id)
                ],
            )
            for combo in combos
        ]
