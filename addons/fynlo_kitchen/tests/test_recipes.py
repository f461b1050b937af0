import base64

from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.exceptions import NotFound

from .kitchen_case import KitchenCase

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@tagged("post_install", "-at_install")
class TestKitchenRecipes(KitchenCase):
    """How dishes are made."""

    def test_a_recipe(self) -> None:
        """The steps, the check, the picture."""
        self.burger.write(
            {
                "fynlo_recipe": "Grill the patty\n\n Toast the bun ",
                "fynlo_kitchen_check": "75 °C in the middle",
                "fynlo_prep_minutes": 9,
                "fynlo_plating_image": PIXEL,
            }
        )
        recipe = self.query("kitchen.recipe", self.cook(), product_id=self.burger.id)
        self.assertEqual(
            recipe,
            {
                "product_id": self.burger.id,
                "name": "Burger",
                "steps": ["Grill the patty", "Toast the bun"],
                "check": "75 °C in the middle",
                "prep_minutes": 9,
                "picture_url": f"/api/v1/kitchen/products/{self.burger.id}/picture",
            },
        )
        order = self.sent((self.burger, 1))
        shown = self.query("kitchen.orders", self.cook(), order_id=order["id"])["items"]
        lines = {item["station_id"]: item["lines"][0] for item in shown}
        self.assertTrue(lines[self.grill.id]["has_recipe"])
        self.assertEqual(lines[self.grill.id]["check"], "75 °C in the middle")
        self.assertEqual(lines[self.expo.id]["check"], None)

    def test_the_picture(self) -> None:
        """As it is, and 304 for who has it."""
        self.burger.fynlo_plating_image = PIXEL
        values = {"product_id": self.burger.id, "known_tags": frozenset()}
        reply = self.runner(self.cook())._query("kitchen.recipe_picture", values)
        self.assertEqual(reply.body, base64.b64decode(self.burger.fynlo_plating_image))
        tag = reply.headers["ETag"].strip('"')
        again = {**values, "known_tags": frozenset({tag})}
        same = self.runner(self.cook())._query("kitchen.recipe_picture", again)
        self.assertEqual((same.status, same.body), (304, b""))

    def test_none(self) -> None:
        """A dish without any, and one that is none."""
        recipe = self.query("kitchen.recipe", self.cook(), product_id=self.beer.id)
        self.assertEqual((recipe["steps"], recipe["picture_url"]), ([], None))
        with self.assertRaises(NotFound):
            values = {"product_id": self.beer.id, "known_tags": frozenset()}
            self.runner(self.cook())._query("kitchen.recipe_picture", values)
        with self.assertRaises(NotFound):
            self.query("kitchen.recipe", self.cook(), product_id=2_000_000_000)
