from typing import Any

from odoo.fields import Command
from odoo.tests import tagged

from ..exceptions import Conflict, Invalid, NotFound, VersionConflict
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuModifiers(MenuCase):
    """Groups of modifiers and courses of set menus, made, changed and taken away."""

    def group(self, detail: dict[str, Any], name: str) -> dict[str, Any]:
        """A group of a product by its name."""
        return next(item for item in detail["modifiers"] if item["name"] == name)

    def dips(self, **values: Any) -> dict[str, Any]:
        """Give the bread one or two dips."""
        choices = [
            {"name": "Oil"},
            {"name": "Hummus", "price": self.money(120), "takes_text": True},
        ]
        given = {"name": "Dip", "choices": choices, "minimum": 1, "maximum": 2}
        return self.edit("menu.create_modifier", product_id=self.bread.id, **{**given, **values})

    def test_a_new_group(self) -> None:
        """With its choices, prices and bounds, on the menu and in the check of orders."""
        self.open()
        made = self.group(self.dips(), "Dip")
        self.assertEqual((made["minimum"], made["maximum"]), (1, 2))
        told = [(item["name"], item["price"], item["takes_text"]) for item in made["choices"]]
        self.assertEqual(told, [("Oil", self.money(0), False), ("Hummus", self.money(120), True)])
        self.assertIn(made, self.menu()["modifiers"])
        with self.assertRaises(Invalid):
            self.order((self.bread, 1))
        modifiers = [{"choice_id": item["id"]} for item in made["choices"]]
        line = {"product_id": self.bread.id, "modifiers": modifiers}
        self.assertEqual(self.command("order.create", lines=[line])["total"], self.money(430))

    def test_changed(self) -> None:
        """Renamed, repriced, one gone and one new; the ids of those that stay are kept."""
        made = self.group(self.dips(), "Dip")
        oil, hummus = (item["id"] for item in made["choices"])
        choices = [
            {"choice_id": hummus, "name": "Houmous", "price": self.money(150)},
            {"name": "Aioli", "price": self.money(80)},
        ]
        done = self.edit(
            "menu.change_modifier",
            modifier_id=made["id"],
            name="Dips",
            choices=choices,
            minimum=0,
            maximum=None,
        )
        group = self.group(done, "Dips")
        self.assertEqual((group["id"], group["minimum"], group["maximum"]), (made["id"], 0, None))
        told = [(item["name"], item["price"]) for item in group["choices"]]
        self.assertEqual(told, [("Houmous", self.money(150)), ("Aioli", self.money(80))])
        self.assertEqual(group["choices"][0]["id"], hummus)
        self.assertNotIn(oil, [item["id"] for item in group["choices"]])
        with self.assertRaises(VersionConflict):
            self.edit("menu.change_modifier", modifier_id=made["id"], minimum=1, base_version=1)
        self.assertEqual(self.query("menu.product", product_id=self.bread.id), done)

    def test_used_again(self) -> None:
        """The sauce of the burger with bread: its choices are shared, its prices are not."""
        sauce = self.burger.attribute_line_ids[0]
        done = self.edit(
            "menu.create_modifier", product_id=self.bread.id, modifier_id=sauce.id, minimum=0
        )
        group = self.group(done, "Sauce")
        self.assertEqual([item["name"] for item in group["choices"]], ["Mayo", "Truffle"])
        choices = [
            {"choice_id": item["id"], "name": item["name"], "price": self.money(10)}
            for item in group["choices"]
        ]
        self.edit("menu.change_modifier", modifier_id=group["id"], choices=choices)
        prices = sauce.product_template_value_ids.mapped("price_extra")
        self.assertEqual(prices, [0, 1.5])
        with self.assertRaises(Conflict):
            self.edit(
                "menu.create_modifier", product_id=self.bread.id, modifier_id=sauce.id, minimum=0
            )

    def test_deleted(self) -> None:
        """The dish is sold without it."""
        self.open()
        made = self.group(self.dips(), "Dip")
        self.runner()._command("menu.delete_modifier", {"modifier_id": made["id"]})
        self.assertEqual(self.query("menu.product", product_id=self.bread.id)["modifiers"], [])
        self.assertEqual(self.order((self.bread, 1))["total"], self.money(310))

    def test_what_is_wrong_is_named(self) -> None:
        """Bounds, choices, currencies; groups of another company."""
        made = self.group(self.dips(), "Dip")
        stranger = self.burger.attribute_line_ids[0].product_template_value_ids[0]
        wrong = [{"choice_id": stranger.id, "name": "Mayo"}]
        foreign = [{"name": "A", "price": {"amount": 1, "currency": "XTS"}}]
        for field, values in {
            "maximum": {"minimum": 3, "maximum": 2},
            "choices.0.choice_id": {"choices": wrong},
            "choices.0.price.currency": {"choices": foreign},
        }.items():
            with self.subTest(field), self.assertRaises(Invalid) as caught:
                self.edit("menu.change_modifier", modifier_id=made["id"], **values)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(Invalid):
            self.edit("menu.create_modifier", product_id=self.bread.id, choices=[])
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["product.template"].create({"name": "Pie", "company_id": other.id})
        self._offer(theirs, self.extras)
        line = theirs.attribute_line_ids
        with self.assertRaises(NotFound):
            self.edit("menu.change_modifier", modifier_id=line.id, minimum=1)
        with self.assertRaises(Invalid) as caught:
            self.edit(
                "menu.create_modifier", product_id=self.bread.id, modifier_id=line.id, minimum=0
            )
        self.assertEqual(caught.exception.errors[0]["field"], "modifier_id")
        shared = self.burger.attribute_line_ids[1]
        with self.assertRaises(Conflict):
            self.edit("menu.change_modifier", modifier_id=shared.id, name="Toppings")
        self.assertEqual(self.extras.name, "Extras")

    # === COURSES === #

    def test_a_set_menu_of_new_courses(self) -> None:
        """Made of a new course, sold, changed; the course is kept while it is used."""
        self.open()
        starter = self.edit(
            "menu.create_combo",
            name="Starter",
            choices=[{"product_id": self.bread.id, "extra_price": self.money(50)}],
        )
        self.assertEqual(
            (starter["minimum"], starter["maximum"], starter["version"], starter["used_by"]),
            (1, 1, 1, []),
        )
        lunch = self.edit(
            "menu.create_product",
            name="Quick lunch",
            price=self.money(900),
            combo_ids=[starter["id"]],
        )
        self.assertEqual((lunch["kind"], lunch["tax_ids"]), ("combo", []))
        chosen = [{"choice_id": starter["choices"][0]["id"]}]
        line = {"product_id": lunch["id"], "combo": chosen}
        self.assertEqual(self.command("order.create", lines=[line])["total"], self.money(950))
        with self.assertRaises(Conflict):
            self.runner()._command("menu.delete_combo", {"combo_id": starter["id"]})
        dishes = [{"product_id": self.bread.id}, {"product_id": self.large.id}]
        done = self.edit("menu.change_combo", combo_id=starter["id"], choices=dishes, maximum=2)
        self.assertEqual([item["product_id"] for item in done["choices"]],
                         [self.bread.id, self.large.id])  # fmt: skip
        self.assertEqual(done["choices"][0]["id"], starter["choices"][0]["id"])
        self.assertEqual((done["version"], done["used_by"]), (2, [lunch["id"]]))
        self.assertIn(done, self.query("menu.combos")["items"])

    def test_a_course_that_is_not_used_is_deleted(self) -> None:
        """With an event; another company's is not found."""
        dishes = [{"product_id": self.bread.id}]
        made = self.edit("menu.create_combo", name="Soup", choices=dishes)
        self.runner()._command("menu.delete_combo", {"combo_id": made["id"]})
        self.assertFalse(self.env["product.combo"].browse(made["id"]).exists())
        self.assertEqual(len(self.events("menu.combo_deleted")), 1)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        pie = self.env["product.product"].create({"name": "Pie", "company_id": other.id})
        theirs = self.env["product.combo"].create(
            {
                "name": "Theirs",
                "company_id": other.id,
                "combo_item_ids": [Command.create({"product_id": pie.id})],
            }
        )
        for command in ("menu.change_combo", "menu.delete_combo"):
            with self.assertRaises(NotFound):
                self.runner()._command(command, {"combo_id": theirs.id})
        self.assertEqual(theirs.name, "Theirs")

    def test_wrong_courses(self) -> None:
        """Unknown dishes, one twice, a set menu in a set menu, bounds the wrong way round."""
        before = self.env["product.combo"].search_count([])
        bread = {"product_id": self.bread.id}
        for field, choices in {
            "choices.1.product_id": [bread, bread],
            "choices.0.product_id": [{"product_id": self.lunch.id}],
            "choices": [],
        }.items():
            with self.subTest(field), self.assertRaises(Invalid) as caught:
                self.edit("menu.create_combo", name="Wrong", choices=choices)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(Invalid):
            self.edit("menu.create_combo", name="Wrong", choices=[bread], minimum=2)
        with self.assertRaises(Invalid) as caught:
            self.edit("menu.change_product", product_id=self.bread.id, combo_ids=self.course.ids)
        self.assertEqual(caught.exception.errors[0]["field"], "combo_ids")
        self.assertEqual(self.env["product.combo"].search_count([]), before)
