from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from odoo import models

from ..const import StationKind
from ..domain.delta import DeltaKind
from ..domain.ticket_state import OPEN, LineState, TicketState
from ..schemas.line_text import LineText, kitchen_name
from .records import _now


@dataclass(frozen=True, slots=True)
class Row:
    """What a station is told of a line of an order."""

    line: Any
    station: Any
    quantity: float | Decimal
    kind: DeltaKind = DeltaKind.ADDED
    before: dict[str, Any] | None = None

    @property
    def course(self) -> int:
        """The number of the line's course; 0: none."""
        return self.line.course_id.index or 0


class FynloKitchenWriting(models.AbstractModel):
    """Writes tickets and their lines."""

    _name = "fynlo.kitchen.writing"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Writes kitchen tickets"

    def _put_on_tickets(
        self, order: Any, rows: Sequence[Row], number: int, held: Collection[int] = ()
    ) -> Any:
        """Write what is sent as tickets, one for each station and course.

        :param number: of the send
        :param held: the courses that wait; what is added to one that waits goes on its ticket
        :return: the tickets
        """
        groups: dict[tuple[Any, int], list[Row]] = defaultdict(list)
        for row in rows:
            groups[row.station, row.course].append(row)
        tickets = self._tickets()
        for (station, course), own in groups.items():
            waits = course in held
            ticket = self._held(order, station, course) if waits else tickets.browse()
            is_new = not ticket
            ticket = ticket or self._make(order, station, course, number, waits=waits)
            self._put(ticket, own, number)
            self._tell(ticket, "ticket_created" if is_new else "ticket_changed", first=is_new)
            tickets |= ticket
        return tickets

    def _held(self, order: Any, station: Any, course: int) -> Any:
        domain = [
            ("order_id", "=", order.id),
            ("station_id", "=", station.id),
            ("course", "=", course),
            ("state", "=", str(TicketState.HELD)),
        ]
        return self._tickets().search(domain, limit=1)

    def _make(self, order: Any, station: Any, course: int, number: int, *, waits: bool) -> Any:
        values = {
            "order_id": order.id,
            "station_id": station.id,
            "company_id": order.company_id.id,
            "config_id": order.config_id.id,
            "send_number": number,
            "course": course,
            "fynlo_version": 1,
        }
        values |= {"state": str(TicketState.HELD)} if waits else released(station)
        return self._tickets().create(values)

    def _put(self, ticket: Any, rows: Sequence[Row], number: int) -> Any:
        """Put lines on a ticket, in the state that follows from the ticket's."""
        return self._ticket_lines().create(
            [_values(ticket, row, number, _state_of(ticket, row.kind)) for row in rows]
        )

    def _put_void(self, row: Any, number: int) -> None:
        """Put beside a ticket's line that what is left of it is not to be made.

        :param row: of a line that the order no longer has, so that nothing else says what it was
        """
        state, now = _state_of(row.ticket_id, DeltaKind.VOIDED), _now()
        row.copy(
            {
                "kind": str(DeltaKind.VOIDED),
                "state": str(state),
                "send_number": number,
                "quantity": round(row.quantity - row.voided_quantity, 3),
                "voided_quantity": 0.0,
                "check_text": False,
                "is_checked": False,
                "sent_at": now if state is LineState.NEW else False,
                "started_at": False,
                "done_at": now if state is LineState.DONE else False,
                "work_seconds": 0,
            }
        )

    def _release(self, ticket: Any) -> None:
        """Let the station work on a ticket that was on hold."""
        values = released(ticket.station_id)
        ticket.write({**values, "undo": False})
        waiting = ticket.line_ids.filtered(lambda line: line.state == LineState.HELD)
        waiting.write({"state": str(LineState.NEW), "sent_at": values["sent_at"]})
        self._tell(ticket, "ticket_changed", fired=True)

    def _open_ticket(self, lines: Any) -> Any:
        """The latest ticket of ticket lines that is on the screen or on hold."""
        shown = {*OPEN, TicketState.HELD}
        return lines.ticket_id.filtered(lambda ticket: ticket.state in shown).sorted("id")[-1:]


def released(station: Any) -> dict[str, Any]:
    """Values of a ticket that the station may work on from now."""
    now = _now()
    return {
        "state": str(TicketState.NEW),
        "sent_at": now,
        "late_at": now + timedelta(seconds=station.late_seconds),
    }


def _state_of(ticket: Any, kind: DeltaKind) -> LineState:
    """The state of a new line of a ticket."""
    if ticket.state == TicketState.HELD:
        # No cook has seen what it changes.
        return LineState.HELD if kind is DeltaKind.ADDED else LineState.VOIDED
    return LineState.DONE if ticket.state == TicketState.COMPLETED else LineState.NEW


def _values(ticket: Any, row: Row, number: int, state: LineState) -> dict[str, Any]:
    line, product = row.line, row.line.product_id
    # A change is told with its dish, which has the check already.
    has_check = row.kind is DeltaKind.ADDED and row.station.kind == StationKind.PREPARATION
    now = _now()
    return {
        "ticket_id": ticket.id,
        "order_line_id": line.id,
        "station_id": row.station.id,
        "send_number": number,
        "kind": str(row.kind),
        "state": str(state),
        "quantity": float(row.quantity),
        "product_id": product.id,
        "name": kitchen_name(line),
        "text": LineText.from_record(line).model_dump(),
        "before": row.before or False,
        "check_text": (has_check and product.fynlo_kitchen_check) or False,
        "sent_at": now if state is LineState.NEW else False,
        "done_at": now if state is LineState.DONE else False,
    }
