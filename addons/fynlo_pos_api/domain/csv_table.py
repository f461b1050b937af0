"""Tables as CSV: read by their headings, and written so that no cell is run as a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTE = "'"


class CsvError(ValueError):
    """The text is no table with the headings that are asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns, and the line of the text where it ends."""

    line: int
    cells: Mapping[str, str]


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet shows and does not run.

    >>> safe_cell("=1+1")
    "'=1+1"
    """
    return f"{_QUOTE}{text}" if text.lstrip(" '").startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """What safe_cell was given.

    >>> plain_cell("'=1+1")
    '=1+1'
    """
    is_safe = text.startswith(_QUOTE) and text.lstrip(" '").startswith(_FORMULA)
    return text[1:] if is_safe else text


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table with its headings; cells are made safe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()


def read_table(text: str, columns: Sequence[str], required: Sequence[str] = ()) -> list[Row]:
    """The rows of a table, empty ones left out; cells without the spaces around them.

    Columns may be in any order and between commas or semicolons, as spreadsheets save them.

    :raises CsvError: a heading that is unknown, missing, or there twice, or a broken line
    """
    text = text.removeprefix("\ufeff")
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise CsvError(f"line {reader.line_num}: {error}") from None
    if not rows:
        raise CsvError(f"the first line names the columns: {', '.join(columns)}")
    names = [name.strip().casefold() for name in rows[0][1]]
    _check_names(names, columns, required)
    return [_row(line, names, cells) for line, cells in rows[1:]]


def _check_names(names: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> None:
    for name in names:
        if name not in columns or names.count(name) > 1:
            raise CsvError(f"the heading {name!r} is not one of {', '.join(columns)}, each once")
    for name in required:
        if name not in names:
            raise CsvError(f"there is no column {name!r}")


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(names):
        raise CsvError(f"line {line} has {len(cells)} cells under {len(names)} headings")
    filled = [*cells, *[""] * (len(names) - len(cells))]
    plain = [plain_cell(cell.strip()).strip() for cell in filled]
    return Row(line, dict(zip(names, plain, strict=True)))
