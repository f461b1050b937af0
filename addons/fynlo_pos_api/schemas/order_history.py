"""What happened to an order."""

from typing import Any
from uuid import UUID

from .common import Page, Schema, Time


class OrderHistoryPage(Page):
    """Which page of an order's history."""


class OrderHistoryFilter(OrderHistoryPage):
    """Input of order.history."""

    order_id: UUID


class HistoryEmployee(Schema):
    """Who it was."""

    id: int
    name: str


class HistoryDevice(Schema):
    """On which device."""

    id: int
    name: str


class HistoryItem(Schema):
    """Something that happened: when, what, who, who approved, on which device."""

    version: int
    at: Time
    event: str
    summary: str
    employee: HistoryEmployee | None
    approved_by: HistoryEmployee | None
    device: HistoryDevice | None

    @classmethod
    def from_record(cls, record: Any, summary: str) -> "HistoryItem":
        """From a fynlo.event and its summary in words."""
        return cls(
            version=record.version,
            at=record.occurred_at,
            event=record.name,
            summary=summary,
            employee=_employee(record.employee_id),
            approved_by=_employee(record.approver_id),
            device=_device(record.device_id),
        )


class OrderHistory(Schema):
    """A page of an order's history, what happened first at first."""

    items: list[HistoryItem]
    next_cursor: str | None


def _employee(record: Any) -> HistoryEmployee | None:
    return HistoryEmployee(id=record.id, name=record.name) if record else None


def _device(record: Any) -> HistoryDevice | None:
    return HistoryDevice(id=record.id, name=record.name) if record else None
