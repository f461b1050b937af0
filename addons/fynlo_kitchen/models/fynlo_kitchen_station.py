from typing import Any

from odoo import fields, models

from ..const import StationKind


class FynloKitchenStation(models.Model):
    """A place in the kitchen with a screen of its own: grill, cold, bar, expo."""

    _name = "fynlo.kitchen.station"
    _inherit = ["fynlo.versioned"]
    _description = "Kitchen station"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            (str(StationKind.PREPARATION), "Preparation"),
            (str(StationKind.EXPO), "Expo"),
        ],
        required=True,
        default=str(StationKind.PREPARATION),
        help="An expo station sees the dishes of the others, and hands them out.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    till_ids = fields.Many2many(
        "pos.config", string="Tills", check_company=True, help="Whose orders it makes; empty: all."
    )
    warn_seconds = fields.Integer(
        "Warn after", required=True, default=480, help="Seconds from which a ticket is shown amber."
    )
    late_seconds = fields.Integer(
        "Late after", required=True, default=720, help="Seconds from which a ticket is late."
    )
    places = fields.Integer(
        "Dishes at once",
        required=True,
        default=4,
        help="How many dishes it works on at the same time; the estimated times go by it.",
    )
    cooks = fields.Boolean(
        "Starting means cooking",
        help="An order is shown to its guest as cooking once a ticket was started here.",
    )
    device_ids = fields.One2many("fynlo.device", "station_id", "Screens", readonly=True)
    route_ids = fields.One2many("fynlo.kitchen.route", "station_id", "Routes")

    _thresholds = models.Constraint(
        "CHECK (0 < warn_seconds AND warn_seconds <= late_seconds AND late_seconds <= 86400)",
        "A ticket is late after it was warned of, and within a day.",
    )
    _places = models.Constraint(
        "CHECK (places BETWEEN 1 AND 100)", "A station works on 1 to 100 dishes at once."
    )

    def _fynlo_serves(self, till: Any) -> Any:
        """Those of the stations that make the orders of a till (pos.config)."""
        return self.filtered(lambda station: not station.till_ids or till in station.till_ids)
