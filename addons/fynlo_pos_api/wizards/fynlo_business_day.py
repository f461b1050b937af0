from typing import Any

from odoo import fields, models

from odoo.addons.base.models.res_partner import _tz_get


class FynloBusinessDay(models.TransientModel):
    """The back office's screen where an owner sets when the business day ends."""

    _name = "fynlo.business.day"
    _description = "Business day"

    ends_at_hour = fields.Integer(
        "The day ends at",
        required=True,
        default=lambda self: self.env.company.fynlo_business_day_hour,
        help="A sale before this hour of the night counts to the day before.",
    )
    time_zone = fields.Selection(
        _tz_get,
        "Time zone of the restaurant",
        required=True,
        default=lambda self: self.env.company.fynlo_timezone,
        help="Business dates go by it, wherever you are.",
    )

    def action_save(self) -> dict[str, Any]:
        """Button: set it, by a command."""
        self.ensure_one()
        values = {"ends_at_hour": self.ends_at_hour, "time_zone": self.time_zone}
        self.env["fynlo.back_office"]._command("company.set_business_day", values)
        return {"type": "ir.actions.act_window_close"}
