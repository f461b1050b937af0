from collections import Counter
from collections.abc import Sequence
from typing import Any

from odoo import models
from odoo.fields import Command

from ..domain.choices import Bounds
from ..exceptions import Invalid
from ..schemas.order_line import ModifierChoice


class FynloOrderModifiers(models.AbstractModel):
    """Checks the modifiers that were chosen for a dish."""

    _name = "fynlo.order.modifiers"
    _inherit = ["fynlo.service"]
    _description = "Modifiers of order lines"

    def _make(
        self, product: Any, choices: Sequence[ModifierChoice], path: str
    ) -> tuple[float, dict[str, Any]]:
        """What the chosen modifiers add to the price of one, and their values of a line."""
        groups = product.attribute_line_ids.filtered(
            lambda group: group.attribute_id.create_variant == "no_variant"
        )
        if not groups and not choices:
            return 0.0, {}
        known = {
            value.id: value for value in groups.product_template_value_ids if value.ptav_active
        }
        self._check_choices(product, choices, known, path)
        self._check_groups(product, groups, choices, known, path)
        chosen = [known[choice.choice_id] for choice in choices]
        texts = [
            Command.create(
                {
                    "custom_product_template_attribute_value_id": choice.choice_id,
                    "custom_value": choice.text,
                }
            )
            for choice in choices
            if choice.text
        ]
        values = {
            "attribute_value_ids": [Command.set([value.id for value in chosen])],
            "custom_attribute_value_ids": texts,
        }
        return sum(value.price_extra for value in chosen), values

    def _check_choices(
        self, product: Any, choices: Sequence[ModifierChoice], known: dict[int, Any], path: str
    ) -> None:
        """Each is a modifier of the product, chosen once, with a text only if it takes one."""
        chosen = set()
        for index, choice in enumerate(choices):
            field = f"{path}.{index}.choice_id"
            if choice.choice_id not in known:
                raise Invalid(f"{product.name} has no modifier {choice.choice_id}.", field=field)
            name = known[choice.choice_id].name
            if choice.choice_id in chosen:
                raise Invalid(f"{name} is chosen twice; send it once.", field=field)
            if choice.text and not known[choice.choice_id].is_custom:
                raise Invalid(f"{name} takes no text.", field=f"{path}.{index}.text")
            chosen.add(choice.choice_id)

    def _check_groups(
        self,
        product: Any,
        groups: Any,
        choices: Sequence[ModifierChoice],
        known: dict[int, Any],
        path: str,
    ) -> None:
        """As many choices of each group as it asks for."""
        counts = Counter(known[choice.choice_id].attribute_line_id for choice in choices)
        for group in groups:
            bounds = Bounds(group.fynlo_min_choices, group.fynlo_max_choices)
            if bounds.hold(counts[group]):
                continue
            name = group.attribute_id.name
            raise Invalid(
                f"{product.name}: choose {bounds.wanted} of {name}, not {counts[group]}.",
                field=path,
            )
