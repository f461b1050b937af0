from collections.abc import Sequence
from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.domain.division import divide
from odoo.addons.fynlo_pos_api.services.order_parts import Part

_PARTS_OF_ONE = 1000


class FynloOrderParts(models.AbstractModel):
    _inherit = "fynlo.order.parts"

    def _open_beside(self, order: Any, uuid: Any, covers: int) -> Any:
        """An order that is split off counts its sends on from the other one's."""
        made = super()._open_beside(order, uuid, covers)
        made.fynlo_send_number = order.fynlo_send_number
        return made

    def _share_out(self, line: Any, parts: Sequence[Part], weights: list[int]) -> list[Any]:
        """Share out what the kitchen knows of a line as the line is: nothing is made anew."""
        made = super()._share_out(line, parts, weights)
        if line.fynlo_sent_number:
            rows = line.fynlo_ticket_line_ids
            for row in rows:
                divide_row(row, made, weights)
            self.env["fynlo.kitchen.changes"]._touch(rows.ticket_id)
            for copy in made[1:]:
                copy.fynlo_sent_number = line.fynlo_sent_number
        return made


class FynloOrderMerge(models.AbstractModel):
    _inherit = "fynlo.order.merge"

    def _take_in(self, target: Any, other: Any) -> Any:
        """The tickets go with the lines, and say where their guests sat."""
        place = other.table_id.display_name
        taken = super()._take_in(target, other)
        number = max(target.fynlo_send_number, other.fynlo_send_number)
        target.fynlo_send_number = number
        tickets = other.fynlo_ticket_ids
        tickets.write({"order_id": target.id})
        if other.table_id != target.table_id:
            tickets.filtered(lambda item: not item.moved_from).write({"moved_from": place})
        self.env["fynlo.kitchen.changes"]._touch(tickets)
        return taken


def divide_row(row: Any, lines: Sequence[Any], weights: list[int]) -> None:
    """Divide a ticket's line over the lines that its line became; the first has what is voided."""
    left = round((row.quantity - row.voided_quantity) * _PARTS_OF_ONE)
    own, *others = (share / _PARTS_OF_ONE for share in divide(left, weights))
    row.quantity = round(own + row.voided_quantity, 3)
    for line, quantity in zip(lines[1:], others, strict=True):
        row.copy(
            {
                "order_line_id": line.id,
                "quantity": quantity,
                "voided_quantity": 0.0,
                "ticket_id": row.ticket_id.id,
            }
        )
