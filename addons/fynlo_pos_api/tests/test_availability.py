from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, Invalid, VersionConflict
from .availability_case import AvailabilityCase


@tagged("post_install", "-at_install")
class TestAvailability(AvailabilityCase):
    """Dishes that are out or counted: setting them, and what menus and screens show."""

    def test_a_dish_that_is_out_is_not_sold(self) -> None:
        """And is sold again when it is back."""
        self.open()
        [made] = self.put((self.bread, "out", None))
        expected = {"product_id": self.bread.id, "name": "Bread", "state": "out"}
        self.assertEqual({name: made[name] for name in expected}, expected)
        self.assertEqual((made["remaining"], made["version"]), (None, 1))
        error = self.refused((self.burger_plain, 1), (self.bread, 1))
        self.assertEqual(error.errors[0]["field"], "lines.1.product_id")
        self.assertEqual(str(error), "Bread is out of stock.")
        self.assertEqual(error.extra, {"product_id": self.bread.id, "remaining": 0})
        self.put((self.bread, "in_stock", None))
        self.assertEqual(self.order((self.bread, 1))["total"], self.money(310))
        self.assertEqual(self.left(self.bread), ("in_stock", None))

    def test_the_menu_shows_states_only(self) -> None:
        """A state raises the menu's version; a sale of a counted dish leaves it alone."""
        self.open()
        before = self.menu()["version"]
        self.raise_again()
        self.put((self.bread, "countdown", 5), (self.large, "out", None))
        bread, large = self.product(self.bread), self.product(self.large)
        assert bread
        assert large
        self.assertEqual((bread["availability"], bread["available"]), ("countdown", True))
        self.assertEqual((large["availability"], large["available"]), ("out", False))
        version = self.menu()["version"]
        self.assertEqual(version, before + 1)
        self.raise_again()
        self.order((self.bread, 1))
        self.assertEqual(self.menu()["version"], version)
        self.order((self.bread, 4))
        self.assertEqual(self.menu()["version"], version + 1)

    def test_a_set_menu_without_a_choice_is_not_available(self) -> None:
        """When all dishes of a course are out."""
        self.put((self.large, "out", None))
        lunch = self.product(self.lunch)
        assert lunch
        self.assertTrue(lunch["available"])
        self.put((self.burger, "countdown", 0))
        lunch = self.product(self.lunch)
        assert lunch
        self.assertEqual((lunch["available"], lunch["availability"]), (False, "in_stock"))

    def test_what_is_wrong_is_named(self) -> None:
        """Nothing is set when one of them is wrong."""
        unknown = self.bread.browse(2_000_000_000)
        cases = [
            ("items.1.product_id", [(self.bread, "out", None), (unknown, "out", None)]),
            ("items.1.product_id", [(self.bread, "out", None), (self.bread, "out", None)]),
            ("items.0.remaining", [(self.bread, "countdown", None)]),
            ("items.0.remaining", [(self.bread, "out", 3)]),
            ("items.0.remaining", [(self.bread, "countdown", -1)]),
        ]
        for field, items in cases:
            with self.subTest(field), self.assertRaises(Invalid) as caught:
                self.put(*items)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.left(self.bread), ("in_stock", None))
        with self.assertRaises(Forbidden):
            sent = [{"product_id": self.bread.id, "state": "out"}]
            accountant = self.caller(Role.ACCOUNTANT)
            self.command("menu.set_availability", accountant, items=sent)

    def test_a_stale_version_is_refused(self) -> None:
        """With the dish as it is."""
        self.put((self.bread, "countdown", 5))
        with self.assertRaises(VersionConflict) as caught:
            self.put((self.bread, "out", None), base_version=0)
        self.assertEqual(caught.exception.extra["current"]["remaining"], 5.0)
        self.assertEqual(self.left(self.bread), ("countdown", 5.0))
        self.put((self.bread, "out", None), base_version=1)
        self.assertEqual(self.left(self.bread), ("out", None))

    def test_another_company_sells_on(self) -> None:
        """A shared dish is out at one company only."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.put((self.bread, "out", None))
        elsewhere = self.caller(company_id=other.id, till_id=None)
        self.person.company_ids |= other
        self.assertEqual(self.query("menu.availability", elsewhere)["items"], [])

    def test_the_screen(self) -> None:
        """Buttons run the command, and the list shows what is set."""
        manager = self.env["res.users"].create(
            {
                "name": "Mo",
                "login": "mo-availability",
                "group_ids": [(6, 0, [self.env.ref("fynlo_pos_api.group_manager").id])],
            }
        )
        dish = self.bread.with_user(manager)
        dish.action_fynlo_out()
        self.assertEqual(dish.fynlo_availability, "out")
        wizard = self.env["fynlo.availability.countdown"].with_user(manager)
        wizard.with_context(active_id=dish.id).create({"remaining": 7}).action_save()
        self.env.invalidate_all()
        self.assertEqual((dish.fynlo_availability, dish.fynlo_remaining), ("countdown", 7.0))
        found = self.env["product.product"].search(
            [("fynlo_availability_state_ids.state", "=", "countdown")]
        )
        self.assertIn(self.bread, found)
        dish.action_fynlo_in_stock()
        self.env.invalidate_all()
        self.assertEqual((dish.fynlo_availability, dish.fynlo_remaining), ("in_stock", 0.0))
