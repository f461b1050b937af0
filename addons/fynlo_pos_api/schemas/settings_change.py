"""Changes of the settings: sections and fields that are not sent stay as they are."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator
from pytz import all_timezones_set

from ..const import Role
from ..domain.limits import LIMITED_ROLES
from ..domain.picture import MOST_CHARACTERS
from .common import BaseVersion, DateSent, Id, Money, Schema, Weekday
from .employee import Email
from .order import OrderType
from .settings import RoundingDirection

_TEXT = r"^[^\x00]*$"
Name = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Line = Annotated[str, Field(max_length=200, pattern=_TEXT)]
ReceiptText = Annotated[str, Field(max_length=2000, pattern=_TEXT)]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["18:30"])]


class Amount(Money):
    """An amount of nothing or more."""

    amount: int = Field(ge=0, le=10**9)


class BusinessPatch(Schema):
    """`logo` is base64 of a PNG, JPEG or WebP; null takes a field away."""

    name: Name | None = None
    street: Line | None = None
    street2: Line | None = None
    city: Line | None = None
    postcode: Annotated[str, Field(max_length=20, pattern=_TEXT)] | None = None
    vat_number: Annotated[str, Field(max_length=20, pattern=_TEXT)] | None = None
    phone: Annotated[str, Field(max_length=40, pattern=_TEXT)] | None = None
    email: Email | None = None
    website: Line | None = None
    logo: str | None = Field(default=None, max_length=MOST_CHARACTERS)


class BusinessDayPatch(Schema):
    """When the business day ends."""

    ends_at_hour: int | None = Field(default=None, ge=0, le=23)
    time_zone: str | None = Field(default=None, max_length=64, examples=["Europe/London"])

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in all_timezones_set:
            raise ValueError("name a time zone such as Europe/London")
        return value


class OpeningTimeSent(Schema):
    """Open from `opens` to `closes`; not later than `opens`, it closes the next day."""

    day: Weekday
    opens: Clock
    closes: Clock


class HolidaySent(Schema):
    """Closed from the first day to the last."""

    name: Name
    first_day: DateSent
    last_day: DateSent

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("the last day is not before the first")
        return self


class OpeningPatch(Schema):
    """The whole week, the whole list of holidays."""

    weekly: list[OpeningTimeSent] | None = Field(default=None, max_length=50)
    holidays: list[HolidaySent] | None = Field(default=None, max_length=200)


class OrderTypeTaxesSent(Schema):
    """The fiscal position of an order type; dining in is taxed as the products say."""

    order_type: Literal[OrderType.TAKEAWAY, OrderType.DELIVERY, OrderType.PICK_UP]
    fiscal_position_id: Id


class TaxesPatch(Schema):
    """`default_tax_id` null: new products have none. `by_order_type` is the whole list."""

    default_tax_id: Id | None = None
    by_order_type: list[OrderTypeTaxesSent] | None = Field(default=None, max_length=3)

    @field_validator("by_order_type")
    @classmethod
    def _each_once(cls, value: list[OrderTypeTaxesSent] | None) -> list[OrderTypeTaxesSent] | None:
        kinds = [item.order_type for item in value or []]
        if len(kinds) > len(set(kinds)):
            raise ValueError("name each order type once")
        return value


class PaymentMethodPatch(Schema):
    """What changes of a way to pay. `till_ids`: all tills that take it from now on."""

    id: Id
    name: Name | None = None
    till_ids: list[Id] | None = Field(default=None, max_length=200)


class ReceiptPatch(Schema):
    """Texts of the receipts of all tills."""

    header: ReceiptText | None = None
    footer: ReceiptText | None = None


class RoleLimitPatch(Schema):
    """What changes of a role's limits."""

    role: Role
    discount_percent: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)
    discount_amount: Amount | None = None
    refund_amount: Amount | None = None
    paid_out_amount: Amount | None = None
    cash_difference: Amount | None = None
    may_void: bool | None = None
    may_comp: bool | None = None
    may_reopen: bool | None = None
    may_override_price: bool | None = None
    may_open_drawer: bool | None = None

    @field_validator("role")
    @classmethod
    def _limited(cls, value: Role) -> Role:
        if value not in LIMITED_ROLES:
            raise ValueError(f"only these roles have limits: {', '.join(LIMITED_ROLES)}")
        return value


class CashRoundingPatch(Schema):
    """`step` null: every penny counts. On all tills; none may be open."""

    step: Amount | None = None
    direction: RoundingDirection | None = None
    only_cash: bool | None = None


class LanguagesPatch(Schema):
    """One of the installed languages."""

    language: str | None = Field(default=None, pattern=r"^[A-Za-z_@]{2,20}$", examples=["en_GB"])


class TablesPatch(Schema):
    """How tables are kept."""

    need_cleaning: bool | None = None


class SessionsPatch(Schema):
    """How sessions are closed. `safe_account_id` null: drops are posted as cash paid out is."""

    blind_close: bool | None = None
    safe_account_id: Id | None = None


class SettingsChange(Schema):
    """Sections to change. Service charges have routes of their own."""

    business: BusinessPatch | None = None
    business_day: BusinessDayPatch | None = None
    opening: OpeningPatch | None = None
    taxes: TaxesPatch | None = None
    payment_methods: list[PaymentMethodPatch] | None = Field(default=None, max_length=50)
    receipt: ReceiptPatch | None = None
    limits: list[RoleLimitPatch] | None = Field(default=None, max_length=10)
    cash_rounding: CashRoundingPatch | None = None
    languages: LanguagesPatch | None = None
    tables: TablesPatch | None = None
    sessions: SessionsPatch | None = None
    base_version: BaseVersion
