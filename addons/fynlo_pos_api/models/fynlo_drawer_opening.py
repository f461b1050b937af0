from odoo import fields, models


class FynloDrawerOpening(models.Model):
    """An opening of the drawer without a sale: who, when, and why."""

    _name = "fynlo.drawer.opening"
    _description = "Drawer opened without a sale"
    _order = "id desc"
    _rec_name = "reason_id"

    session_id = fields.Many2one(
        "pos.session", required=True, readonly=True, index=True, ondelete="cascade"
    )
    config_id = fields.Many2one(related="session_id.config_id", string="Till", store=True)
    company_id = fields.Many2one(related="session_id.company_id", store=True)
    opened_at = fields.Datetime(
        "Time", required=True, readonly=True, default=lambda self: fields.Datetime.now()
    )
    employee_id = fields.Many2one(
        "hr.employee", "Opened by", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    approver_id = fields.Many2one("hr.employee", "Approved by", readonly=True, ondelete="restrict")
    reason_id = fields.Many2one("fynlo.reason", required=True, readonly=True, ondelete="restrict")
    note = fields.Char(readonly=True)
