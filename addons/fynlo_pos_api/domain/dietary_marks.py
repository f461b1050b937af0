"""Dietary marks: what a menu says a dish is fit for, beside the allergens that it contains."""

from collections.abc import Iterable
from enum import StrEnum


class DietaryMark(StrEnum):
    """What a dish is marked as. A mark is the restaurant's word; allergens are the law's."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    GLUTEN_FREE = "gluten_free"
    DAIRY_FREE = "dairy_free"
    NUT_FREE = "nut_free"
    HALAL = "halal"
    KOSHER = "kosher"


MARK_LABELS: dict[DietaryMark, str] = {
    DietaryMark.VEGETARIAN: "Vegetarian",
    DietaryMark.VEGAN: "Vegan",
    DietaryMark.GLUTEN_FREE: "Gluten-free",
    DietaryMark.DAIRY_FREE: "Dairy-free",
    DietaryMark.NUT_FREE: "Nut-free",
    DietaryMark.HALAL: "Halal",
    DietaryMark.KOSHER: "Kosher",
}

_BY_WORD = {word.casefold(): mark for mark in DietaryMark for word in (mark, MARK_LABELS[mark])}


def marks_in_order(marks: Iterable[str]) -> list[DietaryMark]:
    """Each once, in the order of the list.

    >>> marks_in_order(["vegan", "vegetarian", "vegan"])
    [<DietaryMark.VEGETARIAN: 'vegetarian'>, <DietaryMark.VEGAN: 'vegan'>]
    """
    wanted = set(marks)
    return [mark for mark in DietaryMark if mark in wanted]


def parse_marks(text: str) -> list[DietaryMark]:
    """The marks that a cell of a table names, by code or label, separated by `;`.

    :raises ValueError: names the first word that is no mark

    >>> parse_marks("Vegan; gluten-free")
    [<DietaryMark.VEGAN: 'vegan'>, <DietaryMark.GLUTEN_FREE: 'gluten_free'>]
    """
    words = [word.strip() for word in text.split(";") if word.strip()]
    for word in words:
        if word.casefold() not in _BY_WORD:
            raise ValueError(f"{word} is none of: {', '.join(DietaryMark)}")
    return marks_in_order(_BY_WORD[word.casefold()] for word in words)
