import csv
import io
from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, Invalid
from .common import RestaurantCase

TABLE = """name,phone,email,allergens,notes
Ann Lee,020 7946 0711,ann@example.com,milk; eggs,=1+1
Nadia A.,07700 900712,,nuts,VIP
,020 7946 0712,,,
Bo,12,,,
Cy,,cy@,,
Di,,,strawberries,
Ann,+442079460711,,,Window
Nadia Ahmed,,nadia@example.com,nuts,VIP
Ed,07700 900712,ann@example.com,,
"""


@tagged("post_install", "-at_install")
class TestCustomerTables(RestaurantCase):
    """Customers from a table and as one."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.uk")
        cls.partners = cls.env["res.partner"]
        cls.nadia = cls.partners.create(
            {
                "name": "Nadia Ahmed",
                "email": "Nadia@example.com",
                "phone": "07700 900712",
                "company_id": cls.company.id,
            }
        )
        cls.nadia.fynlo_allergen_ids = cls.env["fynlo.allergen"]._of(["milk"])

    def load(self, text: str, **values: Any) -> dict[str, Any]:
        """Import a table."""
        return self.run_command("customer.import", {"csv": text, **values})

    def found(self, name: str) -> Any:
        """The customers with that name."""
        return self.partners.search([("name", "=", name), ("fynlo_customer", "=", True)])

    def check_report(self, report: dict[str, Any], ids: bool) -> None:
        """The report of TABLE."""
        counts = {name: report[name] for name in ("created", "merged", "unchanged", "refused")}
        self.assertEqual(counts, {"created": 1, "merged": 1, "unchanged": 2, "refused": 5})
        lines = [(line["line"], line["result"], line["kept"]) for line in report["lines"]]
        self.assertEqual(
            lines,
            [
                (2, "created", []),
                (3, "merged", ["name"]),
                (4, "refused", []),
                (5, "refused", []),
                (6, "refused", []),
                (7, "refused", []),
                (8, "unchanged", ["name", "notes"]),
                (9, "unchanged", []),
                (10, "refused", []),
            ],
        )
        wrong = [error["field"] for line in report["lines"] for error in line["errors"]]
        self.assertEqual(wrong, ["name", "phone", "email", "allergens", "phone"])
        ann = report["lines"][0]["customer_id"]
        self.assertEqual(ann, self.found("Ann Lee").id if ids else None)
        self.assertEqual(report["lines"][1]["customer_id"], self.nadia.id)

    def test_import(self) -> None:
        report = self.load(TABLE)
        self.check_report(report, ids=True)
        ann = self.found("Ann Lee")
        self.assertEqual((ann.phone, ann.email), ("+442079460711", "ann@example.com"))
        self.assertEqual((ann.fynlo_notes, ann.company_id), ("=1+1", self.company))
        self.assertEqual(ann.fynlo_allergen_ids._codes(), ["eggs", "milk"])
        self.assertEqual((self.nadia.name, self.nadia.fynlo_notes), ("Nadia Ahmed", "VIP"))
        self.assertEqual(self.nadia.fynlo_allergen_ids._codes(), ["milk", "nuts"])
        self.assertEqual(self.nadia.email, "Nadia@example.com")
        self.assertEqual(len(self.events("customer.created")), 1)
        [event] = self.events("customer.changed")
        expected = {"id": self.nadia.id, "fields": ["allergens", "notes"]}
        self.assertEqual(event.payload, expected)

    def test_dry_run(self) -> None:
        """The same report, and nothing is written."""
        before = self.partners.search_count([])
        self.check_report(self.load(TABLE, dry_run=True), ids=False)
        self.assertEqual(self.partners.search_count([]), before)
        self.assertFalse(self.nadia.fynlo_notes)
        self.assertEqual(self.events("customer.created") + self.events("customer.changed"), [])

    def test_an_import_of_an_export_changes_nothing(self) -> None:
        # Who has neither phone nor e-mail is not known again.
        self.users[Role.CUSTOMER].email = "portal@example.com"
        self.load(TABLE)
        text = self.export()
        again = self.load(text)
        self.assertEqual((again["created"], again["merged"], again["refused"]), (0, 0, 0))
        self.assertEqual(self.export(), text)

    def export(self) -> str:
        """The table of all customers."""
        caller = self.caller()
        runner = self._for(caller, "fynlo.runner")
        return str(runner._query("customer.export", {}).body.decode())

    def test_export(self) -> None:
        """No cell is a formula, and other companies' customers are not in it."""
        self.load(TABLE)
        other = {"name": "Their guest", "company_id": self.other_company.id}
        self.partners.create(other)
        rows = {row["name"]: row for row in csv.DictReader(io.StringIO(self.export()))}
        self.assertNotIn("Their guest", rows)
        ann = rows["Ann Lee"]
        self.assertEqual((ann["notes"], ann["phone"]), ("'=1+1", "'+442079460711"))
        self.assertEqual((ann["allergens"], ann["city"]), ("eggs; milk", ""))

    def test_no_such_table(self) -> None:
        before = self.partners.search_count([])
        for text in ("", "name,fax\nAnn,1", "phone\n020 7946 0711", "name\n" + "Ann\n" * 2001):
            with self.assertRaises(Invalid) as caught:
                self.load(text)
            self.assertEqual(caught.exception.errors[0]["field"], "csv")
        self.assertEqual(self.partners.search_count([]), before)

    def test_only_managers(self) -> None:
        with self.assertRaises(Forbidden):
            self.run_command("customer.import", {"csv": TABLE}, Role.CASHIER)
        with self.assertRaises(Forbidden):
            self.run_query("customer.export", {}, Role.CASHIER)
        self.assertFalse(self.found("Ann Lee"))
