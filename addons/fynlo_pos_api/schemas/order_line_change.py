"""What changes of a line of an order."""

from uuid import UUID

from pydantic import Field

from .common import Approval, BaseVersion, Id, Schema
from .menu_text import Price
from .order_line import (
    CourseNumber,
    LineDiscount,
    ModifierChoice,
    Note,
    PriceOverride,
    Quantity,
    Seat,
)
from .reason import ReasonNote


class LinePatch(Schema):
    """What changes of a line; null clears a note, the seat, the course, the discount, or the
    overridden price. The quantity goes up only: what was not made is voided. Paid modifiers taken
    off and a lower open price need a `reason_id` for voids.
    """

    quantity: Quantity | None = None
    modifiers: list[ModifierChoice] | None = Field(default=None, max_length=50)
    note: Note | None = None
    kitchen_note: Note | None = None
    seat: Seat | None = None
    course: CourseNumber | None = None
    price: Price | None = None
    price_override: PriceOverride | None = None
    discount: LineDiscount | None = None
    reason_id: Id | None = None
    base_version: BaseVersion
    approval: Approval | None = None


class LineChange(LinePatch):
    """Input of order.change_line."""

    order_id: UUID
    line_id: UUID


class LineCompBody(Schema):
    """Why a line that was made is given away."""

    reason_id: Id
    note: ReasonNote | None = None
    base_version: BaseVersion
    approval: Approval | None = None


class LineComp(LineCompBody):
    """Input of order.comp_line."""

    order_id: UUID
    line_id: UUID


class LineVoidBody(LineCompBody):
    """What was not made after all; without `quantity` the whole line."""

    quantity: Quantity | None = None


class LineVoid(LineVoidBody):
    """Input of order.void_line."""

    order_id: UUID
    line_id: UUID
