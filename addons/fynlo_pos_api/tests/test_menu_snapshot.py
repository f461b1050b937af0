from odoo.fields import Command
from odoo.tests import tagged

from ..exceptions import NotFound
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuSnapshot(MenuCase):
    """What a till reads, with exact values."""

    def test_a_dish_with_modifiers(self) -> None:
        """Price with tax, categories, modifiers by kind, description as plain text."""
        menu = self.menu()
        lines = self.burger.attribute_line_ids
        burger = next(item for item in menu["products"] if item["id"] == self.burger.id)
        self.assertEqual(
            burger,
            {
                "id": self.burger.id,
                "name": "Burger",
                "description": "Beef & *bun*",
                "category_ids": [self.mains.id],
                "price": self.money(1295),
                "tax_ids": [self.standard.id],
                "kind": "dish",
                "modifiers": lines.ids,
                "combos": [],
                "available": True,
                "availability": "in_stock",
                "combo_only": False,
                "barcode": "5000000000017",
                "image_url": None,
                "kitchen_name": None,
                "prep_minutes": None,
                "course": None,
                "allergens": [],
                "dietary_marks": [],
                "open_price": False,
                "dayparts": [],
                "order_type_prices": [],
            },
        )
        groups = [group for group in menu["modifiers"] if group["id"] in lines.ids]
        sauce, extras = lines.mapped("product_template_value_ids")[:2], lines[1]
        self.assertEqual(
            groups[0],
            {
                "id": lines[0].id,
                "name": "Sauce",
                "minimum": 1,
                "maximum": 1,
                "choices": [
                    {
                        "id": sauce[0].id,
                        "name": "Mayo",
                        "price": self.money(0),
                        "takes_text": False,
                    },
                    {
                        "id": sauce[1].id,
                        "name": "Truffle",
                        "price": self.money(150),
                        "takes_text": True,
                    },
                ],
            },
        )
        self.assertEqual((groups[1]["minimum"], groups[1]["maximum"]), (0, None))
        self.assertEqual(
            [(choice["id"], choice["price"]["amount"]) for choice in groups[1]["choices"]],
            list(zip(extras.product_template_value_ids.ids, [200, 75], strict=True)),
        )

    def test_sizes_are_products(self) -> None:
        """An attribute that makes variants makes products with prices of their own."""
        small, large = self.product(self.small), self.product(self.large)
        self.assertEqual((small["name"], small["price"]["amount"]), ("Pizza (Small)", 900))
        self.assertEqual((large["name"], large["price"]["amount"]), ("Pizza (Large)", 1200))
        self.assertEqual((small["modifiers"], large["modifiers"]), ([], []))

    def test_the_product_of_tips_is_no_dish(self) -> None:
        """Odoo's own till hides it too; the company's whole menu still has it."""
        self.till.tip_product_id = self.bread
        self.assertNotIn(self.bread.id, [item["id"] for item in self.menu()["products"]])
        office = self.menu(self.caller(till_id=None))
        self.assertIn(self.bread.id, [item["id"] for item in office["products"]])

    def test_a_set_menu(self) -> None:
        """Its course, the choices and what they cost on top."""
        menu = self.menu()
        lunch = self.product(self.lunch)
        self.assertEqual((lunch["kind"], lunch["combos"]), ("combo", self.course.ids))
        self.assertEqual((lunch["price"]["amount"], lunch["available"]), (1500, True))
        items = self.course.combo_item_ids
        self.assertEqual(
            [course for course in menu["combos"] if course["id"] == self.course.id],
            [
                {
                    "id": self.course.id,
                    "name": "Main",
                    "minimum": 1,
                    "maximum": 1,
                    "further_price": self.money(1200),
                    "choices": [
                        {
                            "id": items[0].id,
                            "product_id": self.burger.id,
                            "extra_price": self.money(0),
                        },
                        {
                            "id": items[1].id,
                            "product_id": self.large.id,
                            "extra_price": self.money(250),
                        },
                    ],
                }
            ],
        )

    def test_a_set_menu_without_choices_left(self) -> None:
        """Nothing to choose in a course: it is shown and cannot be sold."""
        (self.burger | self.pizza.product_variant_ids).product_tmpl_id.sale_ok = False
        self.assertFalse(self.product(self.lunch)["available"])
        courses = [item for item in self.menu()["combos"] if item["id"] == self.course.id]
        self.assertEqual(courses[0]["choices"], [])

    def test_taxes_and_currency(self) -> None:
        """Each tax with its rate; all are included, so nothing comes on top."""
        menu = self.menu()
        taxes = {tax["id"]: tax for tax in menu["taxes"]}
        self.assertEqual(
            taxes[self.standard.id],
            {
                "id": self.standard.id,
                "name": "Standard of the test",
                "kind": "percent",
                "rate": 20.0,
                "included": True,
            },
        )
        self.assertEqual(taxes[self.zero.id]["rate"], 0.0)
        self.assertEqual(menu["currency"], self.till.currency_id.name)
        self.assertIsNone(menu["valid_until"])

    def test_prices_without_tax(self) -> None:
        """One tax that comes on top, and the menu no longer says that prices include tax."""
        self.till.write({"limit_categories": True, "iface_available_categ_ids": self.mains.ids})
        self.assertTrue(self.menu()["prices_include_tax"])
        self.standard.price_include_override = "tax_excluded"
        menu = self.menu()
        self.assertFalse(menu["prices_include_tax"])
        self.assertEqual([tax["included"] for tax in menu["taxes"]], [False])

    def test_what_is_not_sold_is_absent(self) -> None:
        """Archived, not for sale, not on tills, of another company."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self._dish("Foreign", 1, self.env["account.tax"])
        foreign.product_tmpl_id.write({"company_id": other.id, "taxes_id": [Command.clear()]})
        hidden = [self._dish(name, 1, self.zero) for name in ("Old", "Unsold", "Stored")]
        hidden[0].product_tmpl_id.active = False
        hidden[1].product_tmpl_id.sale_ok = False
        hidden[2].product_tmpl_id.available_in_pos = False
        ids = {item["id"] for item in self.menu()["products"]}
        self.assertIn(self.bread.id, ids)
        self.assertEqual(ids & {foreign.id, *(item.id for item in hidden)}, set())

    def test_restricted_till(self) -> None:
        """A till sells its categories; the dishes of its set menus come along for them only."""
        self.lunch.product_tmpl_id.pos_categ_ids = self.mains
        self.burger.product_tmpl_id.pos_categ_ids = self.env["pos.category"].create({"name": "X"})
        self.till.write({"limit_categories": True, "iface_available_categ_ids": self.mains.ids})
        menu = self.menu()
        self.assertEqual([item["id"] for item in menu["categories"]], self.mains.ids)
        self.assertEqual(
            {item["id"]: (item["combo_only"], item["category_ids"]) for item in menu["products"]},
            {
                self.lunch.id: (False, self.mains.ids),
                self.burger.id: (True, []),
                self.small.id: (True, []),
                self.large.id: (True, []),
            },
        )

    def test_back_office_sees_every_category(self) -> None:
        """A manager without a till has no restriction, and the restaurant till's prices."""
        self.till.write({"limit_categories": True, "iface_available_categ_ids": self.mains.ids})
        ids = {item["id"] for item in self.menu(self.back_office())["products"]}
        self.assertLessEqual({self.burger.id, self.bread.id, self.lunch.id}, ids)
        self.assertIsNone(self.product(self.bread))

    def test_category(self) -> None:
        """A category with its place and colour."""
        found = [item for item in self.menu()["categories"] if item["id"] == self.mains.id]
        self.assertEqual(
            found,
            [
                {
                    "id": self.mains.id,
                    "name": "Mains",
                    "parent_id": None,
                    "sequence": 7,
                    "color": 3,
                    "kitchen_name": None,
                    "course": None,
                    "image_url": None,
                    "active": True,
                    "version": 0,
                }
            ],
        )

    def test_till_of_another_company(self) -> None:
        """A till that is not of the caller's company is not found."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRaises(NotFound):
            self.menu(self.caller(company_id=other.id))

    def test_the_companys_language(self) -> None:
        """The menu speaks the language of the restaurant, not the one of the caller."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.burger.with_context(lang="fr_FR").name = "Hamburger maison"
        self.assertEqual(self.product(self.burger)["name"], "Burger")
        self.company.partner_id.lang = "fr_FR"
        self.assertEqual(self.product(self.burger)["name"], "Hamburger maison")

    def test_queries_do_not_grow(self) -> None:
        """200 more dishes with rules and modifiers cost no query more than 10."""
        pricelist = self.env["product.pricelist"].create({"name": "Prices"})
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(pricelist.ids)],
                "pricelist_id": pricelist.id,
            }
        )
        few = self._queries_with(10)
        self.assertEqual(self._queries_with(190), few)
        self.assertLess(few, 50)

    def _queries_with(self, more: int) -> int:
        dishes = self.env["product.template"].create(
            [
                {"name": f"Dish {place}", "available_in_pos": True, "type": "consu"}
                for place in range(more)
            ]
        )
        for dish in dishes:
            self._offer(dish, self.sauce)
            self.env["product.pricelist.item"].create(
                {
                    "pricelist_id": self.till.pricelist_id.id,
                    "product_tmpl_id": dish.id,
                    "fixed_price": 4,
                }
            )
        self.menu()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.runner()._query("menu.read", {})
        return self.env.cr.sql_log_count - before

    def test_version_is_the_one_of_the_events(self) -> None:
        """The snapshot carries the version of the last menu.changed."""
        menu = self.menu()
        event = self.env["fynlo.event"].search(
            [("name", "=", "menu.changed"), ("company_id", "=", self.company.id)], limit=1
        )
        self.assertEqual(menu["version"], event.version)
