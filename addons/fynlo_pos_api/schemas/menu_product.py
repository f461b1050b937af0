"""Dishes and set menus, as the back office keeps them."""

from typing import Annotated

from pydantic import Field

from ..domain.allergens import Allergen
from ..domain.dietary_marks import DietaryMark
from ..domain.picture import MOST_CHARACTERS
from .common import BaseVersion, Id, Money, Page, Schema
from .menu import Modifier, Product, ProductKind
from .menu_text import (
    NAME,
    NOT_SENT,
    Barcode,
    Course,
    Description,
    Ids,
    KitchenName,
    PrepMinutes,
    Price,
    SearchText,
)

ProductName = Annotated[str, Field(max_length=200, pattern=NAME)]
Allergens = Annotated[list[Allergen], Field(max_length=14)]
DietaryMarks = Annotated[list[DietaryMark], Field(max_length=10)]


class ProductDetail(Schema):
    """A product with all that the back office keeps of it.

    `price` is the usual one, before price lists; `variant` tells it from others of the same name,
    such as `Large`. `on_menu`: tills sell it. `course`: its own; none: that of its category.
    `minimum_price` and `maximum_price` bound an open price.
    """

    id: int
    version: int
    active: bool
    on_menu: bool
    kind: ProductKind
    name: str
    variant: str | None
    kitchen_name: str | None
    description: str | None
    price: Money
    cost: Money
    open_price: bool
    minimum_price: Money | None
    maximum_price: Money | None
    tax_ids: list[int]
    category_ids: list[int]
    barcode: str | None
    prep_minutes: int | None
    course: int | None
    allergens: list[Allergen]
    dietary_marks: list[DietaryMark]
    modifiers: list[Modifier]
    combo_ids: list[int]
    image_url: str | None


class ProductFilter(Page):
    """Which products: all filters together. `text` is looked for in names and barcodes."""

    text: SearchText | None = None
    category_id: Id | None = None
    kind: ProductKind | None = None
    archived: bool = False


class ProductList(Schema):
    """A page of products, the newest first."""

    items: list[ProductDetail]
    next_cursor: str | None


class ProductCreate(Schema):
    """A new dish; with `combo_ids`, the courses to choose from, a set menu.

    Without `tax_ids` a dish has the company's usual sale tax; [] is no tax. A set menu has none:
    its dishes have.
    """

    name: ProductName
    price: Price
    category_ids: Ids = []
    tax_ids: Ids | None = None
    cost: Price | None = None
    description: Description | None = None
    barcode: Barcode | None = None
    kitchen_name: KitchenName | None = None
    prep_minutes: PrepMinutes | None = None
    course: Course | None = None
    allergens: Allergens = []
    dietary_marks: DietaryMarks = []
    combo_ids: Ids = []
    open_price: bool = False
    minimum_price: Price | None = None
    maximum_price: Price | None = None


class ProductPatch(Schema):
    """What changes of a product; null clears. `active` true brings an archived one back.

    The variants of a dish, such as sizes, change together; `barcode` and `active` are each one's
    own.
    """

    name: ProductName = Field(default=NOT_SENT)
    price: Price = Field(default=NOT_SENT)
    category_ids: Ids = Field(default=NOT_SENT)
    tax_ids: Ids = Field(default=NOT_SENT)
    cost: Price | None = None
    description: Description | None = None
    barcode: Barcode | None = None
    kitchen_name: KitchenName | None = None
    prep_minutes: PrepMinutes | None = None
    course: Course | None = None
    allergens: Allergens = Field(default=NOT_SENT)
    dietary_marks: DietaryMarks = Field(default=NOT_SENT)
    combo_ids: Ids = Field(default=NOT_SENT)
    open_price: bool = Field(default=NOT_SENT)
    minimum_price: Price | None = None
    maximum_price: Price | None = None
    on_menu: bool = Field(default=NOT_SENT)
    active: bool = Field(default=NOT_SENT)
    base_version: BaseVersion


class ProductChange(ProductPatch):
    """Input of menu.change_product."""

    product_id: Id


class ProductGet(Schema):
    """Input of menu.product."""

    product_id: Id


class ProductArchive(ProductGet):
    """Input of menu.archive_product."""

    base_version: BaseVersion


class ProductImageSet(ProductArchive):
    """Input of menu.set_product_image; null takes the picture away."""

    image: str | None = Field(max_length=MOST_CHARACTERS)


class BarcodeRead(Schema):
    """Input of menu.barcode: whatever was scanned."""

    code: str


class Scanned(Schema):
    """What a barcode stands for, as the till's menu shows it."""

    product: Product
