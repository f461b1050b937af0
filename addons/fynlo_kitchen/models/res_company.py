from odoo import fields, models

from ..const import AutoFire


class ResCompany(models.Model):
    _inherit = "res.company"

    fynlo_auto_fire = fields.Selection(
        [
            (str(AutoFire.NEVER), "By hand"),
            (str(AutoFire.DELAY), "Some minutes after the one before"),
            (str(AutoFire.SERVED), "When the one before is served"),
        ],
        "The next course is fired",
        required=True,
        default=str(AutoFire.NEVER),
    )
    fynlo_auto_fire_minutes = fields.Integer("Minutes between courses", default=15, required=True)
    fynlo_undo_seconds = fields.Integer("Undo within", default=30, required=True)

    _fynlo_auto_fire_minutes = models.Constraint(
        "CHECK (fynlo_auto_fire_minutes BETWEEN 1 AND 240)", "Courses are 1 to 240 minutes apart."
    )
    _fynlo_undo_seconds = models.Constraint(
        "CHECK (fynlo_undo_seconds BETWEEN 0 AND 600)", "Undo holds for up to 600 seconds."
    )
