from typing import Any

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from ..exceptions import Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderChoices(SessionCase):
    """Modifiers and set menus of order lines."""

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

    def refused(self, line: dict[str, Any]) -> tuple[str, str]:
        """(field, detail) of the refusal of a line; no order is made."""
        orders = self.env["pos.order"].search_count([])
        with self.assertRaises(Invalid) as caught:
            self.command("order.create", lines=[line])
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        return caught.exception.errors[0]["field"], caught.exception.detail

    def test_modifiers_add_to_the_price(self) -> None:
        """20.00 with an egg and sauce is 23.75, twice 47.50."""
        self.open()
        chosen = [{"choice_id": value.id} for value in (self.rare, self.egg, self.sauce)]
        line = {"product_id": self.steak.id, "quantity": 2, "modifiers": chosen}
        order = self.command("order.create", lines=[line])
        self.assertEqual(order["total"], self.money(4750))
        self.assertEqual(order["lines"][0]["unit_price"], self.money(2375))
        self.assertEqual(
            [(item["name"], item["price"]["amount"]) for item in order["lines"][0]["modifiers"]],
            [("Rare", 0), ("Egg", 150), ("Sauce", 225)],
        )

    def test_refuses_wrong_modifiers(self) -> None:
        """A doneness must be chosen, once; another dish's modifier is none of this one."""
        self.open()
        self.assertEqual(
            self.refused({"product_id": self.steak.id}),
            ("lines.0.modifiers", "Steak: choose one of Doneness, not 0."),
        )
        both = [{"choice_id": self.rare.id}, {"choice_id": self.medium.id}]
        self.assertEqual(
            self.refused({"product_id": self.steak.id, "modifiers": both}),
            ("lines.0.modifiers", "Steak: choose one of Doneness, not 2."),
        )
        self.assertEqual(
            self.refused({"product_id": self.burger.id, "modifiers": [{"choice_id": self.egg.id}]})[
                0
            ],
            "lines.0.modifiers.0.choice_id",
        )

    def test_refuses_a_modifier_twice_and_a_text_that_it_does_not_take(self) -> None:
        """What is charged twice would be shown once; an egg has nothing to say."""
        self.open()
        egg, rare = {"choice_id": self.egg.id}, {"choice_id": self.rare.id}
        self.assertEqual(
            self.refused({"product_id": self.steak.id, "modifiers": [rare, egg, egg]}),
            ("lines.0.modifiers.2.choice_id", "Egg is chosen twice; send it once."),
        )
        self.assertEqual(
            self.refused(
                {"product_id": self.steak.id, "modifiers": [rare, {**egg, "text": "Runny"}]}
            ),
            ("lines.0.modifiers.1.text", "Egg takes no text."),
        )

    def test_refuses_a_dish_of_a_set_menu_that_is_gone(self) -> None:
        """An archived dish cannot be chosen, as the menu does not show it."""
        self.open()
        self.salad.active = False
        combo = [self.item(self.starters, self.salad), self.item(self.mains, self.burger)]
        refused = self.refused({"product_id": self.lunch.id, "combo": combo})
        self.assertEqual(refused[0], "lines.0.combo.0.choice_id")

    def test_set_menu(self) -> None:
        """15.00 spread by 6.00 and 12.95: 4.75 and 10.25, and what is extra on top."""
        self.open()
        combo = [
            self.item(self.starters, self.salad),
            self.item(self.mains, self.steak, modifiers=[{"choice_id": self.rare.id}]),
        ]
        order = self.command("order.create", lines=[{"product_id": self.lunch.id, "combo": combo}])
        lunch, salad, steak = order["lines"]
        self.assertEqual(order["total"], self.money(2000))
        self.assertEqual(lunch["total"], self.money(0))
        self.assertEqual(salad["unit_price"], self.money(475 + 100))
        self.assertEqual(steak["unit_price"], self.money(1025 + 400))
        self.assertEqual(salad["combo_parent_id"], lunch["id"])
        self.assertEqual(steak["combo_parent_id"], lunch["id"])

    def test_refuses_incomplete_set_menu(self) -> None:
        """Each course needs its choice, and only of its own dishes."""
        self.open()
        starter = self.item(self.starters, self.soup)
        self.assertEqual(
            self.refused({"product_id": self.lunch.id, "combo": [starter]}),
            ("lines.0.combo", "Lunch: choose 1 of Main, not 0."),
        )
        self.assertEqual(
            self.refused({"product_id": self.lunch.id, "combo": [starter, {"choice_id": 10**9}]})[
                0
            ],
            "lines.0.combo.1.choice_id",
        )
        self.assertEqual(
            self.refused({"product_id": self.burger.id, "combo": [starter]})[0], "lines.0.combo"
        )

    def test_voiding_a_set_menu_voids_its_dishes(self) -> None:
        """Two lunches, one voided: half of each dish is left."""
        self.open()
        combo = [
            self.item(self.starters, self.soup),
            self.item(self.mains, self.burger),
        ]
        order = self.command(
            "order.create", lines=[{"product_id": self.lunch.id, "quantity": 2, "combo": combo}]
        )
        self.assertEqual(order["total"], self.money(3000))
        order = self.command(
            "order.void_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            quantity=1,
            reason_id=self.reason("void"),
        )
        self.assertEqual(order["total"], self.money(1500))
        self.assertEqual([line["quantity"] for line in order["lines"]], [1.0, 1.0, 1.0])
        self.assertEqual([line["voided_quantity"] for line in order["lines"]], [1.0, 1.0, 1.0])
