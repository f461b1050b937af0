from odoo import fields, models


class PosPayment(models.Model):
    _inherit = "pos.payment"

    _fynlo_taken = models.Index("(company_id, payment_date)")

    # A payment that is cancelled stays as it was, and a second one with the opposite amount takes
    # it back: the list of payments only ever grows.
    fynlo_reverses_id = fields.Many2one(
        "pos.payment", "Cancels", readonly=True, copy=False, ondelete="cascade"
    )
    fynlo_tip = fields.Monetary(
        "Tip", readonly=True, help="How much of the amount is a tip; it belongs to the staff."
    )
    fynlo_tip_line_id = fields.Many2one(
        "pos.order.line", "Tip line", readonly=True, copy=False, ondelete="set null"
    )

    _fynlo_reversed_once = models.UniqueIndex(
        "(fynlo_reverses_id) WHERE fynlo_reverses_id IS NOT NULL",
        "This payment was cancelled already.",
    )
