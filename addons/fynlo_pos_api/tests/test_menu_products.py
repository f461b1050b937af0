from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, Invalid, NotFound, VersionConflict
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuProducts(MenuCase):
    """Products are listed, changed and archived."""

    def change(self, **values: Any) -> dict[str, Any]:
        """Change the bread."""
        return self.edit("menu.change_product", product_id=self.bread.id, **values)

    def listed(self, **values: Any) -> list[int]:
        """The ids of the products that the API lists."""
        return [item["id"] for item in self.query("menu.products", **values)["items"]]

    def last(self, name: str) -> Any:
        """The last event of this name."""
        return self.env["fynlo.event"].search([("name", "=", name)], limit=1)

    def test_everything_changed(self) -> None:
        """Each field, as Odoo keeps it, in the detail, on the menu and in the event."""
        sent = {
            "name": "Sourdough",
            "kitchen_name": "BRD",
            "description": "Baked <here>",
            "price": self.money(350),
            "cost": self.money(90),
            "tax_ids": self.standard.ids,
            "category_ids": self.mains.ids,
            "barcode": "5000000000062",
            "prep_minutes": 4,
            "course": 1,
            "allergens": ["gluten", "milk"],
            "dietary_marks": ["vegetarian"],
        }
        done = self.change(**sent)
        self.assertEqual({name: done[name] for name in sent}, sent)
        self.assertEqual(done["version"], 1)
        template = self.bread.product_tmpl_id
        self.assertEqual((template.list_price, template.standard_price), (3.5, 0.9))
        self.assertEqual((template.taxes_id, template.fynlo_course), (self.standard, 1))
        shown = self.product(self.bread)
        for name in set(sent) - {"cost"}:
            self.assertEqual(shown[name], sent[name], name)
        event = self.last("menu.product_changed")
        self.assertEqual(set(event.payload["changed"]), set(sent))
        self.assertEqual((event.aggregate_id, event.version), (self.bread.id, 1))
        again = self.change(**sent)
        self.assertEqual((again["version"], self.last("menu.product_changed")), (1, event))

    def test_null_clears(self) -> None:
        """What can be empty; a name and a price cannot."""
        self.change(kitchen_name="BRD", course=3, barcode="123", description="x", prep_minutes=9)
        done = self.change(
            kitchen_name=None, course=None, barcode=None, description=None, prep_minutes=None
        )
        cleared = ("kitchen_name", "course", "barcode", "description", "prep_minutes")
        self.assertEqual({done[name] for name in cleared}, {None})
        for name in ("name", "price", "category_ids", "active"):
            with self.subTest(name), self.assertRaises(Invalid) as caught:
                self.change(**{name: None})
            self.assertEqual(caught.exception.errors[0]["field"], name)
        self.assertEqual(self.bread.name, "Bread")

    def test_open_price(self) -> None:
        """With its bounds, which are in order."""
        done = self.change(open_price=True, minimum_price=self.money(100))
        self.assertEqual((done["open_price"], done["minimum_price"]), (True, self.money(100)))
        with self.assertRaises(Invalid) as caught:
            self.change(maximum_price=self.money(50))
        self.assertEqual(caught.exception.errors[0]["field"], "maximum_price")
        self.assertEqual(self.bread.product_tmpl_id.fynlo_open_price_max, 0)
        self.assertTrue(self.product(self.bread)["open_price"])

    def test_variants_change_together(self) -> None:
        """The name of one size is that of the other; a barcode is its own."""
        done = self.edit(
            "menu.change_product",
            product_id=self.large.id,
            name="Pizza bianca",
            price=self.money(1300),
            barcode="5000000000079",
        )
        self.assertEqual((done["variant"], done["price"]), ("Large", self.money(1300)))
        self.assertEqual((self.price(self.small), self.price(self.large)), (1000, 1300))
        self.assertEqual(self.product(self.small)["barcode"], None)
        events = self.env["fynlo.event"].search([("name", "=", "menu.product_changed")], limit=2)
        told = {event.aggregate_id: event.payload["changed"] for event in events}
        self.assertEqual(
            told,
            {self.large.id: ["name", "price", "barcode"], self.small.id: ["name", "price"]},
        )

    def test_archived(self) -> None:
        """Off the menu and out of the list, still found by its id, and brought back."""
        self.runner()._command("menu.archive_product", {"product_id": self.bread.id})
        self.assertIsNone(self.product(self.bread))
        self.assertNotIn(self.bread.id, self.listed())
        self.assertIn(self.bread.id, self.listed(archived=True))
        self.assertFalse(self.query("menu.product", product_id=self.bread.id)["active"])
        self.assertFalse(self.bread.product_tmpl_id.active)
        self.assertEqual(self.last("menu.product_archived").aggregate_id, self.bread.id)
        self.assertTrue(self.change(active=True)["active"])
        self.assertIsNotNone(self.product(self.bread))
        hidden = self.change(on_menu=False)
        self.assertEqual((hidden["on_menu"], self.product(self.bread)), (False, None))
        self.assertIn(self.bread.id, self.listed())

    def test_one_size_archived(self) -> None:
        """The other one stays."""
        self.runner()._command("menu.archive_product", {"product_id": self.small.id})
        self.assertIsNone(self.product(self.small))
        self.assertIsNotNone(self.product(self.large))

    def test_stale(self) -> None:
        """Who saw an older version changes nothing."""
        self.change(name="Toast")
        for command, values in (("change", {"name": "Roll"}), ("archive", {})):
            with self.assertRaises(VersionConflict) as caught:
                self.runner()._command(
                    f"menu.{command}_product",
                    {"product_id": self.bread.id, "base_version": 0, **values},
                )
            self.assertEqual(caught.exception.extra["current"]["version"], 1)
        self.assertEqual((self.bread.name, self.bread.active), ("Toast", True))

    def test_filters_and_pages(self) -> None:
        """By text in name, kitchen name and barcode, by category and kind; page by page."""
        self.change(kitchen_name="BRD ROLL")
        self.assertEqual(self.listed(text="roll br"), [self.bread.id])
        self.assertEqual(self.listed(text="5000000000017"), [self.burger.id])
        self.assertEqual(self.listed(text="100%"), [])
        self.assertEqual(self.listed(category_id=self.mains.id), [self.burger.id])
        self.assertIn(self.lunch.id, self.listed(kind="combo"))
        self.assertNotIn(self.bread.id, self.listed(kind="combo"))
        first = self.query("menu.products", limit=2, text="pizza")
        self.assertEqual([item["id"] for item in first["items"]], [self.large.id, self.small.id])
        self.assertIsNone(first["next_cursor"])
        pages = [self.query("menu.products", limit=3)]
        while cursor := pages[-1]["next_cursor"]:
            pages.append(self.query("menu.products", limit=3, cursor=cursor))
        ids = [item["id"] for page in pages for item in page["items"]]
        self.assertEqual(ids, sorted(set(ids), reverse=True))
        self.assertEqual(ids, self.listed(limit=200))

    def test_barcode(self) -> None:
        """What is sold under a code, as the menu shows it; nothing is 404."""
        found = self.query("menu.barcode", code="5000000000017")["product"]
        self.assertEqual(found, self.product(self.burger))
        for code in ("5000000000018", "\x00", "x" * 1000, " "):
            with self.subTest(code[:3]), self.assertRaises(NotFound):
                self.query("menu.barcode", code=code)
        self.burger.product_tmpl_id.available_in_pos = True
        self.course.combo_item_ids[0].unlink()
        self.burger.product_tmpl_id.available_in_pos = False
        with self.assertRaises(NotFound):
            self.query("menu.barcode", code="5000000000017")

    def test_of_another_company(self) -> None:
        """Its dishes are neither found nor listed."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.bread.product_tmpl_id.write(
            {"company_id": other.id, "taxes_id": False, "barcode": "5000000000086"}
        )
        for command in ("menu.change_product", "menu.archive_product"):
            with self.assertRaises(NotFound):
                self.runner()._command(command, {"product_id": self.bread.id})
        for query, values in (
            ("menu.product", {"product_id": self.bread.id}),
            ("menu.barcode", {"code": "5000000000086"}),
        ):
            with self.assertRaises(NotFound):
                self.query(query, **values)
        self.assertNotIn(self.bread.id, self.listed(archived=True, limit=200))

    def test_who_may_not(self) -> None:
        """A server sees no costs and changes nothing."""
        server = self.caller(Role.SERVER)
        with self.assertRaises(Forbidden):
            self.query("menu.product", server, product_id=self.bread.id)
        with self.assertRaises(Forbidden):
            self.change(caller=server, name="Mine")
        self.assertEqual(self.bread.name, "Bread")
