"""The settings of a restaurant, in sections."""

from datetime import date
from enum import StrEnum
from typing import Any

from .common import Id, Money, Schema, Weekday
from .menu import Tax
from .order import OrderType
from .payment_method import PaymentMethod
from .role_limit import RoleLimit


class RoundingDirection(StrEnum):
    """How an amount comes to a step of the coins that there are."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


class Business(Schema):
    """Who the restaurant is. `country` is its ISO code; it goes with the accounts, in Odoo."""

    name: str
    street: str | None
    street2: str | None
    city: str | None
    postcode: str | None
    country: str | None
    vat_number: str | None
    phone: str | None
    email: str | None
    website: str | None
    logo_url: str | None


class BusinessDay(Schema):
    """When the business day ends, in the restaurant's time zone."""

    ends_at_hour: int
    time_zone: str


class OpeningTime(Schema):
    """Open from `opens` to `closes` (HH:MM); not later than `opens`, it closes the next day."""

    day: Weekday
    opens: str
    closes: str


class Holiday(Schema):
    """Closed from the first day to the last."""

    name: str
    first_day: date
    last_day: date


class Opening(Schema):
    """When the restaurant is open. No `weekly` at all: it does not say."""

    weekly: list[OpeningTime]
    holidays: list[Holiday]


class FiscalPosition(Schema):
    """Which taxes an order type changes, by Odoo's fiscal position."""

    order_type: OrderType
    fiscal_position_id: int
    name: str


class Taxes(Schema):
    """The sale taxes, and which order types change them."""

    prices_include_tax: bool
    default_tax_id: int | None
    items: list[Tax]
    by_order_type: list[FiscalPosition]


class ReceiptTexts(Schema):
    """What stands above and below each receipt."""

    header: str | None
    footer: str | None


class ServiceChargeRule(Schema):
    """Orders like these get a charge of a percentage, or of an amount for each cover."""

    id: Id
    name: str
    percent: float | None
    amount: Money | None
    minimum_covers: int
    order_types: list[OrderType]
    removable: bool


class CashRounding(Schema):
    """The smallest coin that is taken; `only_cash`: card payments stay exact."""

    step: Money | None
    direction: RoundingDirection
    only_cash: bool


class Languages(Schema):
    """The language of menu and receipts, and those that are installed."""

    language: str
    installed: list[str]


class Tables(Schema):
    """How tables are kept. `need_cleaning`: one that was paid for is dirty first."""

    need_cleaning: bool


class Sessions(Schema):
    """How sessions are closed. `blind_close`: cashiers count without knowing the sum."""

    blind_close: bool


class Settings(Schema):
    """What is set for the company. `limits` are all, or the caller's own role's."""

    version: int
    business: Business
    business_day: BusinessDay
    opening: Opening
    taxes: Taxes
    payment_methods: list[PaymentMethod]
    receipt: ReceiptTexts
    service_charges: list[ServiceChargeRule]
    limits: list[RoleLimit]
    cash_rounding: CashRounding
    languages: Languages
    tables: Tables
    sessions: Sessions


class LogoRead(Schema):
    """Input of settings.logo: the picture that the caller has already is not sent again."""

    known_tags: frozenset[str] = frozenset()


def service_charge_from_record(record: Any) -> ServiceChargeRule:
    """From a fynlo.service.charge."""
    is_percent = record.calculation == "percent"
    return ServiceChargeRule(
        id=record.id,
        name=record.name,
        percent=record.value if is_percent else None,
        amount=None if is_percent else Money.of(record.value, record.company_id.currency_id),
        minimum_covers=record.minimum_covers,
        order_types=[kind for kind in OrderType if record[str(kind)]],
        removable=record.removable,
    )
