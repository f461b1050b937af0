from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from odoo import models
from odoo.fields import Domain

from ..schemas.web_till import LineMove
from .changes import _left
from .moves import divide_row


class FynloKitchenWebTillMoves(models.AbstractModel):
    """Dishes that Odoo's own till moves to another order, when it splits or joins checks.

    It makes a new line there, and takes it off here later. What the stations have of the line goes
    along, so that nothing is made anew.
    """

    _name = "fynlo.kitchen.web_till_moves"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Lines that Odoo's own till moves"

    def _take_over(self, order: Any, moves: Sequence[LineMove]) -> None:
        """Let what the stations have of other orders' lines be of an order's own.

        The till tells a move with every save; one that was taken over finds nothing any more.
        """
        for move in moves:
            line = order.lines.filtered(lambda item, uuid=move.line: item.uuid == uuid)
            source = self._source(order, move.source)
            if line and source.fynlo_ticket_line_ids and source.order_id != order:
                self._move(source, line, move.quantity)

    def _source(self, order: Any, uuid: str) -> Any:
        # sudo: a line of the same company, whose user has moved it
        lines = self.env["pos.order.line"].sudo()
        domain = Domain("uuid", "=", uuid) & Domain("company_id", "=", order.company_id.id)
        return lines.search(domain, limit=1)

    def _move(self, source: Any, line: Any, quantity: float) -> None:
        """Move so many of a line; of all of it its rows go as they are."""
        rows, order = source.fynlo_ticket_line_ids, line.order_id
        at_stations, _ = self.env["fynlo.kitchen.changes"]._known(source)
        moved, known = _thousandths(quantity), _thousandths(max(at_stations.values(), default=0))
        if moved >= known:
            self._repoint(rows, line)
        elif line.fynlo_sent_number:
            # The till tells it once more: it is there already.
            return
        else:
            for row in rows.filtered(_left):
                divide_row(row, [source, line], [known - moved, moved])
        line.fynlo_sent_number = line.fynlo_sent_number or source.fynlo_sent_number
        order.fynlo_send_number = max(order.fynlo_send_number, source.order_id.fynlo_send_number)
        self._take_tickets(rows.ticket_id, order)
        self.env["fynlo.kitchen.changes"]._touch(rows.ticket_id)
        self.env["fynlo.kitchen.progress"]._sent(order)

    def _repoint(self, rows: Any, line: Any) -> None:
        """Let rows be those of a line; where it has some, as a send of their own."""
        if line.fynlo_ticket_line_ids:
            order = line.order_id
            order.fynlo_send_number = max(order.fynlo_send_number, *rows.mapped("send_number"))
            for row in rows:
                row.write({"order_line_id": line.id, "send_number": self._next_number(order)})
        else:
            rows.write({"order_line_id": line.id})

    def _take_tickets(self, tickets: Any, order: Any) -> None:
        """Tickets of which another order has nothing any more are the order's."""
        for ticket in tickets:
            left = ticket.line_ids.order_line_id.order_id
            if ticket.order_id in left:
                continue
            place = ticket.order_id.table_id
            values: dict[str, Any] = {"order_id": order.id}
            if place != order.table_id and not ticket.moved_from:
                values["moved_from"] = place.display_name
            ticket.write(values)


def _thousandths(quantity: float | Decimal) -> int:
    return round(quantity * 1000)
