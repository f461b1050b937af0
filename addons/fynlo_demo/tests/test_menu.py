from collections import Counter

from odoo.models import BaseModel
from odoo.tests import tagged

from .common import DemoCase

COURSES = {
    "Starters": 4,
    "Mains": 7,
    "Grill": 4,
    "Sides": 4,
    "Desserts": 4,
    "Set menus": 2,
    "Soft drinks": 4,
    "Hot drinks": 4,
    "Beer & cider": 3,
    "Wine": 3,
    "To take home": 3,
}


@tagged("post_install", "-at_install")
class TestMenu(DemoCase):
    def assert_taxed(self, name: str, gross: float, net: float, vat: float) -> None:
        """Assert a dish's price and what Odoo's tax engine makes of it, in pounds."""
        dish = self.record(name)
        self.assertEqual(dish.list_price, gross)
        taxed = dish.taxes_id.compute_all(gross, dish.currency_id, 1.0, dish)
        self.assertEqual(taxed["total_included"], gross)
        self.assertEqual(taxed["total_excluded"], net)
        self.assertEqual(sum(tax["amount"] for tax in taxed["taxes"]), vat)

    def test_dishes_in_their_courses(self) -> None:
        dishes = self.records("product.product")
        count = Counter(dish.pos_categ_ids.name for dish in dishes)
        self.assertEqual(count, Counter(COURSES))
        courses = self.records("pos.category").sorted("sequence")
        self.assertEqual(courses.mapped("name"), list(COURSES))

    def test_every_dish_can_be_sold(self) -> None:
        for dish in self.records("product.product") - self._set_menus():
            with self.subTest(dish=dish.name):
                self.assertTrue(dish.available_in_pos)
                self.assertEqual(dish.type, "consu")
                self.assertFalse(dish.is_storable)
                self.assertGreater(dish.standard_price, 0)
                self.assertLess(dish.standard_price, dish.list_price / 1.2)
                self.assertTrue(dish.public_description)
                self.assertEqual(len(dish.taxes_id), 1)

    def test_twenty_per_cent_is_inside_the_price(self) -> None:
        self.assert_taxed("dish_steak_ale_pie", 15.00, 12.50, 2.50)
        self.assert_taxed("dish_ribeye", 28.00, 23.33, 4.67)
        self.assert_taxed("dish_mineral_water", 2.80, 2.33, 0.47)
        self.assert_taxed("dish_honeycomb", 5.00, 4.17, 0.83)

    def test_cold_food_to_take_home_is_zero_rated(self) -> None:
        self.assert_taxed("dish_sourdough_loaf", 4.50, 4.50, 0.00)
        self.assert_taxed("dish_chutney", 4.20, 4.20, 0.00)
        zero = self.records("product.product").filtered(lambda dish: dish.taxes_id.amount == 0)
        expected = self.record("dish_sourdough_loaf") | self.record("dish_chutney")
        self.assertEqual(zero - self._set_menus(), expected)

    def test_modifiers_make_no_variants(self) -> None:
        modifiers = self.records("product.attribute")
        self.assertEqual(len(modifiers), 9)
        self.assertEqual(set(modifiers.mapped("create_variant")), {"no_variant"})
        many = modifiers.filtered(lambda modifier: modifier.display_type == "multi")
        self.assertEqual(set(many.mapped("name")), {"Burger extras", "Coffee extras"})
        for template in self.records("product.template"):
            self.assertEqual(template.product_variant_count, 1, template.name)

    def test_modifiers_of_a_steak(self) -> None:
        lines = self.record("dish_ribeye").attribute_line_ids
        self.assertEqual(lines.mapped("attribute_id.name"), ["How cooked", "Side", "Sauce"])
        values = lines[1].product_template_value_ids
        self.assertEqual(
            {value.name: value.price_extra for value in values},
            {
                "Chips": 0.0,
                "Mash": 0.0,
                "House salad": 0.0,
                "Sweet potato fries": 1.5,
                "Truffle mash": 2.5,
            },
        )

    def _set_menus(self) -> BaseModel:
        return self.record("menu_lunch") | self.record("menu_sunday_roast")
