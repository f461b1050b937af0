"""The menu: what a till may sell and at which price."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from .availability import AvailabilityState
from .common import Id, Money, Schema, Time

MAX_IDS = 50

# PostgreSQL stores no NUL character, and a blank name is none.
_TEXT = r"^[^\x00]*$"
_NAME = r"^[^\x00]*[^\x00\s][^\x00]*$"


class ProductKind(StrEnum):
    """A dish is sold as it is; a combo (set menu) is made of dishes that the guest chooses."""

    DISH = "dish"
    COMBO = "combo"


class Category(Schema):
    """A category of the menu. `color` is one of Odoo's twelve, 0 to 11."""

    id: int
    name: str
    parent_id: int | None
    sequence: int
    color: int

    @classmethod
    def from_record(cls, record: Any) -> "Category":
        """From a pos.category."""
        return cls(
            id=record.id,
            name=record.name,
            parent_id=record.parent_id.id or None,
            sequence=record.sequence,
            color=record.color,
        )


class Product(Schema):
    """Something on the menu.

    `price` is for one and holds those of its taxes that are `included`; the others are added to
    it. `modifiers` and `combos` are ids of the menu's lists. `available`: it can be sold now; a
    combo cannot when nothing is left to choose in one of its courses. `availability`: as staff set
    it; GET /menu/availability says how many a countdown has left. `combo_only`: this till sells it
    as part of a combo only.
    """

    id: int
    name: str
    description: str | None
    category_ids: list[int]
    price: Money
    tax_ids: list[int]
    kind: ProductKind
    modifiers: list[int]
    combos: list[int]
    available: bool
    availability: AvailabilityState
    combo_only: bool
    barcode: str | None
    image_url: str | None


class ModifierOption(Schema):
    """A choice of a modifier. `price` is added to the price of one; `takes_text`: it has a text."""

    id: int
    name: str
    price: Money
    takes_text: bool


class Modifier(Schema):
    """A group of choices of one product: choose at least `minimum`; `maximum` null is any."""

    id: int
    name: str
    minimum: int
    maximum: int | None
    choices: list[ModifierOption]


class ComboOption(Schema):
    """A dish that may be chosen in a combo, and what it costs on top of the combo."""

    id: int
    product_id: int
    extra_price: Money


class Combo(Schema):
    """A course of a combo: `minimum` choices are in its price and must be made.

    Each choice beyond the minimum costs `further_price` and its own extra price.
    """

    id: int
    name: str
    minimum: int
    maximum: int
    further_price: Money
    choices: list[ComboOption]


class Tax(Schema):
    """A tax. `rate` is a percentage for the kind `percent`, for others what Odoo takes it for."""

    id: int
    name: str
    kind: str
    rate: float
    included: bool

    @classmethod
    def from_record(cls, record: Any) -> "Tax":
        """From an account.tax."""
        return cls(
            id=record.id,
            name=record.name,
            kind=record.amount_type,
            rate=record.amount,
            included=record.price_include,
        )


class Menu(Schema):
    """Everything that a till needs to take an order.

    `version` is the one of the `menu.changed` events. `prices_include_tax`: no tax is added to
    any price. `valid_until`: prices change at this time, by the dates of a price list.
    """

    version: int
    currency: str
    prices_include_tax: bool
    valid_until: Time | None
    categories: list[Category]
    products: list[Product]
    modifiers: list[Modifier]
    combos: list[Combo]
    taxes: list[Tax]


class MenuRead(Schema):
    """Input of menu.read: which of its encodings the caller has and takes."""

    gzip: bool = False
    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)


class ImageRead(Schema):
    """Input of menu.product_image: the image that the caller has already is not sent again."""

    product_id: Id
    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)


class Price(Money):
    """An amount of nothing or more."""

    amount: int = Field(ge=0, le=10**11)


class CategoryCreate(Schema):
    """A new category of the menu."""

    name: str = Field(max_length=100, pattern=_NAME)
    parent_id: Id | None = None
    sequence: int | None = Field(default=None, ge=0, le=100_000)


class ProductCreate(Schema):
    """A new dish. Without `tax_ids` it has the company's usual sale tax; [] is no tax."""

    name: str = Field(max_length=200, pattern=_NAME)
    price: Price
    category_ids: list[Id] = Field(default=[], max_length=MAX_IDS)
    tax_ids: list[Id] | None = Field(default=None, max_length=MAX_IDS)
    cost: Price | None = None
    description: str | None = Field(default=None, max_length=2000, pattern=_TEXT)
    barcode: str | None = Field(default=None, min_length=1, max_length=50, pattern=r"^[!-~]+$")
