"""What changes of an order, its lines aside."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from .common import BaseVersion, Id, Schema, TimeSent
from .order import OrderType
from .order_line import Note


class OrderPatch(Schema):
    """What changes of an open order; null clears all but the order type.

    `promised_at` is when the guest gets it. Another order type may have other taxes: every line
    is priced again.
    """

    order_type: OrderType | None = None
    promised_at: TimeSent | None = None
    table_id: Id | None = None
    covers: Annotated[int | None, Field(ge=0, le=1000)] = None
    customer_id: Id | None = None
    note: Note | None = None
    kitchen_note: Note | None = None
    base_version: BaseVersion


class OrderChange(OrderPatch):
    """Input of order.change."""

    order_id: UUID
