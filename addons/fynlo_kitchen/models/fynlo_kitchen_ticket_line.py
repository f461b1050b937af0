from uuid import uuid4

from odoo import fields, models

from ..domain.delta import DeltaKind
from ..domain.ticket_state import LineState

_LABELS = {
    LineState.HELD: "On hold",
    LineState.NEW: "New",
    LineState.STARTED: "Started",
    LineState.DONE: "Done",
    LineState.VOIDED: "Voided",
}


class FynloKitchenTicketLine(models.Model):
    """What a station was told of a line of an order at one send: a dish, or a change of one.

    The database takes each (line, station, send number) once, whoever sends and however often.
    """

    _name = "fynlo.kitchen.ticket.line"
    _description = "Line of a kitchen ticket"
    _order = "id"
    _log_access = False
    _rec_name = "name"

    uuid = fields.Char(
        "UUID", required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    ticket_id = fields.Many2one(
        "fynlo.kitchen.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    order_line_id = fields.Many2one("pos.order.line", readonly=True, ondelete="set null")
    station_id = fields.Many2one(
        "fynlo.kitchen.station", required=True, readonly=True, ondelete="restrict"
    )
    send_number = fields.Integer("Send", required=True, readonly=True, aggregator=None)
    kind = fields.Selection(
        [
            (str(DeltaKind.ADDED), "Added"),
            (str(DeltaKind.CHANGED), "Changed"),
            (str(DeltaKind.VOIDED), "Voided"),
        ],
        required=True,
        readonly=True,
        default=str(DeltaKind.ADDED),
    )
    state = fields.Selection(
        [(str(state), label) for state, label in _LABELS.items()],
        required=True,
        readonly=True,
        default=str(LineState.NEW),
    )
    quantity = fields.Float(digits="Product Unit", readonly=True)
    voided_quantity = fields.Float("Voided", digits="Product Unit", readonly=True)
    product_id = fields.Many2one(
        "product.product", "Dish", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char(required=True, readonly=True)
    # How it is made (schemas/line_text.py), and how it was before a change.
    text = fields.Json(readonly=True)
    before = fields.Json(readonly=True)
    check_text = fields.Char("Check", readonly=True)
    is_checked = fields.Boolean("Checked", readonly=True)
    sent_at = fields.Datetime("Sent", readonly=True)
    started_at = fields.Datetime("Started", readonly=True)
    done_at = fields.Datetime("Done", readonly=True)
    # What the work itself took, without the wait before it: the estimates learn from it.
    work_seconds = fields.Integer("Seconds of work", readonly=True, aggregator="avg")

    _uuid = models.UniqueIndex("(uuid)")
    _once = models.UniqueIndex("(order_line_id, station_id, send_number)")
    _made = models.Index("(product_id, station_id, done_at DESC) WHERE work_seconds > 0")
    _done = models.Index("(station_id, done_at DESC) WHERE done_at IS NOT NULL")
