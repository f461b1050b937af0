import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..domain.csv_table import CsvError, Row, plain_cell, read_table, safe_cell, write_table

COLUMNS = ("name", "phone")
# What JSON and PostgreSQL can hold.
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


class TestCsvTable(BaseCase):
    """Tables as CSV."""

    def test_as_spreadsheets_save_them(self) -> None:
        """Commas or semicolons, a byte order mark, columns in any order, short and empty lines."""
        expected = [Row(2, {"phone": "020 1", "name": "Ann"}), Row(4, {"phone": "", "name": "Bo"})]
        self.assertEqual(
            read_table("\ufeffPhone,NAME\r\n020 1, Ann \r\n,\r\n,Bo\r\n", COLUMNS), expected
        )
        self.assertEqual(read_table("Phone;Name\n020 1;Ann\n;\n;Bo", COLUMNS), expected)
        self.assertEqual(read_table("name\nAnn", COLUMNS), [Row(2, {"name": "Ann"})])
        self.assertEqual(
            read_table("name,phone\nAnn", COLUMNS), [Row(2, {"name": "Ann", "phone": ""})]
        )
        quoted = 'name,phone\n"Ann ""Q"",\nLtd",1'
        self.assertEqual(
            read_table(quoted, COLUMNS), [Row(3, {"name": 'Ann "Q",\nLtd', "phone": "1"})]
        )

    def test_what_is_no_such_table(self) -> None:
        """Each is told with what is wrong."""
        for text, told in (
            ("", "the first line names the columns: name, phone"),
            ("\n \n", "the first line names the columns: name, phone"),
            ("name,fax\nAnn,1", "the heading 'fax' is not one of name, phone, each once"),
            ("name,Name\nAnn,1", "the heading 'name' is not one of name, phone, each once"),
            ("phone\n1", "there is no column 'name'"),
            ("name\nAnn,1", "line 2 has 2 cells under 1 headings"),
            ('name\n"Ann', "line 2: unexpected end of data"),
        ):
            with self.assertRaises(CsvError) as caught:
                read_table(text, COLUMNS, ["name"])
            self.assertEqual(str(caught.exception), told)

    def test_no_cell_is_a_formula(self) -> None:
        for cell in ("=1+1", "+44", "-1", "@SUM(A1)", "\t=1", " =1", "'=1"):
            self.assertEqual(safe_cell(cell), f"'{cell}")
        for cell in ("1+1", "a=1", "", "'quoted'", "0"):
            self.assertEqual(safe_cell(cell), cell)

    @settings(deadline=None, database=None)
    @given(CELLS)
    def test_a_safe_cell_comes_back(self, cell: str) -> None:
        self.assertEqual(plain_cell(safe_cell(cell)), cell)
        self.assertNotIn(safe_cell(cell)[:1], set("=+-@\t\r"))

    @settings(deadline=None, database=None)
    @given(st.lists(st.tuples(CELLS, CELLS).map(lambda cells: [cell.strip() for cell in cells])))
    def test_what_is_written_is_read(self, rows: list[list[str]]) -> None:
        text = write_table(COLUMNS, rows)
        kept = [row for row in rows if any(row)]
        self.assertEqual([list(row.cells.values()) for row in read_table(text, COLUMNS)], kept)
        plain = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual(len(plain), len(rows) + 1)
