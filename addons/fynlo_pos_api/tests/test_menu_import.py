import csv
import io
from typing import Any

from odoo.tests import tagged

from ..exceptions import Invalid
from .menu_case import MenuCase

HEADINGS = "name,price,categories,taxes,allergens,barcode\n"


@tagged("post_install", "-at_install")
class TestMenuImport(MenuCase):
    """The menu from a table, and as one."""

    def take(self, text: str, **values: Any) -> dict[str, Any]:
        """Import a table."""
        return self.edit("menu.import", csv=text, **values)

    def counts(self, report: dict[str, Any]) -> tuple[int, int, int, int]:
        """How many lines were created, changed, unchanged, refused."""
        kinds = ("created", "changed", "unchanged", "refused")
        return tuple(report[kind] for kind in kinds)

    def exported(self) -> str:
        """The export."""
        reply = self.runner()._query("menu.export", {})
        self.assertEqual(reply.headers["Content-Type"], "text/csv; charset=utf-8")
        return reply.body.decode()

    def test_new_dishes(self) -> None:
        """Each line a dish, as the commands make it, with its event."""
        self.mains.name = "Mains of the test"
        text = HEADINGS + (
            "Leek soup,6.50,Mains of the test,Zero of the test,Milk; celery,5000000000093\n"
            '"Bread, large",4,,,,\n'
        )
        report = self.take(text)
        self.assertEqual(self.counts(report), (2, 0, 0, 0))
        soup = self.env["product.product"].browse(report["lines"][0]["product_id"])
        self.assertEqual((soup.name, soup.list_price), ("Leek soup", 6.5))
        self.assertEqual((soup.pos_categ_ids, soup.taxes_id), (self.mains, self.zero))
        self.assertEqual(soup.product_tmpl_id.fynlo_allergen_ids.mapped("code"), ["celery", "milk"])
        shown = self.product(soup)
        self.assertEqual((shown["price"], shown["barcode"]), (self.money(650), "5000000000093"))
        self.assertEqual(len(self.events("menu.product_created")), 2)
        self.assertEqual(self.counts(self.take(text)), (0, 0, 2, 0))

    def test_a_dry_run(self) -> None:
        """It says what would happen, and nothing does."""
        before = self.env["product.product"].search_count([])
        state = self.menu()["version"]
        text = HEADINGS + "Soup,6.50,,,,\nBread,3.20,,,\nTea,x,,,,\n"
        report = self.take(text, dry_run=True)
        self.assertEqual(self.counts(report), (1, 1, 0, 1))
        self.assertIn("price", report["lines"][1]["changed"])
        self.assertEqual(self.env["product.product"].search_count([]), before)
        self.assertEqual((self.bread.list_price, self.menu()["version"]), (3.1, state))
        self.assertEqual(self.events("menu.product_created"), [])

    def test_lines_that_are_refused(self) -> None:
        """Each with its column and why; the good lines are taken all the same."""
        text = HEADINGS + (
            "Soup,6.50,Nowhere,,,\n"
            'Tea,"2,20",,,tasty,\n'
            ",1,,,,\n"
            "Water,0.50,,,,5000000000017\n"
            "Cola,2.50,,,,5000000000109\n"
            "Coke,2.60,,,,5000000000109\n"
            "Juice,2.60,,,,\n"
        )
        report = self.take(text)
        told = [
            (line["line"], line["result"], [error["field"] for error in line["errors"]])
            for line in report["lines"]
        ]
        self.assertEqual(
            told,
            [
                (2, "refused", ["categories"]),
                (3, "refused", ["price", "allergens"]),
                (4, "refused", ["name"]),
                # The burger, by its barcode.
                (5, "changed", []),
                (6, "created", []),
                (7, "refused", ["barcode"]),
                (8, "created", []),
            ],
        )
        self.assertEqual(self.burger.name, "Water")
        names = [event["name"] for event in self.events("menu.product_created")]
        self.assertEqual(sorted(names), ["Cola", "Juice"])

    def test_an_export_changes_nothing(self) -> None:
        """Whatever the names are, it comes back as it was; cells are no formulas."""
        self.bread.name = "=HYPERLINK(1)"
        self.env["pos.category"].create({"name": "Sweet; sour", "company_id": self.company.id})
        self.bread.product_tmpl_id.pos_categ_ids = self.env["pos.category"].search(
            [("name", "=", "Sweet; sour")]
        )
        self.edit(
            "menu.change_product",
            product_id=self.bread.id,
            description="One\ntwo",
            allergens=["gluten"],
            dietary_marks=["vegan"],
            cost=self.money(1),
            prep_minutes=3,
        )
        text = self.exported()
        rows = list(csv.DictReader(io.StringIO(text)))
        cell = next(row["name"] for row in rows if row["id"] == str(self.bread.id))
        self.assertEqual(cell, "'=HYPERLINK(1)")
        version = self.menu()["version"]
        report = self.take(text)
        self.assertEqual(self.counts(report), (0, 0, len(rows), 0), report)
        self.assertEqual(self.menu()["version"], version)
        self.assertIn(str(self.large.id), [row["id"] for row in rows])

    def test_a_changed_export(self) -> None:
        """Only the column that was changed; an empty cell clears, a missing column does not."""
        report = self.take(f"id,name,price\n{self.bread.id},Bread,3.30\n")
        self.assertEqual(self.counts(report), (0, 1, 0, 0))
        self.assertEqual(report["lines"][0]["changed"], ["price"])
        self.assertEqual((self.bread.list_price, self.bread.taxes_id), (3.3, self.zero))
        self.take(f"id,name,taxes\n{self.bread.id},Bread,\n")
        self.assertFalse(self.bread.taxes_id)

    def test_which_product_a_line_means(self) -> None:
        """An unknown id, a name of two, and two lines of one are refused."""
        unknown = "id,name,price\n2000000000,Soup,1\n"
        several = "name,price\nPizza,1\n"
        twice = f"id,name,price\n{self.bread.id},Bread,1\n{self.bread.id},Bread,2\n"
        for text, field, lines in ((unknown, "id", 1), (several, "name", 1), (twice, "name", 2)):
            report = self.take(text)
            self.assertEqual(self.counts(report), (0, 0, 0, lines))
            self.assertEqual(report["lines"][0]["errors"][0]["field"], field)
        self.assertEqual(self.bread.list_price, 3.1)

    def test_no_table(self) -> None:
        """Wrong headings, and another company's dish by its id."""
        for text in ("colour\nred\n", "price\n1\n", '"name\nopen'):
            with self.assertRaises(Invalid) as caught:
                self.take(text)
            self.assertEqual(caught.exception.errors[0]["field"], "csv")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.bread.product_tmpl_id.write({"company_id": other.id, "taxes_id": False})
        report = self.take(f"id,name,price\n{self.bread.id},Mine,1\n")
        self.assertEqual(self.counts(report), (0, 0, 0, 1))
        self.assertEqual(self.bread.name, "Bread")
        self.assertNotIn(f"\r\n{self.bread.id},", self.exported())
