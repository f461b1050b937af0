"""Service requests: who wants what at which table."""

from typing import Any
from uuid import UUID

from odoo.addons.fynlo_pos_api.schemas.common import (
    BaseVersion,
    Id,
    Page,
    Schema,
    Time,
    uuid_of,
)
from odoo.addons.fynlo_pos_api.schemas.session import Named

from ..domain.service_request import RequestKind, RequestState


class ServiceRequestCreate(Schema):
    """What is wanted. Staff name the table; a guest need not: it is that of the guest's order."""

    kind: RequestKind
    table_id: Id | None = None


class ServiceRequestActionBody(Schema):
    """What was seen of the request."""

    base_version: BaseVersion


class ServiceRequestAction(ServiceRequestActionBody):
    """Input of what is done about a request."""

    request_id: UUID


class ServiceRequestFilter(Page):
    """Which requests; without `state` those that are not done."""

    state: RequestState | None = None
    table_id: Id | None = None


class TableOfRequest(Named):
    """Where somebody waits: the table's name, and what it is made of."""

    number: int
    floor: str


class ServiceRequest(Schema):
    """A request; who took it and who did it are for staff only.

    `taken_by_user` is the Odoo user who took it, where that is no employee.
    """

    id: UUID
    version: int
    kind: RequestKind
    state: RequestState
    table: TableOfRequest
    order_id: UUID | None
    till_id: int
    by_guest: bool
    asked_at: Time
    taken_at: Time | None
    taken_by: Named | None
    taken_by_user: Named | None
    closed_at: Time | None
    closed_by: Named | None

    @classmethod
    def from_record(cls, request: Any, *, for_guest: bool = False) -> "ServiceRequest":
        """From a fynlo.service.request.

        :param for_guest: names no employee and no order: another one may be at the table
        """
        order = None if for_guest else request.order_id
        return cls(
            id=UUID(request.uuid),
            version=request.fynlo_version,
            kind=RequestKind(request.kind),
            state=RequestState(request.state),
            table=_table(request.table_id),
            order_id=uuid_of(order) if order else None,
            till_id=request.config_id.id,
            by_guest=request.by_guest,
            asked_at=request.asked_at,
            taken_at=request.taken_at or None,
            taken_by=None if for_guest else _named(request.taken_by_id),
            taken_by_user=None if for_guest else _named(request.taken_by_user_id),
            closed_at=request.closed_at or None,
            closed_by=None if for_guest else _named(request.closed_by_id),
        )


class ServiceRequestList(Schema):
    """A page of requests, what was asked for first at first."""

    items: list[ServiceRequest]
    next_cursor: str | None


class ServiceRequestBoard(Schema):
    """What waits, for a screen that counts the seconds by the server's clock."""

    now: Time
    items: list[ServiceRequest]


def _named(person: Any) -> Named | None:
    return Named(id=person.id, name=person.name) if person else None


def _table(table: Any) -> TableOfRequest:
    return TableOfRequest(
        id=table.id,
        name=table.display_name,
        number=table.table_number,
        floor=table.floor_id.name,
    )
