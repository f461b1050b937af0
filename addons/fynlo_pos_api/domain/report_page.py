"""A printed report: headings, and under each rows of a label, a count and an amount."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# Writes an amount of money as people read it.
MoneyText = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section; `count` and `amount` may be empty."""

    label: str
    amount: str = ""
    count: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows."""

    heading: str
    rows: list[Row]

    @property
    def has_counts(self) -> bool:
        """Whether any row counts something."""
        return any(row.count for row in self.rows)


def filled(sections: Iterable[Section]) -> list[Section]:
    """The sections that have rows.

    >>> [section.heading for section in filled([Section("A", []), Section("B", [Row("x")])])]
    ['B']
    """
    return [section for section in sections if section.rows]


def count_text(count: float) -> str:
    """A count as people write it, halves with their fraction.

    >>> count_text(3.0), count_text(0.5), count_text(0)
    ('3', '0.5', '0')
    """
    return f"{count:g}"
