"""Categories of the menu, as the back office keeps them."""

from typing import Annotated

from pydantic import Field

from ..domain.picture import MOST_CHARACTERS
from .common import BaseVersion, Id, Schema
from .menu import Category
from .menu_text import NAME, NOT_SENT, Course, KitchenName, Place

CategoryName = Annotated[str, Field(max_length=100, pattern=NAME)]
Color = Annotated[int, Field(ge=0, le=11)]


class CategoryFilter(Schema):
    """Which categories: `archived` ones too."""

    archived: bool = False


class Categories(Schema):
    """Categories in the menu's order; there are few, so there is one page."""

    items: list[Category]
    next_cursor: str | None = None


class CategoryCreate(Schema):
    """A new category of the company's menu."""

    name: CategoryName
    parent_id: Id | None = None
    sequence: Place | None = None
    color: Color | None = None
    kitchen_name: KitchenName | None = None
    course: Course | None = None


class CategoryPatch(Schema):
    """What changes of a category; null clears. `active` true brings an archived one back."""

    name: CategoryName = Field(default=NOT_SENT)
    parent_id: Id | None = None
    sequence: Place = Field(default=NOT_SENT)
    color: Color = Field(default=NOT_SENT)
    kitchen_name: KitchenName | None = None
    course: Course | None = None
    active: bool = Field(default=NOT_SENT)
    base_version: BaseVersion


class CategoryChange(CategoryPatch):
    """Input of menu.change_category."""

    category_id: Id


class CategoryArchive(Schema):
    """Input of menu.archive_category."""

    category_id: Id
    base_version: BaseVersion


class ImageBody(Schema):
    """A picture: base64 of a PNG, JPEG or WebP; null takes it away."""

    image: str | None = Field(max_length=MOST_CHARACTERS)
    base_version: BaseVersion


class CategoryImageSet(ImageBody):
    """Input of menu.set_category_image."""

    category_id: Id


class CategoryImageRead(Schema):
    """Input of menu.category_image: the image that the caller has already is not sent again."""

    category_id: Id
    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)
