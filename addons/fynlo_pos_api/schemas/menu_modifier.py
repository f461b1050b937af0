"""Groups of modifiers of dishes."""

from typing import Annotated

from pydantic import Field

from .common import BaseVersion, Id, Schema
from .menu_text import NAME, NOT_SENT, Place, Price

MAX_CHOICES = 50

GroupName = Annotated[str, Field(max_length=100, pattern=NAME)]
Count = Annotated[int, Field(ge=0, le=MAX_CHOICES)]


class ChoiceCreate(Schema):
    """A choice of a new group: `price` is added to that of one; `takes_text`: it has a text."""

    name: GroupName
    price: Price | None = None
    takes_text: bool = False


class ChoiceWrite(ChoiceCreate):
    """A choice of a group; `choice_id` is one that the group has already."""

    choice_id: Id | None = None


Choices = Annotated[list[ChoiceCreate], Field(max_length=MAX_CHOICES)]


class ModifierBody(Schema):
    """A new group of modifiers of a dish: a name and its choices, or a group to use again.

    `modifier_id` is the group of another dish: its name and choices are then shared by both, and
    prices are each dish's own. Choose at least `minimum`; `maximum` null is any number.
    """

    name: GroupName | None = None
    choices: Choices = []
    modifier_id: Id | None = None
    minimum: Count = 1
    maximum: Count | None = 1
    sequence: Place | None = None
    base_version: BaseVersion


class ModifierCreate(ModifierBody):
    """Input of menu.create_modifier."""

    product_id: Id


class ModifierPatch(Schema):
    """What changes of a group; `choices` are all that it has from now on, in their order."""

    name: GroupName = Field(default=NOT_SENT)
    choices: Annotated[list[ChoiceWrite], Field(min_length=1, max_length=MAX_CHOICES)] = Field(
        default=NOT_SENT
    )
    minimum: Count = Field(default=NOT_SENT)
    maximum: Count | None = None
    sequence: Place = Field(default=NOT_SENT)
    base_version: BaseVersion


class ModifierChange(ModifierPatch):
    """Input of menu.change_modifier."""

    modifier_id: Id


class ModifierDelete(Schema):
    """Input of menu.delete_modifier."""

    modifier_id: Id
    base_version: BaseVersion
