from typing import Any

from odoo import models

from ..domain.ticket_state import LineState
from .records import _now


class FynloKitchenRecoursing(models.AbstractModel):
    """A dish that waits for its course goes along when it is moved to another one."""

    _name = "fynlo.kitchen.recoursing"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Moves dishes between courses"

    def _follow(self, order: Any, line: Any) -> Any:
        """Put what waits of a line (pos.order.line) on tickets of the course that it has now.

        Where that was fired, or it has none any more, it is made at once.

        :return: the tickets that it left
        """
        course = line.course_id
        number = course.index or 0
        rows = line.fynlo_ticket_line_ids.filtered(
            lambda row: row.state == LineState.HELD and row.ticket_id.course != number
        )
        left = rows.ticket_id
        for row in rows:
            self._move(order, row, number, waits=bool(number) and not course.fired)
        return left

    def _move(self, order: Any, row: Any, number: int, *, waits: bool) -> None:
        writing, station = self.env["fynlo.kitchen.writing"], row.station_id
        ticket = self._tickets().browse()
        if waits:
            ticket = writing._held(order, station, number)
        is_new = not ticket
        if is_new:
            ticket = writing._make(order, station, number, row.send_number, waits=waits)
        values: dict[str, Any] = {"ticket_id": ticket.id}
        if not waits:
            values |= {"state": str(LineState.NEW), "sent_at": _now()}
        row.write(values)
        self._tell(ticket, "ticket_created" if is_new else "ticket_changed", first=is_new)
