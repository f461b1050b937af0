"""Orders that are merged, handed over, cancelled, opened again."""

from uuid import UUID

from pydantic import Field

from .common import Approval, BaseVersion, Id, Schema

MAX_MERGED = 50
ReasonNote = Field(default=None, max_length=200)


class MergedOrder(Schema):
    """An order that goes into another one."""

    order_id: UUID
    base_version: BaseVersion


class OrderMerge(Schema):
    """Input of order.merge: the orders that go into `target_id`."""

    target_id: UUID
    orders: list[MergedOrder] = Field(min_length=1, max_length=MAX_MERGED)
    base_version: BaseVersion


class TransferBody(Schema):
    """Where the order goes: to another table, to another employee, or both."""

    table_id: Id | None = None
    employee_id: Id | None = None
    base_version: BaseVersion


class OrderTransfer(TransferBody):
    """Input of order.transfer."""

    order_id: UUID


class CancelBody(Schema):
    """Why an order that is open and not paid comes to nothing."""

    reason_id: Id
    note: str | None = ReasonNote
    base_version: BaseVersion
    approval: Approval | None = None


class OrderCancel(CancelBody):
    """Input of order.cancel."""

    order_id: UUID


class ReopenBody(Schema):
    """Why an order that was paid or cancelled is open again."""

    reason_id: Id
    note: str | None = ReasonNote
    base_version: BaseVersion
    approval: Approval | None = None


class OrderReopen(ReopenBody):
    """Input of order.reopen."""

    order_id: UUID
