"""Lines of orders: as they are sent, and as they are."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from ..domain.internal_note import text_of
from ..domain.line_kind import LineKind
from .common import Id, Money, Schema, uuid_of
from .menu_text import Price
from .reason import ReasonNote

Quantity = Annotated[
    Decimal, Field(gt=0, le=10_000, max_digits=8, decimal_places=3, allow_inf_nan=False)
]
Percent = Annotated[
    Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2, allow_inf_nan=False)
]
Note = Annotated[str, Field(max_length=500)]
Seat = Annotated[int, Field(ge=1, le=99)]
CourseNumber = Annotated[int, Field(ge=1, le=20)]


class ModifierChoice(Schema):
    """A chosen modifier; `text` only where the choice asks for one."""

    choice_id: Id
    text: str | None = Field(default=None, max_length=200)


class ComboChoice(Schema):
    """A dish chosen for one course of a set menu."""

    choice_id: Id
    quantity: int = Field(default=1, ge=1, le=100)
    modifiers: list[ModifierChoice] = Field(default=[], max_length=50)


class Reduction(Schema):
    """What is taken off: either a share (`percent`) or an `amount`."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["percent"]}, {"required": ["amount"]}]}
    )

    percent: Percent | None = None
    amount: Price | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Reduction":
        if (self.percent is None) == (self.amount is None):
            raise ValueError("send either percent or amount")
        return self


class LineDiscount(Reduction):
    """A discount on a line; an amount is for the whole line, and never more than it costs."""

    reason_id: Id
    note: ReasonNote | None = None


class PriceOverride(Schema):
    """Another price of one than the menu's, modifiers included."""

    price: Price
    reason_id: Id
    note: ReasonNote | None = None


class LineCreate(Schema):
    """A line to add. The server prices it; `expected_price` (for one) is only compared.

    `price` is for dishes whose price is open, and then needed. `note` is the guest's,
    `kitchen_note` for the kitchen alone.
    """

    id: UUID | None = None
    product_id: Id
    quantity: Quantity = Decimal(1)
    modifiers: list[ModifierChoice] = Field(default=[], max_length=50)
    combo: list[ComboChoice] = Field(default=[], max_length=50)
    note: Note | None = None
    kitchen_note: Note | None = None
    seat: Seat | None = None
    course: CourseNumber | None = None
    price: Price | None = None
    price_override: PriceOverride | None = None
    discount: LineDiscount | None = None
    expected_price: Money | None = None


class LineModifier(Schema):
    """A modifier of a line and what it adds to the price of one."""

    choice_id: int
    name: str
    price: Money
    text: str | None = None


class LineReduction(Schema):
    """A discount of a line as it is; `comped`: it was made and given away."""

    percent: float | None
    amount: Money | None
    comped: bool
    reason_id: int | None
    note: str | None


class Line(Schema):
    """A line as it is. `total` is what the guest pays, `net` is without tax.

    A line of the kind `discount` or `service_charge` is derived: `adjustment_id` names what it
    comes from, `discount_of_id` the line that it takes something off.
    """

    id: UUID
    kind: LineKind
    product_id: int
    name: str
    quantity: float
    unit_price: Money
    net: Money
    total: Money
    modifiers: list[LineModifier]
    note: str | None
    kitchen_note: str | None
    seat: int | None
    course: int | None
    discount: LineReduction | None
    price_overridden: bool
    combo_parent_id: UUID | None
    adjustment_id: UUID | None
    discount_of_id: UUID | None
    voided_quantity: float
    void_reason: str | None

    @classmethod
    def from_record(cls, line: Any, currency: Any) -> "Line":
        """From a pos.order.line, in the order's currency (a res.currency)."""
        return cls(
            id=uuid_of(line),
            kind=LineKind(line.fynlo_kind),
            product_id=line.product_id.id,
            name=line.full_product_name or line.product_id.display_name,
            quantity=line.qty,
            unit_price=Money.of(line.price_unit, currency),
            net=Money.of(line.price_subtotal, currency),
            total=Money.of(line.price_subtotal_incl, currency),
            modifiers=_modifiers(line, currency),
            note=line.customer_note or None,
            kitchen_note=text_of(line.note or None),
            seat=line.fynlo_seat or None,
            course=line.course_id.index or None,
            discount=_reduction(line, currency),
            price_overridden=bool(line.fynlo_override_reason_id),
            combo_parent_id=_other(line.combo_parent_id),
            adjustment_id=_other(line.fynlo_adjustment_id),
            discount_of_id=_other(line.fynlo_discount_of_id),
            voided_quantity=line.fynlo_voided_quantity,
            void_reason=line.fynlo_void_reason or None,
        )


def _other(record: Any) -> UUID | None:
    return uuid_of(record) if record else None


def _modifiers(line: Any, currency: Any) -> list[LineModifier]:
    texts = {
        value.custom_product_template_attribute_value_id.id: value.custom_value
        for value in line.custom_attribute_value_ids
    }
    return [
        LineModifier(
            choice_id=value.id,
            name=value.name,
            price=Money.of(value.price_extra, currency),
            text=texts.get(value.id),
        )
        for value in line.attribute_value_ids
    ]


def _reduction(line: Any, currency: Any) -> LineReduction | None:
    percent, amount = line.discount, line.fynlo_discount_amount
    if not percent and not amount:
        return None
    return LineReduction(
        percent=percent or None,
        amount=Money.of(amount, currency) if amount else None,
        comped=line.fynlo_comped,
        reason_id=line.fynlo_discount_reason_id.id or None,
        note=line.fynlo_discount_note or None,
    )
