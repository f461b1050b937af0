from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoKitchen(TransactionCase):
    """The kitchen of the demo restaurant."""

    def stations(self, dish: str) -> list[str]:
        """The stations of the category's or the dish's route, by name."""
        routes = self.env["fynlo.kitchen.route"]
        template = self.env.ref(f"fynlo_demo.{dish}").product_tmpl_id
        own = routes.search([("product_tmpl_id", "=", template.id)])
        found = own or routes.search([("category_id", "in", template.pos_categ_ids.ids)])
        return found.station_id.mapped("name") or found.mapped("expo_mode")

    def test_every_dish_has_its_place(self) -> None:
        """A steak at the grill, soup too, salad at the cold station, beer at the bar."""
        for dish, expected in (
            ("dish_ribeye", ["Grill"]),
            ("dish_soup", ["Grill"]),
            ("dish_beetroot_salad", ["Cold"]),
            ("dish_bitter", ["Bar"]),
            ("dish_sourdough_loaf", ["only"]),
        ):
            self.assertEqual(self.stations(dish), expected, dish)

    def test_stations(self) -> None:
        """Four, of which the expo is the last."""
        stations = self.env["fynlo.kitchen.station"].search(
            [("company_id", "=", self.env.ref("base.main_company").id)]
        )
        self.assertEqual(stations.mapped("name"), ["Grill", "Cold", "Bar", "Expo"])
        self.assertEqual(stations[-1].kind, "expo")

    def test_a_recipe(self) -> None:
        """The burger has steps and a check."""
        burger = self.env.ref("fynlo_demo.dish_copper_burger")
        self.assertEqual(len(burger.fynlo_recipe.splitlines()), 4)
        self.assertEqual(burger.fynlo_kitchen_check, "Is it 70 °C in the middle?")
