from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ..domain.dietary_marks import DietaryMark, parse_marks
from ..domain.menu_table import CellError, amount, amount_cell, flag, name_cell, named_ids, number

NAMES = st.dictionaries(
    st.integers(1, 50),
    st.text("abA;# ", min_size=1, max_size=6).map(str.strip).filter(bool),
    max_size=8,
)


class TestMenuTableCells(TransactionCase):
    """What the cells of a menu's table say."""

    @given(NAMES, st.data())
    def test_names_come_back(self, names: dict[int, str], data: st.DataObject) -> None:
        """Whatever the names are, also equal ones and those with the separator."""
        ids = data.draw(
            st.lists(st.sampled_from(sorted(names)), unique=True) if names else st.just([])
        )
        self.assertEqual(named_ids(name_cell(ids, names), names), ids)

    @given(st.integers(0, 10**9), st.sampled_from([0, 2, 3]))
    def test_amounts_come_back(self, minor: int, places: int) -> None:
        self.assertEqual(amount(amount_cell(minor, places), places), minor)

    def test_what_is_refused(self) -> None:
        for read, text in (
            (lambda text: amount(text, 2), "12,95"),
            (lambda text: amount(text, 2), "-1"),
            (lambda text: amount(text, 2), "1.234"),
            (lambda text: amount(text, 2), "£3"),
            (number, "1.5"),
            (number, "²"),
            (flag, "maybe"),
            (lambda text: named_ids(text, {1: "A", 2: "a"}), "A"),
            (lambda text: named_ids(text, {1: "A"}), "B"),
            (lambda text: named_ids(text, {1: "A"}), "#2"),
        ):
            with self.subTest(text), self.assertRaises(CellError):
                read(text)

    def test_marks(self) -> None:
        self.assertEqual(parse_marks("kosher; VEGAN"), [DietaryMark.VEGAN, DietaryMark.KOSHER])
        with self.assertRaisesRegex(ValueError, "tasty is none of"):
            parse_marks("tasty")
