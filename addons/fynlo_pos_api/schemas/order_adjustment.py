"""Discounts on whole orders, and service charges."""

from typing import Any
from uuid import UUID

from ..domain.adjustment import Calculation
from .common import Approval, BaseVersion, Id, Money, Schema, uuid_of
from .order_line import Reduction
from .reason import ReasonNote


class Adjustment(Schema):
    """A discount on the whole order, or a service charge; `total` is what it comes to.

    `percent` or `amount` is what was asked for; the amount of a charge may be for each cover. A
    charge that is `removed` was taken off and costs nothing.
    """

    id: UUID
    kind: str
    name: str
    calculation: Calculation
    percent: float | None
    amount: Money | None
    total: Money
    reason_id: int | None
    note: str | None
    removed: bool

    @classmethod
    def from_record(cls, record: Any, currency: Any) -> "Adjustment":
        """From a fynlo.order.adjustment, in the order's currency (a res.currency)."""
        is_share = record.calculation == Calculation.PERCENT
        return cls(
            id=uuid_of(record),
            kind=record.kind,
            name=record.name,
            calculation=Calculation(record.calculation),
            percent=record.value if is_share else None,
            amount=None if is_share else Money.of(record.value, currency),
            total=Money.of(
                currency.round(sum(record.line_ids.mapped("price_subtotal_incl"))), currency
            ),
            reason_id=record.reason_id.id or None,
            note=record.note or None,
            removed=record.removed,
        )


class DiscountBody(Reduction):
    """A discount on the whole order: a share of what it costs, or an amount."""

    id: UUID | None = None
    reason_id: Id
    note: ReasonNote | None = None
    base_version: BaseVersion
    approval: Approval | None = None


class DiscountAdd(DiscountBody):
    """Input of order.add_discount."""

    order_id: UUID


class DiscountRemove(Schema):
    """Input of order.remove_discount."""

    order_id: UUID
    adjustment_id: UUID
    base_version: BaseVersion


class ServiceChargeBody(Schema):
    """The charge is put back."""

    base_version: BaseVersion


class ServiceChargeChange(ServiceChargeBody):
    """Input of order.remove_service_charge and order.restore_service_charge."""

    order_id: UUID
