"""The settings of a restaurant, in sections."""

from datetime import date
from enum import StrEnum
from typing import Any

from .common import Money, Schema, Weekday
from .menu import Tax
from .order import OrderType
from .payment_method import PaymentMethod, kind_of
from .role_limit import RoleLimit
from .service_charge import ServiceCharge


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


class OrderTypeTaxes(Schema):
    """Which taxes an order type changes, by Odoo's fiscal position."""

    order_type: OrderType
    fiscal_position_id: int
    name: str


class FiscalPosition(Schema):
    """One of Odoo's fiscal positions: which taxes stand in for which."""

    id: int
    name: str

    @classmethod
    def from_record(cls, record: Any) -> "FiscalPosition":
        """From an account.fiscal.position."""
        return cls(id=record.id, name=record.name)


class Taxes(Schema):
    """The sale taxes, and which order types change them.

    `items` and `fiscal_positions` are there to choose from; they, and `prices_include_tax`, go
    with the accounts, in Odoo.
    """

    prices_include_tax: bool
    default_tax_id: int | None
    items: list[Tax]
    by_order_type: list[OrderTypeTaxes]
    fiscal_positions: list[FiscalPosition]


class TillPaymentMethod(PaymentMethod):
    """A way to pay, and the tills that take it. New ones go with the accounts, in Odoo."""

    till_ids: list[int]

    @classmethod
    def from_record(cls, record: Any) -> "TillPaymentMethod":
        """From a pos.payment.method."""
        tills = sorted(record.config_ids.ids)
        return cls(id=record.id, name=record.name, kind=kind_of(record), till_ids=tills)


class ReceiptTexts(Schema):
    """What stands above and below each receipt."""

    header: str | None
    footer: str | None


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
    """How sessions are closed, and where the cash goes.

    `blind_close`: cashiers count without knowing the sum. `safe_account_id`: the account of the
    safe in Odoo, on which cash that is dropped into it is posted.
    """

    blind_close: bool
    safe_account_id: int | None


class Settings(Schema):
    """What is set for the company. `limits` are all, or the caller's own role's."""

    version: int
    business: Business
    business_day: BusinessDay
    opening: Opening
    taxes: Taxes
    payment_methods: list[TillPaymentMethod]
    receipt: ReceiptTexts
    service_charges: list[ServiceCharge]
    limits: list[RoleLimit]
    cash_rounding: CashRounding
    languages: Languages
    tables: Tables
    sessions: Sessions


class LogoRead(Schema):
    """Input of settings.logo: the picture that the caller has already is not sent again."""

    known_tags: frozenset[str] = frozenset()
