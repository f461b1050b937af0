"""The menu as a table: CSV in and out."""

from enum import StrEnum

from pydantic import Field

from .common import Schema

# Larger menus are sent in parts.
MAX_CSV = 2_000_000
MAX_ROWS = 1_000


class MenuImportResult(StrEnum):
    """What became of a line."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class MenuImport(Schema):
    """A table of dishes in the columns of the export; with `dry_run` nothing is written."""

    csv: str = Field(min_length=1, max_length=MAX_CSV)
    dry_run: bool = False


class MenuImportError(Schema):
    """What is wrong with a cell."""

    field: str
    detail: str


class MenuImportLine(Schema):
    """A line of the table; `changed` are the columns that differ from what was there."""

    line: int
    result: MenuImportResult
    product_id: int | None = None
    changed: list[str] = []
    errors: list[MenuImportError] = []


class MenuImported(Schema):
    """The report, line by line, and how many of each kind."""

    dry_run: bool
    created: int
    changed: int
    unchanged: int
    refused: int
    lines: list[MenuImportLine]
