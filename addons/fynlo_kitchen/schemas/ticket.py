"""Tickets as a station's screen shows them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from odoo.addons.fynlo_pos_api.domain.allergens import Allergen
from odoo.addons.fynlo_pos_api.domain.internal_note import text_of
from odoo.addons.fynlo_pos_api.schemas.allergy import Allergies
from odoo.addons.fynlo_pos_api.schemas.common import Schema, Time, uuid_of
from odoo.addons.fynlo_pos_api.schemas.order import OrderType

from ..domain.ageing import Age, age_of
from ..domain.delta import DeltaKind
from ..domain.ticket_state import OPEN, LineState, TicketState
from .line_text import LineText


class MadeAt(Schema):
    """How far a dish is at a preparation station, for the expo."""

    station_id: int
    name: str
    state: LineState


class TicketLine(Schema):
    """A dish to make, or a change of one that was sent before.

    `quantity` is what is left to make of it; of a line of the kind `voided`, how many are not made.
    `before` has the fields of `text` that a change made otherwise, as they were. `check` has to be
    ticked before the line is done. `stations` is for the expo alone.
    """

    id: UUID
    order_line_id: UUID | None
    product_id: int
    name: str
    kind: DeltaKind
    state: LineState
    quantity: float
    voided_quantity: float
    send_number: int
    text: LineText
    before: dict[str, Any] | None
    allergens: list[Allergen]
    check: str | None
    is_checked: bool
    has_recipe: bool
    stations: list[MadeAt] = []

    @classmethod
    def from_record(cls, line: Any, stations: list[MadeAt]) -> "TicketLine":
        """From a fynlo.kitchen.ticket.line."""
        product = line.product_id
        return cls(
            id=uuid_of(line),
            order_line_id=uuid_of(line.order_line_id) if line.order_line_id else None,
            product_id=product.id,
            name=line.name,
            kind=DeltaKind(line.kind),
            state=LineState(line.state),
            quantity=round(line.quantity - line.voided_quantity, 3),
            voided_quantity=line.voided_quantity,
            send_number=line.send_number,
            text=LineText.model_validate(line.text or {}),
            before=line.before or None,
            allergens=product.fynlo_allergen_ids._codes(),
            check=line.check_text or None,
            is_checked=line.is_checked,
            has_recipe=bool(product.fynlo_recipe or product.product_tmpl_id.fynlo_has_plating),
            stations=stations,
        )


class Ticket(Schema):
    """What a station has to make of one course of an order.

    `age_seconds` counts from `sent_at`: when it was sent, or its course fired. `allergies` are the
    guest's, `allergens` of a line what is in the dish. `moved_from` is where the guests sat before.
    """

    id: UUID
    version: int
    station_id: int
    state: TicketState
    send_number: int
    course: int | None
    order_id: UUID
    number: str
    reference: str
    order_type: OrderType
    table: str | None
    moved_from: str | None
    covers: int
    employee: str | None
    note: str | None
    kitchen_note: str | None
    allergies: Allergies | None
    promised_at: Time | None
    sent_at: Time | None
    started_at: Time | None
    completed_at: Time | None
    changed_at: Time | None
    undo_until: Time | None
    age_seconds: int
    age: Age
    warn_at: Time | None
    late_at: Time | None
    is_rushed: bool
    recalls: int
    lines: list[TicketLine]

    @classmethod
    def from_record(
        cls, ticket: Any, now: datetime, made_at: dict[int, list[MadeAt]] | None = None
    ) -> "Ticket":
        """From a fynlo.kitchen.ticket.

        :param now: UTC, naive
        :param made_at: for the expo: how far each line (its id) is elsewhere
        """
        order, station, made = ticket.order_id, ticket.station_id, made_at or {}
        seconds = _age_seconds(ticket, now)
        warned = station.warn_seconds
        return cls(
            id=uuid_of(ticket),
            version=ticket.fynlo_version,
            station_id=station.id,
            state=TicketState(ticket.state),
            send_number=ticket.send_number,
            course=ticket.course or None,
            **_of_order(order),
            moved_from=ticket.moved_from or None,
            sent_at=ticket.sent_at or None,
            started_at=ticket.started_at or None,
            completed_at=ticket.completed_at or None,
            changed_at=ticket.changed_at or None,
            undo_until=_undo_until(ticket),
            age_seconds=seconds,
            age=age_of(seconds, warned, station.late_seconds),
            warn_at=ticket.sent_at + timedelta(seconds=warned) if ticket.sent_at else None,
            late_at=ticket.late_at or None,
            is_rushed=ticket.is_rushed,
            recalls=ticket.recalls,
            lines=[TicketLine.from_record(line, made.get(line.id, [])) for line in ticket.line_ids],
        )


class Tickets(Schema):
    """A page of tickets, the oldest first; `at` is the server's time."""

    items: list[Ticket]
    at: Time
    next_cursor: str | None = None


def _age_seconds(ticket: Any, now: datetime) -> int:
    """How long it has waited; of one that is not on the screen, how long it took."""
    if not ticket.sent_at:
        return 0
    until = now if ticket.state in OPEN else ticket.completed_at or ticket.changed_at or now
    return max(0, int((until - ticket.sent_at).total_seconds()))


def _undo_until(ticket: Any) -> datetime | None:
    if not ticket.undo:
        return None
    return ticket.changed_at + timedelta(seconds=ticket.company_id.fynlo_undo_seconds)


def _of_order(order: Any) -> dict[str, Any]:
    """What a ticket shows of its pos.order."""
    partner = order.partner_id
    return {
        "order_id": uuid_of(order),
        "number": order.tracking_number or "",
        "reference": order.pos_reference or "",
        "order_type": OrderType(order.fynlo_order_type or OrderType.DINE_IN),
        "table": order.table_id.display_name or None,
        "covers": order.customer_count,
        "employee": order.employee_id.name or order.cashier or None,
        "note": order.general_customer_note or None,
        "kitchen_note": text_of(order.internal_note or None),
        "allergies": Allergies.from_record(partner) if partner else None,
        "promised_at": order.preset_time or None,
    }
