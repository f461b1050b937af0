from typing import Any

from odoo import fields, models

# What a station is told of a line.
TOLD = frozenset(
    {
        "attribute_value_ids",
        "course_id",
        "custom_attribute_value_ids",
        "customer_note",
        "fynlo_comped",
        "fynlo_seat",
        "note",
        "order_id",
        "qty",
    }
)


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # The send in which it went to the kitchen; 0: it did not yet.
    fynlo_sent_number = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS)
    fynlo_ticket_line_ids = fields.One2many(
        "fynlo.kitchen.ticket.line", "order_line_id", readonly=True, groups=fields.NO_ACCESS
    )

    def write(self, vals: dict[str, Any]) -> Any:
        """Write, and tell the stations at the end of the command what is otherwise."""
        written = super().write(vals)
        if not TOLD.isdisjoint(vals):
            self.env["fynlo.kitchen.changes"]._note_lines(self)
        return written

    def unlink(self) -> Any:
        """Delete, and tell the stations that nothing is to be made of it any more."""
        till = self.env["fynlo.kitchen.web_till"]
        orders = till._orders_with(self)
        deleted = super().unlink()
        till._deleted(orders)
        return deleted
