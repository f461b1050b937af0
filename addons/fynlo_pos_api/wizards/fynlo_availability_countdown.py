from typing import Any

from odoo import fields, models


class FynloAvailabilityCountdown(models.TransientModel):
    """The back office's screen where staff say how many of a dish are left."""

    _name = "fynlo.availability.countdown"
    _description = "Countdown of a dish"

    product_id = fields.Many2one(
        "product.product",
        "Dish",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    remaining = fields.Float("Left", digits=(12, 3), required=True)

    def action_save(self) -> dict[str, Any]:
        """Button: count the dish down from here, by a command."""
        self.ensure_one()
        self.product_id._fynlo_set_availability("countdown", self.remaining)
        return {"type": "ir.actions.act_window_close"}
