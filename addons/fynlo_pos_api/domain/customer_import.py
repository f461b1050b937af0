"""Which customer a line of an imported table is: a new one, or one who is there already.

The same e-mail address or phone number is the same customer. What is known of a customer stays: a
line fills in what is missing, and adds allergens.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

COLUMNS = (
    "name", "phone", "email", "street", "city", "postcode", "notes", "allergens", "allergy_note",
)  # fmt: skip
_ADDED = "allergens"


class ImportResult(StrEnum):
    """What became of a line."""

    CREATED = "created"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class SameAsTwo(ValueError):
    """The e-mail address is one customer's and the phone number another's."""


@dataclass(eq=False)
class Person:
    """A customer: `values` by column, `filled` those that the table gave; no id: a new one."""

    id: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    filled: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a line; `kept` are the columns in which it says something else."""

    result: ImportResult
    person: Person
    kept: list[str]


class CustomerBook:
    """The customers who may be meant by a table, and those that it makes."""

    def __init__(self, known: Iterable[Person]) -> None:
        self._by_email: dict[str, Person] = {}
        self._by_phone: dict[str, list[Person]] = {}
        for person in known:
            self._note(person)

    def take(self, values: Mapping[str, Any]) -> Taken:
        """Take a line: its values by column, the phone number in E.164, nothing for an empty cell.

        :raises SameAsTwo: nothing is taken
        """
        given = {name: value for name, value in values.items() if value}
        person = self._find(given)
        if person is None:
            person = Person(values=dict(given), filled=dict(given))
            self._note(person)
            return Taken(ImportResult.CREATED, person, [])
        missing = {name: value for name, value in given.items() if not person.values.get(name)}
        allergens = person.values.get(_ADDED) or []
        more = [item for item in given.get(_ADDED, []) if item not in allergens]
        if more:
            missing[_ADDED] = [*allergens, *more]
        known = {**person.values, **missing}
        kept = [name for name in given if name != _ADDED and not _same(given[name], known[name])]
        if not missing:
            return Taken(ImportResult.UNCHANGED, person, kept)
        person.values |= missing
        person.filled |= missing
        self._note(person)
        return Taken(ImportResult.MERGED, person, kept)

    def _find(self, given: Mapping[str, Any]) -> Person | None:
        by_email = self._by_email.get(given.get("email", "").casefold())
        by_phone = self._by_phone.get(given.get("phone", ""), [])
        if by_email and by_phone and by_email not in by_phone:
            raise SameAsTwo("the e-mail address is one customer's, the phone number another's")
        return by_email or next(iter(by_phone), None)

    def _note(self, person: Person) -> None:
        email, phone = person.values.get("email"), person.values.get("phone")
        if email:
            self._by_email.setdefault(email.casefold(), person)
        if phone and person not in self._by_phone.setdefault(phone, []):
            self._by_phone[phone].append(person)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
