from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestSetMenus(DemoCase):
    def test_lunch_menu(self) -> None:
        lunch = self.record("menu_lunch")
        self.assertEqual((lunch.type, lunch.list_price), ("combo", 19.50))
        self.assertEqual(lunch.combo_ids.mapped("name"), ["Lunch main", "Starter or dessert"])
        self.assertEqual(lunch.combo_ids.mapped("qty_free"), [1, 1])
        self.assertEqual(self.extras("choice_lunch_main"), {1.5: 1, 6.0: 1, 0.0: 3})

    def test_sunday_roast_is_for_two(self) -> None:
        roast = self.record("menu_sunday_roast")
        self.assertEqual((roast.type, roast.list_price), ("combo", 46.00))
        self.assertEqual(
            roast.combo_ids.mapped(lambda choice: (choice.name, choice.qty_free, choice.qty_max)),
            [("Two roasts", 2, 2), ("Side to share", 1, 1), ("Two desserts", 2, 2)],
        )
        self.assertEqual(self.extras("choice_roasts"), {0.0: 2, 2.0: 1})

    def test_a_set_menu_is_taxed_through_its_dishes(self) -> None:
        for name in ("menu_lunch", "menu_sunday_roast"):
            menu = self.record(name)
            self.assertFalse(menu.taxes_id)
            dishes = menu.combo_ids.combo_item_ids.product_id
            self.assertEqual(dishes.taxes_id.mapped("amount"), [20.0])

    def extras(self, choice: str) -> dict[float, int]:
        """Count a choice's dishes by their extra price, in pounds."""
        extras = self.record(choice).combo_item_ids.mapped("extra_price")
        return {extra: extras.count(extra) for extra in extras}
