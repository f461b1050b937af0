from collections import defaultdict
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from odoo import models

from odoo.addons.fynlo_pos_api.services.run import RUN, Run

from ..domain.delta import Delta, DeltaKind, deltas, take_off
from ..domain.ticket_state import OPEN, TO_MAKE, WAITING, LineState, TicketState
from ..models.pos_order import SHOWN
from ..schemas.line_text import LineText
from .records import _now
from .routing import is_cancelled, is_made
from .writing import Row

# The run's note of what was written: ids of lines and of tickets, and orders as they were.
_NOTE, _LINES, _ORDERS, _TICKETS = "kitchen", "lines", "orders", "tickets"


class FynloKitchenChanges(models.AbstractModel):
    """Tells the stations what becomes of dishes that were sent to them.

    Orders and their lines report what is written (models/pos_order_line). What counts is the
    difference at the end of the command: a line that moves to another order says nothing, one that
    is voided says so. So no command on orders knows of the kitchen.
    """

    _name = "fynlo.kitchen.changes"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Changes of what the kitchen makes"

    # === REPORTS === #

    def _note_lines(self, lines: Any) -> None:
        """Note lines (pos.order.line) that were written, where the kitchen has them."""
        if not isinstance(self.env.context.get(RUN), Run):
            return
        # sudo: only whether it was sent is read, of lines that the command writes
        sent = lines.sudo().filtered("fynlo_sent_number")
        if sent:
            self._noted(_LINES).update(dict.fromkeys(sent.ids))

    def _shown(self, orders: Any) -> dict[int, dict[str, Any]]:
        """What tickets show of orders that the kitchen has, by the orders' ids."""
        if not isinstance(self.env.context.get(RUN), Run):
            return {}
        # sudo: as in _note_lines
        sent = orders.sudo().filtered("fynlo_send_number")
        return {order.id: shown_of(order) for order in sent}

    def _note_orders(self, orders: Any, before: dict[int, dict[str, Any]]) -> None:
        """Note orders that were written, as they were before their first change."""
        if before:
            self._noted(_ORDERS).update({**before, **self._noted(_ORDERS)})

    def _touch(self, tickets: Any) -> None:
        """Note tickets whose lines another service moved."""
        if tickets:
            self._noted(_TICKETS).update(dict.fromkeys(tickets.ids))

    def _noted(self, name: str) -> dict[int, Any]:
        run = self._run
        if _NOTE not in run.notes:
            run.notes[_NOTE] = defaultdict(dict)
            run.endings.append(self._settle)
        noted: dict[int, Any] = run.notes[_NOTE][name]
        return noted

    # === AT THE END OF THE COMMAND === #

    def _settle(self, data: BaseModel) -> None:
        """Tell the stations of what the command changed.

        :param data: the command's input, which does not matter here
        """
        noted = self._run.notes.pop(_NOTE)
        touched: dict[Any, dict[str, Any]] = defaultdict(dict)
        for ticket in self._tickets().browse(noted[_TICKETS]):
            touched[ticket]["moved"] = True
        lines = self._order_lines().browse(noted[_LINES]).exists()
        for order, own in lines.grouped("order_id").items():
            self._take_turn(order)
            for ticket in self._settle_lines(order, own):
                touched[ticket]["lines"] = True
            self.env["fynlo.kitchen.web_till"]._note_sent(order)
        for order_id, before in noted[_ORDERS].items():
            self._settle_order(self._orders().browse(order_id), before, touched)
        for ticket in sorted(touched, key=lambda item: item.id):
            self._tell(ticket, "ticket_changed", **touched[ticket])
        self.env["fynlo.kitchen.progress"]._finished(lines.order_id)

    def _order_lines(self) -> Any:
        # sudo: lines of orders that the command itself has changed
        return self.env["pos.order.line"].sudo()

    # === AN ORDER === #

    def _settle_order(
        self, order: Any, before: dict[str, Any], touched: dict[Any, dict[str, Any]]
    ) -> None:
        """Let the order's tickets show what they show of it as it is now."""
        now = shown_of(order)
        changed = sorted(name for name in SHOWN if now[name] != before[name])
        shown = {*OPEN, TicketState.HELD}
        for ticket in order.fynlo_ticket_ids.filtered(lambda item: item.state in shown):
            if not changed:
                continue
            if "table_id" in changed and not ticket.moved_from:
                ticket.moved_from = self._table_name(before["table_id"])
            touched[ticket]["changed"] = changed

    def _table_name(self, table_id: int | None) -> str | None:
        # sudo: where the order that is moved was
        return self.env["restaurant.table"].sudo().browse(table_id).display_name or None

    # === ITS LINES === #

    def _settle_lines(self, order: Any, lines: Any) -> Any:
        """Write the deltas of an order's lines.

        :return: the tickets that they are on
        """
        tickets = self._tickets()
        found = []
        routes: dict[Any, Any] = {}
        for line in lines:
            known, changed = self._known(line)
            if "modifiers" in changed:
                routes = routes or self.env["fynlo.kitchen.routing"]._stations_of(order, lines)
            stations = routes.get(line) if "modifiers" in changed else None
            wanted = set(stations.ids) if stations is not None else set(known)
            quantity = Decimal(str(line.qty)) if _is_left(line) else Decimal(0)
            for delta in deltas(known, wanted, quantity, changed=bool(changed)):
                found.append((line, delta, changed))
            tickets |= self._rewrite(line, changed)
            tickets |= self.env["fynlo.kitchen.recoursing"]._follow(order, line)
        # What is more or less comes in a send of its own, before what is made otherwise: the
        # database takes one of each line and station in a send.
        for is_change in (False, True):
            of_send = [item for item in found if (item[1].kind is DeltaKind.CHANGED) == is_change]
            if of_send:
                tickets |= self._write_deltas(order, of_send)
        self._close_empty(tickets)
        return tickets

    def _known(self, line: Any) -> tuple[dict[int, Decimal], dict[str, Any]]:
        """How many each station knows of, and what of the line is otherwise than they know."""
        known: dict[int, Decimal] = defaultdict(Decimal)
        rows = line.fynlo_ticket_line_ids
        for row in rows.filtered(lambda item: item.kind == DeltaKind.ADDED):
            known[row.station_id.id] += _left(row)
        if not rows:
            return known, {}
        then = LineText.model_validate(rows.sorted("id")[-1].text or {})
        return known, LineText.from_record(line).changed_since(then)

    def _rewrite(self, line: Any, changed: dict[str, Any]) -> Any:
        """Let a line's rows that are not done say how it is made now.

        :return: their tickets, where something changed
        """
        open_rows = line.fynlo_ticket_line_ids.filtered(lambda row: row.state in WAITING)
        if not changed:
            return open_rows.ticket_id.browse()
        open_rows.write({"text": LineText.from_record(line).model_dump()})
        return open_rows.ticket_id

    def _write_deltas(self, order: Any, found: list[tuple[Any, Delta, dict[str, Any]]]) -> Any:
        """Write one send of deltas, each where its cook sees it."""
        number = self._next_number(order)
        tickets = self._tickets()
        new = []
        for line, delta, changed in found:
            rows = line.fynlo_ticket_line_ids.filtered(
                lambda row, station=delta.station_id: row.station_id.id == station
            )
            station = self._known_station(delta.station_id)
            row = Row(line, station, delta.quantity, delta.kind, changed or None)
            ticket = self._writing()._open_ticket(rows)
            if delta.kind is DeltaKind.VOIDED:
                self._void(rows, delta.quantity)
                # Nobody works on it any more: noted where it was made.
                ticket = ticket or rows.ticket_id.sorted("id")[-1:]
            elif delta.kind is DeltaKind.CHANGED and set(changed) == {"comped"}:
                # It is made all the same: no work for a station that is done with it.
                ticket = ticket or rows.ticket_id.sorted("id")[-1:]
            if ticket:
                self._writing()._put(ticket, [row], number)
                tickets |= ticket
            else:
                new.append(row)
        held = {row.course for row in new if _waits(row.line)}
        self._writing()._put_on_tickets(order, new, number, held)
        return tickets

    def _void(self, rows: Any, quantity: Decimal) -> None:
        """Take so many off a line's rows at a station: what is not begun with first."""
        added = rows.filtered(lambda row: row.kind == DeltaKind.ADDED)
        ordered = added.sorted(lambda row: (_work_done(row), -row.id))
        taken = take_off({row.id: _left(row) for row in ordered}, quantity)
        for row in ordered.filtered(lambda item: item.id in taken):
            row.voided_quantity = round(row.voided_quantity + float(taken[row.id]), 3)
            if not _left(row) and row.state in WAITING:
                row.state = str(LineState.VOIDED)

    def _void_deleted(self, order: Any) -> None:
        """Tell the stations of dishes whose lines were deleted: no command does that, Odoo may."""
        rows = self._ticket_lines().search(
            [
                ("ticket_id.order_id", "=", order.id),
                ("order_line_id", "=", False),
                ("kind", "=", str(DeltaKind.ADDED)),
            ]
        )
        rows = rows.filtered(_left)
        if not rows:
            return
        number = self._next_number(order)
        for row in rows:
            self._writing()._put_void(row, number)
            self._void(row, _left(row))
        self._close_empty(rows.ticket_id)
        self._touch(rows.ticket_id)

    def _close_empty(self, tickets: Any) -> None:
        """A ticket on hold of which nothing is left comes to nothing: no cook has seen it."""
        for ticket in tickets.filtered(lambda item: item.state == TicketState.HELD):
            left = ticket.line_ids.filtered(
                lambda row: row.kind == DeltaKind.ADDED and row.state in WAITING
            )
            if not left:
                ticket.write(
                    {"state": str(TicketState.VOIDED), "undo": False, "changed_at": _now()}
                )

    def _known_station(self, station_id: int) -> Any:
        # sudo: a station that the order's lines were sent or are routed to
        return self.env["fynlo.kitchen.station"].sudo().browse(station_id)

    def _writing(self) -> Any:
        return self.env["fynlo.kitchen.writing"]


def shown_of(order: Any) -> dict[str, Any]:
    """What tickets show of an order (pos.order), by field; of a record its id."""
    shown = {name: order[name] for name in sorted(SHOWN)}
    return {
        name: value.id or None if isinstance(value, models.BaseModel) else value
        for name, value in shown.items()
    }


def _left(row: Any) -> Decimal:
    return Decimal(str(round(row.quantity - row.voided_quantity, 3)))


def _waits(line: Any) -> bool:
    """Whether the line is on hold where it is made already, as is then what joins it."""
    return LineState.HELD in line.fynlo_ticket_line_ids.mapped("state")


def _work_done(row: Any) -> int:
    """How far the work on a row is, to take off first what is not begun with."""
    if row.state in TO_MAKE:
        return 1 + (row.state == LineState.STARTED)
    return 0 if row.state in WAITING else 3


def _is_left(line: Any) -> bool:
    return is_made(line) and not is_cancelled(line.order_id)
