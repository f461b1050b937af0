from typing import Any

from odoo.tests import tagged

from ..exceptions import Invalid
from .choices_case import ChoicesCase


@tagged("post_install", "-at_install")
class TestOrderChoices(ChoicesCase):
    """Modifiers and set menus of order lines."""

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

    def test_a_group_has_its_own_bounds(self) -> None:
        """Extras: one at least, at most one; doneness need not be said."""
        self.open()
        groups = self.steak.product_tmpl_id.attribute_line_ids
        doneness, extras = groups
        self.assertEqual(
            [(group.fynlo_min_choices, group.fynlo_max_choices) for group in groups],
            [(1, 1), (0, 0)],
        )
        doneness.fynlo_min_choices = 0
        extras.write({"fynlo_min_choices": 1, "fynlo_max_choices": 1})
        egg, sauce = {"choice_id": self.egg.id}, {"choice_id": self.sauce.id}
        for modifiers, said in (([], 0), ([egg, sauce], 2)):
            self.assertEqual(
                self.refused({"product_id": self.steak.id, "modifiers": modifiers}),
                ("lines.0.modifiers", f"Steak: choose one of Extras, not {said}."),
            )
        extras.fynlo_max_choices = 2
        self.assertEqual(
            self.refused({"product_id": self.steak.id})[1],
            "Steak: choose 1 to 2 of Extras, not 0.",
        )
        lines = [{"product_id": self.steak.id, "modifiers": [egg, sauce]}]
        order = self.command("order.create", lines=lines)
        self.assertEqual(order["total"], self.money(2375))
