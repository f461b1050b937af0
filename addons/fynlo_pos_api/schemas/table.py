"""Floors and their tables, as the floor plan of the till shows them."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from ..domain.table_state import TableState
from .common import BaseVersion, Id, Money, Schema, Time, TimeSent, uuid_of
from .session import Named

Covers = Annotated[int, Field(ge=0, le=1000)]
TableNumber = Annotated[int, Field(ge=0, le=99_999)]
Seats = Annotated[int, Field(ge=0, le=1000)]
# Pixels of the floor plan, as Odoo's own till counts them.
Pixels = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
FloorName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
Sequence = Annotated[int, Field(ge=0, le=10_000)]
Color = Annotated[str, Field(max_length=40, examples=["rgb(53,211,116)"])]


class Shape(StrEnum):
    """The shape of a table on the floor plan."""

    SQUARE = "square"
    ROUND = "round"


class Reservation(Schema):
    """Who comes, and when."""

    name: str = Field(min_length=1, max_length=200, pattern=r"\S")
    at: TimeSent


class ReservationShown(Schema):
    """A reservation that is still to come, or that is late."""

    name: str
    at: Time


class TableOrder(Schema):
    """An open order of a table."""

    id: UUID
    number: str
    total: Money
    due: Money
    covers: int
    opened_at: Time

    @classmethod
    def from_record(cls, order: Any) -> "TableOrder":
        """From a pos.order."""
        currency = order.currency_id
        due = max(order.amount_total - order.amount_paid, 0)
        return cls(
            id=uuid_of(order),
            number=order.tracking_number or "",
            total=Money.of(order.amount_total, currency),
            due=Money.of(due, currency),
            covers=order.customer_count,
            opened_at=order.create_date,
        )


class Table(Schema):
    """A table and what goes on at it.

    `state` counts the orders of every till, `orders` are those that the caller may read. Tables
    that were put together share the state, the waiter, and the covers of the main table;
    `merged_into` names it, and it names them in `merged_with`.
    """

    id: int
    version: int
    floor_id: int
    number: int
    name: str
    seats: int
    x: float
    y: float
    width: float
    height: float
    shape: Shape
    color: str | None
    state: TableState
    since: Time | None
    waiter: Named | None
    covers: int
    orders: list[TableOrder]
    blocked: bool
    reservation: ReservationShown | None
    merged_into: int | None
    merged_with: list[int]


class Floor(Schema):
    """A room of the restaurant with its tables."""

    id: int
    version: int
    name: str
    sequence: int
    color: str | None
    till_ids: list[int]
    tables: list[Table]


class Floors(Schema):
    """Floors; there are few, so there is one page."""

    items: list[Floor]
    next_cursor: str | None = None


class FloorCreate(Schema):
    """A new floor. Without `till_ids` it is on the caller's till, or on all of the company."""

    name: FloorName
    sequence: Sequence = 1
    color: Color | None = None
    till_ids: list[Id] | None = Field(default=None, min_length=1, max_length=100)


class FloorPatchBody(Schema):
    """What is to change of a floor."""

    name: FloorName | None = None
    sequence: Sequence | None = None
    color: Color | None = None
    base_version: BaseVersion


class FloorPatch(FloorPatchBody):
    """Input of floor.change."""

    floor_id: Id


class FloorRemove(Schema):
    """Input of floor.archive."""

    floor_id: Id
    base_version: BaseVersion


class TableCreate(Schema):
    """A new table. `number` is on the floor once; `x` and `y` are those of its middle."""

    floor_id: Id
    number: TableNumber
    seats: Seats = 2
    x: Pixels = 100
    y: Pixels = 100
    width: Pixels = 100
    height: Pixels = 100
    shape: Shape = Shape.SQUARE
    color: Color | None = None


class TablePatchBody(Schema):
    """What is to change of a table. From `number` on it is the floor plan, a manager's.

    Null takes the waiter, the covers, the reservation or the colour away.
    """

    waiter_id: Id | None = None
    covers: Covers | None = None
    blocked: bool | None = None
    reservation: Reservation | None = None
    number: TableNumber | None = None
    seats: Seats | None = None
    x: Pixels | None = None
    y: Pixels | None = None
    width: Pixels | None = None
    height: Pixels | None = None
    shape: Shape | None = None
    color: Color | None = None
    base_version: BaseVersion


class TablePatch(TablePatchBody):
    """Input of table.change."""

    table_id: Id


class TableActionBody(Schema):
    """What was seen of the table."""

    base_version: BaseVersion


class TableAction(TableActionBody):
    """Input of what is done to a table without more to say."""

    table_id: Id


class TableSeatBody(Schema):
    """Who sits down, and who looks after them: without `waiter_id` it is the caller."""

    covers: Covers | None = None
    waiter_id: Id | None = None
    base_version: BaseVersion


class TableSeat(TableSeatBody):
    """Input of table.seat."""

    table_id: Id


class TableMergeBody(Schema):
    """Which tables are put to this one."""

    table_ids: list[Id] = Field(min_length=1, max_length=50)
    base_version: BaseVersion


class TableMerge(TableMergeBody):
    """Input of table.merge."""

    table_id: Id
