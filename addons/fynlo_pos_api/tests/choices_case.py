from typing import Any

from odoo.fields import Command
from odoo.models import BaseModel

from .session_case import SessionCase


class ChoicesCase(SessionCase):
    """A till with a steak that has modifiers, and a lunch of two courses."""

    @classmethod
    def setUpClass(cls) -> None:
        """A steak with doneness and extras; a lunch of two courses."""
        super().setUpClass()
        cls.steak = cls._dish("Steak", 20, cls.standard)
        cls.rare, cls.medium = cls._group("Doneness", "radio", {"Rare": 0, "Medium": 0})
        cls.egg, cls.sauce = cls._group("Extras", "multi", {"Egg": 1.5, "Sauce": 2.25})
        cls.soup = cls._dish("Soup", 6, cls.standard)
        cls.salad = cls._dish("Salad", 8, cls.standard)
        cls.starters = cls._course("Starter", (cls.soup, 0), (cls.salad, 1))
        cls.mains = cls._course("Main", (cls.burger, 0), (cls.steak, 4))
        cls.lunch = cls._dish("Lunch", 15, cls.standard)
        cls.lunch.product_tmpl_id.write(
            {
                "type": "combo",
                "combo_ids": [Command.set((cls.starters | cls.mains).ids)],
            }
        )

    @classmethod
    def _group(cls, name: str, display: str, choices: dict[str, float]) -> list[BaseModel]:
        attribute = cls.env["product.attribute"].create(
            {
                "name": name,
                "display_type": display,
                "create_variant": "no_variant",
                "value_ids": [Command.create({"name": choice}) for choice in choices],
            }
        )
        line = cls.env["product.template.attribute.line"].create(
            {
                "product_tmpl_id": cls.steak.product_tmpl_id.id,
                "attribute_id": attribute.id,
                "value_ids": [Command.set(attribute.value_ids.ids)],
            }
        )
        for value in line.product_template_value_ids:
            value.price_extra = choices[value.name]
        return list(line.product_template_value_ids)

    @classmethod
    def _course(cls, name: str, *items: tuple[BaseModel, float]) -> BaseModel:
        return cls.env["product.combo"].create(
            {
                "name": name,
                "combo_item_ids": [
                    Command.create({"product_id": dish.id, "extra_price": extra})
                    for dish, extra in items
                ],
            }
        )

    def item(self, combo: BaseModel, dish: BaseModel, **values: Any) -> dict[str, Any]:
        """A choice of a course."""
        chosen = combo.combo_item_ids.filtered(lambda item: item.product_id == dish)
        return {"choice_id": chosen.id, **values}
