"""Courses of set menus: what a guest may choose."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .common import BaseVersion, Id, Money, Schema
from .menu_text import NAME, NOT_SENT, Place, Price

MAX_DISHES = 100

ComboName = Annotated[str, Field(max_length=100, pattern=NAME)]
Count = Annotated[int, Field(ge=0, le=100)]
Maximum = Annotated[int, Field(ge=1, le=100)]


class ComboDish(Schema):
    """A dish that may be chosen, and what it costs on top of the set menu."""

    product_id: Id
    extra_price: Price | None = None


Dishes = Annotated[list[ComboDish], Field(min_length=1, max_length=MAX_DISHES)]


class ComboChoiceDetail(Schema):
    """A dish of a course, as it is."""

    id: int
    product_id: int
    name: str
    extra_price: Money


class ComboDetail(Schema):
    """A course; `used_by` are the ids of the set menus that have it."""

    id: int
    version: int
    name: str
    minimum: int
    maximum: int
    sequence: int
    choices: list[ComboChoiceDetail]
    used_by: list[int]


class ComboList(Schema):
    """The company's courses; there are few, so there is one page."""

    items: list[ComboDetail]
    next_cursor: str | None = None


class ComboCreate(Schema):
    """A new course: `minimum` choices are in the price of the set menu and must be made."""

    name: ComboName
    choices: Dishes
    minimum: Count = 1
    maximum: Maximum = 1
    sequence: Place = 10

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum is not more than maximum")
        return self


class ComboPatch(Schema):
    """What changes of a course; `choices` are all that it has from now on."""

    name: ComboName = Field(default=NOT_SENT)
    choices: Dishes = Field(default=NOT_SENT)
    minimum: Count = Field(default=NOT_SENT)
    maximum: Maximum = Field(default=NOT_SENT)
    sequence: Place = Field(default=NOT_SENT)
    base_version: BaseVersion


class ComboChange(ComboPatch):
    """Input of menu.change_combo."""

    combo_id: Id


class ComboDelete(Schema):
    """Input of menu.delete_combo."""

    combo_id: Id
    base_version: BaseVersion
