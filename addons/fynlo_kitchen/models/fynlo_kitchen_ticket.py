from typing import Any
from uuid import uuid4

from odoo import api, fields, models

from ..domain.ticket_state import OPEN, TicketState

_LABELS = {
    TicketState.HELD: "On hold",
    TicketState.NEW: "New",
    TicketState.STARTED: "Started",
    TicketState.COMPLETED: "Completed",
    TicketState.RECALLED: "Recalled",
    TicketState.VOIDED: "Voided",
}
_OPEN_SQL = ", ".join(f"'{state}'" for state in sorted(OPEN))


class FynloKitchenTicket(models.Model):
    """What a station has to make of one course of an order; only commands write it."""

    _name = "fynlo.kitchen.ticket"
    _inherit = ["fynlo.versioned"]
    _description = "Kitchen ticket"
    _order = "sent_at desc, id desc"

    uuid = fields.Char(
        "UUID", required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    order_id = fields.Many2one(
        "pos.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    station_id = fields.Many2one(
        "fynlo.kitchen.station", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    config_id = fields.Many2one(
        "pos.config", "Till", required=True, readonly=True, ondelete="restrict"
    )
    send_number = fields.Integer("Send", required=True, readonly=True, aggregator=None)
    course = fields.Integer(readonly=True, aggregator=None, help="0: none.")
    state = fields.Selection(
        [(str(state), label) for state, label in _LABELS.items()],
        required=True,
        readonly=True,
        default=str(TicketState.NEW),
    )
    # Since when the station may work on it: when it was sent, or its course fired.
    sent_at = fields.Datetime("Sent", readonly=True)
    late_at = fields.Datetime("Late from", readonly=True)
    started_at = fields.Datetime("Started", readonly=True)
    completed_at = fields.Datetime("Completed", readonly=True, help="For the first time.")
    changed_at = fields.Datetime("Last worked on", readonly=True)
    recalls = fields.Integer(readonly=True, default=0)
    is_rushed = fields.Boolean("Rush", readonly=True)
    moved_from = fields.Char(readonly=True, help="Where its guests sat before.")
    # What the last action changed, so that it can be undone.
    undo = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    line_ids = fields.One2many("fynlo.kitchen.ticket.line", "ticket_id", "Lines", readonly=True)
    prep_seconds = fields.Integer(
        "Seconds taken", compute="_compute_prep_seconds", store=True, aggregator="avg"
    )

    _uuid = models.UniqueIndex("(uuid)")
    _by_station = models.Index(f"(station_id, sent_at) WHERE state IN ({_OPEN_SQL})")
    _held = models.Index("(company_id) WHERE state = 'held'")
    _by_time = models.Index("(company_id, sent_at)")

    @api.depends("completed_at", "sent_at")
    def _compute_prep_seconds(self) -> None:
        for ticket in self:
            is_done = ticket.completed_at and ticket.sent_at
            taken = (ticket.completed_at - ticket.sent_at).total_seconds() if is_done else 0
            ticket.prep_seconds = round(taken)

    @api.depends("order_id", "station_id")
    def _compute_display_name(self) -> None:
        for ticket in self:
            number = ticket.order_id.tracking_number or ticket.order_id.pos_reference
            ticket.display_name = f"{number} · {ticket.station_id.name}"

    def action_open_order(self) -> dict[str, Any]:
        """Button: the order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "pos.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }
