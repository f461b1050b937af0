from odoo import fields, models


class FynloCashCount(models.Model):
    """How many of one coin or note were in the drawer when a session opened, or at its closing."""

    _name = "fynlo.cash.count"
    _description = "Counted coins and notes"
    _order = "session_id, moment desc, value desc"
    _rec_name = "value"

    session_id = fields.Many2one(
        "pos.session", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="session_id.company_id", store=True)
    currency_id = fields.Many2one(related="session_id.currency_id")
    moment = fields.Selection(
        [("opening", "Opening"), ("closing", "Closing")],
        "Counted at the",
        required=True,
        readonly=True,
    )
    value = fields.Monetary("Coin or note", required=True, readonly=True)
    quantity = fields.Integer("How many", required=True, readonly=True)
