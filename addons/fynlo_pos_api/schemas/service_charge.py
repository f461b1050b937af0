"""The rules by which orders get a service charge."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from ..domain.adjustment import Calculation
from .common import BaseVersion, Id, Money, Schema
from .menu_text import Price
from .order import OrderType
from .order_line import Percent
from .reason import ReasonName

Covers = Annotated[int, Field(ge=0, le=1000)]
OrderTypes = Annotated[list[OrderType], Field(min_length=1, max_length=len(OrderType))]
TaxIds = Annotated[list[Id], Field(max_length=10)]

_RATES = ("percent", "amount", "amount_per_cover")


class ServiceCharge(Schema):
    """A rule: one of `percent`, `amount` and `amount_per_cover` is what orders like these pay.

    `name` is what the receipt says. `removable`: the guest may refuse it. `tax_ids`: a charge
    that the guest may refuse bears no VAT in the UK, one that he may not does.
    """

    id: int
    name: str
    percent: float | None
    amount: Money | None
    amount_per_cover: Money | None
    minimum_covers: int
    order_types: list[OrderType]
    tax_ids: list[int]
    removable: bool
    active: bool
    version: int

    @classmethod
    def from_record(cls, record: Any) -> "ServiceCharge":
        """From a fynlo.service.charge."""
        money = Money.of(record.value, record.currency_id)
        kind = Calculation(record.calculation)
        return cls(
            id=record.id,
            name=record.name,
            percent=record.value if kind is Calculation.PERCENT else None,
            amount=money if kind is Calculation.AMOUNT else None,
            amount_per_cover=money if kind is Calculation.PER_COVER else None,
            minimum_covers=record.minimum_covers,
            order_types=[item for item in OrderType if record[item]],
            tax_ids=record.tax_ids.ids,
            removable=record.removable,
            active=record.active,
            version=record.fynlo_version,
        )


class ServiceCharges(Schema):
    """All rules in their order; there are few, so there is one page."""

    items: list[ServiceCharge]
    next_cursor: str | None = None


class _Rates(Schema):
    percent: Percent | None = None
    amount: Price | None = None
    amount_per_cover: Price | None = None

    @property
    def rate(self) -> tuple[Calculation, str, Decimal | Money] | None:
        """How it is calculated, the field that says so, and how much it is."""
        if self.percent is not None:
            return Calculation.PERCENT, "percent", self.percent
        if self.amount is not None:
            return Calculation.AMOUNT, "amount", self.amount
        if self.amount_per_cover is not None:
            return Calculation.PER_COVER, "amount_per_cover", self.amount_per_cover
        return None

    def _sent_rates(self) -> int:
        return sum(getattr(self, name) is not None for name in _RATES)


class ServiceChargeCreate(_Rates):
    """A new rule, which counts for orders from now on."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [n]} for n in _RATES]})

    name: ReasonName
    minimum_covers: Covers = 0
    order_types: OrderTypes = [OrderType.DINE_IN]
    tax_ids: TaxIds = []
    removable: bool = True

    @model_validator(mode="after")
    def _one_rate(self) -> "ServiceChargeCreate":
        if self._sent_rates() != 1:
            raise ValueError(f"send one of {', '.join(_RATES)}")
        return self


class ServiceChargePatch(_Rates):
    """What changes of a rule; orders that have the charge keep it as it was."""

    name: ReasonName | None = None
    minimum_covers: Covers | None = None
    order_types: OrderTypes | None = None
    tax_ids: TaxIds | None = None
    removable: bool | None = None
    active: bool | None = None
    base_version: BaseVersion

    @model_validator(mode="after")
    def _at_most_one_rate(self) -> "ServiceChargePatch":
        if self._sent_rates() > 1:
            raise ValueError(f"send one of {', '.join(_RATES)}")
        return self


class ServiceChargeSet(ServiceChargePatch):
    """Input of service_charge.change."""

    service_charge_id: Id
