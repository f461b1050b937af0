from uuid import uuid4

from odoo import fields, models

from ..domain.adjustment import CALCULATIONS


class FynloOrderAdjustment(models.Model):
    """A discount on a whole order, or a service charge.

    Its amount stands on derived lines of the order, one for each set of taxes: the service
    fynlo.order.adjustments computes them anew whenever the order changes.
    """

    _name = "fynlo.order.adjustment"
    _description = "Discount or service charge of an order"
    _order = "sequence, id"

    uuid = fields.Char(
        "UUID", required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    order_id = fields.Many2one(
        "pos.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    name = fields.Char("What the receipt says", required=True, readonly=True)
    kind = fields.Selection(
        [("discount", "Discount"), ("service_charge", "Service charge")],
        required=True,
        readonly=True,
    )
    calculation = fields.Selection(
        [(str(item), label) for item, label in CALCULATIONS.items()], required=True, readonly=True
    )
    # In per cent, or in major units of the order's currency.
    value = fields.Float(required=True, readonly=True, digits=0)
    service_charge_id = fields.Many2one(
        "fynlo.service.charge", "Rule", readonly=True, ondelete="restrict"
    )
    reason_id = fields.Many2one("fynlo.reason", readonly=True, ondelete="restrict")
    note = fields.Char(readonly=True)
    employee_id = fields.Many2one("hr.employee", "Given by", readonly=True, ondelete="restrict")
    approver_id = fields.Many2one("hr.employee", "Approved by", readonly=True, ondelete="restrict")
    sequence = fields.Integer(default=10, readonly=True)
    # A charge that the guest did not want stays, so that no rule puts it back.
    removed = fields.Boolean("Taken off", readonly=True)
    line_ids = fields.One2many("pos.order.line", "fynlo_adjustment_id", "Lines", readonly=True)

    _unique_uuid = models.UniqueIndex("(uuid)")
