"""The menu: what a till may sell and at which price."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from ..const import API_PREFIX
from ..domain.allergens import Allergen
from ..domain.dietary_marks import DietaryMark
from .availability import AvailabilityState
from .common import Id, Money, Schema, Time
from .daypart import Daypart
from .order import OrderType


class ProductKind(StrEnum):
    """A dish is sold as it is; a combo (set menu) is made of dishes that the guest chooses."""

    DISH = "dish"
    COMBO = "combo"


class Category(Schema):
    """A category of the menu. `color` is one of Odoo's twelve, 0 to 11.

    `course`: that of its dishes that name none of their own.
    """

    id: int
    name: str
    parent_id: int | None
    sequence: int
    color: int
    kitchen_name: str | None
    course: int | None
    image_url: str | None
    active: bool
    version: int

    @classmethod
    def from_record(cls, record: Any, pictured: bool = False) -> "Category":
        """From a pos.category.

        :param pictured: it has a picture
        """
        return cls(
            id=record.id,
            name=record.name,
            parent_id=record.parent_id.id or None,
            sequence=record.sequence,
            color=record.color,
            kitchen_name=record.fynlo_kitchen_name or None,
            course=record.fynlo_course or None,
            image_url=f"{API_PREFIX}/menu/categories/{record.id}/image" if pictured else None,
            active=record.active,
            version=record.fynlo_version,
        )


class OrderTypePrice(Schema):
    """What a dish costs, and its taxes, on orders of a type that is taxed otherwise."""

    order_type: OrderType
    price: Money
    tax_ids: list[int]


class Product(Schema):
    """Something on the menu.

    `price` is for one and holds those of its taxes that are `included`; the others are added to
    it. `modifiers` and `combos` are ids of the menu's lists. `available`: it can be sold now; a
    combo cannot when nothing is left to choose in one of its courses. `availability`: as staff set
    it; GET /menu/availability says how many a countdown has left. `combo_only`: this till sells it
    as part of a combo only.

    `dayparts`: ids of those it is sold in only; none: always. `course`: the one that it is served
    with unless an order says otherwise. `order_type_prices`: where another type of order, such as
    takeaway, is taxed otherwise than dining in.
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
    kitchen_name: str | None
    prep_minutes: int | None
    course: int | None
    allergens: list[Allergen]
    dietary_marks: list[DietaryMark]
    open_price: bool
    dayparts: list[int]
    order_type_prices: list[OrderTypePrice]


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
    any price. `valid_until`: prices or what is sold change at this time, by the dates of a price
    list or by a daypart.
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
    dayparts: list[Daypart]


class MenuRead(Schema):
    """Input of menu.read: which of its encodings the caller has and takes."""

    gzip: bool = False
    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)


class ImageRead(Schema):
    """Input of menu.product_image: the image that the caller has already is not sent again."""

    product_id: Id
    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)
