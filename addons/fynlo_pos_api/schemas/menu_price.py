"""Prices of dishes on price lists."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from .common import BaseVersion, Id, Money, Schema, Time, TimeSent
from .menu_text import Price

MAX_PRICES = 50


class PriceList(Schema):
    """A price list of Odoo's. Its other rules, such as discounts by category, are kept there."""

    id: int
    name: str
    currency: str

    @classmethod
    def from_record(cls, record: Any) -> "PriceList":
        """From a product.pricelist."""
        return cls(id=record.id, name=record.name, currency=record.currency_id.name)


class PriceLists(Schema):
    """The company's price lists; there are few, so there is one page."""

    items: list[PriceList]
    next_cursor: str | None = None


class TimedPrice(Schema):
    """A price of one, from a quantity on, within its times; null is no bound."""

    price: Money
    minimum_quantity: float
    starts_at: Time | None
    ends_at: Time | None


class TimedPriceWrite(Schema):
    """A price to set."""

    price: Price
    minimum_quantity: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] = 0
    starts_at: TimeSent | None = None
    ends_at: TimeSent | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValueError("starts_at is before ends_at")
        return self


class ProductPrices(Schema):
    """What a dish costs on a price list: `current` now, by whichever rule; `prices` of its own."""

    product_id: int
    price_list_id: int
    version: int
    current: Money
    prices: list[TimedPrice]


class PricesGet(Schema):
    """Input of menu.prices."""

    price_list_id: Id
    product_id: Id


class PricesBody(Schema):
    """All prices that the dish has of its own on the price list; [] leaves it to other rules."""

    prices: list[TimedPriceWrite] = Field(max_length=MAX_PRICES)
    base_version: BaseVersion


class PricesSet(PricesBody):
    """Input of menu.set_prices; `base_version` is the product's."""

    price_list_id: Id
    product_id: Id
