from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, FynloError, Invalid
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuEditing(MenuCase):
    """New categories and dishes through the API are Odoo's own records."""

    def assert_refused(
        self, field: str, command: str = "menu.create_product", **values: Any
    ) -> None:
        """The command names the field at fault, and nothing is created."""
        before = self.env["product.template"].search_count([])
        given = {"name": "Soup", "price": self.money(650)} | values
        if command == "menu.create_category":
            given.pop("price")
        with self.assertRaises(Invalid) as caught:
            self.edit(command, **given)
        self.assertEqual([error["field"] for error in caught.exception.errors], [field])
        self.assertEqual(self.env["product.template"].search_count([]), before)

    def test_category(self) -> None:
        """It stands in the menu, below its parent, with an event."""
        made = self.edit(
            "menu.create_category", name="Starters", parent_id=self.mains.id, sequence=3
        )
        category = self.env["pos.category"].browse(made["id"])
        self.assertEqual(
            made,
            {
                "id": category.id,
                "name": "Starters",
                "parent_id": self.mains.id,
                "sequence": 3,
                "color": category.color,
                "kitchen_name": None,
                "course": None,
                "image_url": None,
                "active": True,
                "version": 1,
            },
        )
        self.assertEqual((category.name, category.parent_id), ("Starters", self.mains))
        self.assertIn(made, self.menu()["categories"])
        self.assertEqual(self.event("menu.category_created").aggregate_id, category.id)

    def event(self, name: str) -> Any:
        """The last event of this name."""
        return self.env["fynlo.event"].search([("name", "=", name)], limit=1)

    def test_product(self) -> None:
        """A normal product of the company, for sale on the tills, shown as the menu shows it."""
        made = self.edit(
            "menu.create_product",
            name="Soup of the day",
            price=self.money(650),
            category_ids=[self.mains.id],
            tax_ids=[self.standard.id],
            cost=self.money(130),
            description="Fresh & hot <today>",
            barcode="5000000000031",
        )
        product = self.env["product.product"].browse(made["id"])
        self.assertEqual(
            (product.list_price, product.standard_price, product.type, product.is_storable),
            (6.5, 1.3, "consu", False),
        )
        self.assertTrue(product.available_in_pos)
        self.assertEqual(product.company_id, self.company)
        self.assertEqual(product.taxes_id, self.standard)
        self.assertEqual(made["price"], self.money(650))
        self.assertEqual(made["description"], "Fresh & hot <today>")
        shown = self.product(product)
        for name in ("id", "name", "description", "category_ids", "price", "tax_ids", "barcode"):
            self.assertEqual(shown[name], made[name])
        self.assertEqual((made["version"], made["cost"]), (1, self.money(130)))
        event = self.event("menu.product_created")
        self.assertEqual((event.aggregate_id, event.version), (product.id, 1))
        self.assertEqual(event.payload, {"id": product.id, "name": "Soup of the day"})

    def test_default_tax_and_none(self) -> None:
        """Without tax_ids it is the company's sale tax; an empty list is none."""
        self.company.account_sale_tax_id = self.standard
        usual = self.edit("menu.create_product", name="Soup", price=self.money(650))
        without = self.edit(
            "menu.create_product", name="Tap water", price=self.money(0), tax_ids=[]
        )
        self.assertEqual((usual["tax_ids"], without["tax_ids"]), (self.standard.ids, []))

    def test_the_version_is_raised_once(self) -> None:
        """One command is one version more."""
        before = self.menu()["version"]
        self.env.cr.execute("UPDATE fynlo_menu_version SET raised_by = '3'")
        self.edit("menu.create_product", name="Soup", price=self.money(650))
        self.assertEqual(self.menu()["version"], before + 1)

    def test_what_is_wrong_is_named(self) -> None:
        """Each error names its field."""
        purchase = self.env["account.tax"].create(
            {"name": "Purchase", "amount": 20, "type_tax_use": "purchase"}
        )
        known, unknown = self.mains.id, 2_000_000_000
        self.assert_refused("category_ids.1", category_ids=[known, unknown])
        self.assert_refused("tax_ids.0", tax_ids=[unknown])
        self.assert_refused("tax_ids.1", tax_ids=[self.zero.id, purchase.id])
        self.assert_refused("price.amount", price=self.money(-1))
        self.assert_refused("price.currency", price={"amount": 1, "currency": "XTS"})
        self.assert_refused("cost.currency", cost={"amount": 1, "currency": "XTS"})
        self.assert_refused("barcode", barcode="5000000000017")
        self.assert_refused("name", name="  ")
        self.assert_refused("name", name="a\0b")
        self.assert_refused("parent_id", "menu.create_category", parent_id=unknown)

    def test_another_companys_tax_and_barcode(self) -> None:
        """A tax of another company is unknown; its barcodes are its own."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.bread.product_tmpl_id.write(
            {"company_id": other.id, "taxes_id": False, "barcode": "5000000000048"}
        )
        country = self.company.account_fiscal_country_id
        tax = self.env["account.tax"].create(
            {
                "name": "Foreign",
                "amount": 5,
                "company_id": other.id,
                "country_id": country.id,
                "tax_group_id": self.env["account.tax.group"]
                .create({"name": "T", "company_id": other.id, "country_id": country.id})
                .id,
            }
        )
        self.assert_refused("tax_ids.0", tax_ids=[tax.id])
        made = self.edit(
            "menu.create_product", name="Soup", price=self.money(1), barcode="5000000000048"
        )
        self.assertEqual(made["barcode"], "5000000000048")

    def test_who_may_not(self) -> None:
        """A server reads the menu and does not change it."""
        server = self.caller(Role.SERVER)
        before = self.env["pos.category"].search_count([])
        with self.assertRaises(Forbidden):
            self.edit("menu.create_category", caller=server, name="Mine")
        self.assertEqual(self.env["pos.category"].search_count([]), before)
        self.assertIsNotNone(self.product(self.burger, server))
        with self.assertRaises(FynloError):
            self.menu(self.caller(scopes=frozenset()))
