"""The 14 allergens that a restaurant must declare in the UK and the EU.

Annex II of Regulation (EU) No 1169/2011, in the UK the Food Information Regulations 2014. Dishes
say what is in them, guests what they must not eat, in the same words.
"""

import re
from collections.abc import Iterable
from enum import StrEnum


class Allergen(StrEnum):
    """One of the 14."""

    CELERY = "celery"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    GLUTEN = "gluten"
    LUPIN = "lupin"
    MILK = "milk"
    MOLLUSCS = "molluscs"
    MUSTARD = "mustard"
    NUTS = "nuts"
    PEANUTS = "peanuts"
    SESAME = "sesame"
    SOYBEANS = "soybeans"
    SULPHITES = "sulphites"


LABELS: dict[Allergen, str] = {
    Allergen.CELERY: "Celery",
    Allergen.CRUSTACEANS: "Crustaceans",
    Allergen.EGGS: "Eggs",
    Allergen.FISH: "Fish",
    Allergen.GLUTEN: "Cereals containing gluten",
    Allergen.LUPIN: "Lupin",
    Allergen.MILK: "Milk",
    Allergen.MOLLUSCS: "Molluscs",
    Allergen.MUSTARD: "Mustard",
    Allergen.NUTS: "Tree nuts",
    Allergen.PEANUTS: "Peanuts",
    Allergen.SESAME: "Sesame",
    Allergen.SOYBEANS: "Soybeans",
    Allergen.SULPHITES: "Sulphur dioxide and sulphites",
}

_SEPARATOR = re.compile(r"[;,|\n]")
_BY_WORD = {word.casefold(): item for item in Allergen for word in (item, LABELS[item])}


def in_order(allergens: Iterable[str]) -> list[Allergen]:
    """Each once, in the order of the law's list as it is written here.

    >>> in_order(["milk", "eggs", "milk"])
    [<Allergen.EGGS: 'eggs'>, <Allergen.MILK: 'milk'>]
    """
    wanted = set(allergens)
    return [item for item in Allergen if item in wanted]


def parse(text: str) -> list[Allergen]:
    """The allergens that a cell of a table names, by code or label, separated by `;` or `,`.

    :raises ValueError: names the first word that is none of the 14

    >>> parse("Milk; tree nuts")
    [<Allergen.MILK: 'milk'>, <Allergen.NUTS: 'nuts'>]
    """
    found = []
    for word in filter(None, (part.strip() for part in _SEPARATOR.split(text))):
        if word.casefold() not in _BY_WORD:
            raise ValueError(f"{word} is none of: {', '.join(Allergen)}")
        found.append(_BY_WORD[word.casefold()])
    return in_order(found)
