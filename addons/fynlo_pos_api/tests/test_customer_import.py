from typing import Any

from odoo.tests import BaseCase

from ..domain.allergens import LABELS, Allergen, in_order, parse
from ..domain.customer_import import CustomerBook, ImportResult, Person, SameAsTwo

R = ImportResult


class TestCustomerBook(BaseCase):
    """Which customer a line of a table is."""

    def setUp(self) -> None:
        super().setUp()
        nadia = {
            "name": "Nadia",
            "email": "nadia@example.com",
            "phone": "+441",
            "allergens": ["milk"],
        }
        declan = {"name": "Declan", "phone": "+442", "city": "London"}
        self.nadia, self.declan = Person(1, nadia), Person(2, declan)
        self.book = CustomerBook([self.nadia, self.declan])

    def take(self, **values: Any) -> tuple[ImportResult, int | None, list[str]]:
        """What becomes of a line."""
        taken = self.book.take(values)
        return taken.result, taken.person.id, taken.kept

    def test_nobody_known(self) -> None:
        self.assertEqual(self.take(name="Carys", email="", phone=""), (R.CREATED, None, []))
        self.assertEqual(self.take(name="Carys"), (R.CREATED, None, []))

    def test_the_same_email_or_phone(self) -> None:
        self.assertEqual(self.take(name="Nadia", email="NADIA@example.com"), (R.UNCHANGED, 1, []))
        self.assertEqual(self.take(name="nadia", phone="+441"), (R.UNCHANGED, 1, []))
        self.assertEqual(self.nadia.filled, {})

    def test_it_fills_in_and_keeps(self) -> None:
        line = {"name": "D. Walsh", "phone": "+442", "city": "Paris", "email": "d@example.com"}
        self.assertEqual(self.take(**line), (R.MERGED, 2, ["name", "city"]))
        self.assertEqual(self.declan.filled, {"email": "d@example.com"})
        self.assertEqual(self.declan.values["city"], "London")
        self.assertEqual(self.take(name="Declan", email="D@example.com"), (R.UNCHANGED, 2, []))

    def test_allergens_are_added(self) -> None:
        line = {"name": "Nadia", "phone": "+441", "allergens": ["eggs", "milk"]}
        self.assertEqual(self.take(**line), (R.MERGED, 1, []))
        self.assertEqual(self.nadia.filled, {"allergens": ["milk", "eggs"]})

    def test_a_line_for_two(self) -> None:
        with self.assertRaises(SameAsTwo):
            self.take(name="X", email="nadia@example.com", phone="+442")
        self.assertEqual((self.nadia.filled, self.declan.filled), ({}, {}))

    def test_a_family_shares_a_phone(self) -> None:
        """The e-mail address says which of them it is."""
        kim = Person(3, {"name": "Kim", "email": "kim@example.com", "phone": "+441"})
        self.book = CustomerBook([self.nadia, kim])
        self.assertEqual(self.take(name="Kim", email="kim@example.com", phone="+441")[1], 3)
        self.assertEqual(self.take(name="N", phone="+441")[1], 1)

    def test_two_lines_of_one_customer(self) -> None:
        """The second fills in what the first left out."""
        first = self.book.take({"name": "Carys", "phone": "+445"})
        second = self.book.take({"name": "Carys", "phone": "+445", "email": "c@example.com"})
        self.assertEqual((first.result, second.result), (R.CREATED, R.MERGED))
        self.assertIs(first.person, second.person)
        expected = {"name": "Carys", "phone": "+445", "email": "c@example.com"}
        self.assertEqual(first.person.filled, expected)


class TestAllergens(BaseCase):
    """The 14."""

    def test_the_law_names_fourteen(self) -> None:
        self.assertEqual((len(Allergen), set(LABELS)), (14, set(Allergen)))

    def test_a_cell_of_a_table(self) -> None:
        self.assertEqual(parse("Milk; tree nuts,EGGS\nmilk"), ["eggs", "milk", "nuts"])
        self.assertEqual(parse(" ; "), [])
        for item in Allergen:
            self.assertEqual(parse(LABELS[item]), [item])
        with self.assertRaisesRegex(ValueError, "^strawberries is none of: celery, "):
            parse("milk, strawberries")

    def test_order(self) -> None:
        self.assertEqual(in_order(reversed(Allergen)), list(Allergen))
