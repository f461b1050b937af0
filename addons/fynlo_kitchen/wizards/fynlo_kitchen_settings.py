from typing import Any

from odoo import fields, models

from ..const import AutoFire

_NAMES = ("auto_fire", "auto_fire_minutes", "undo_seconds")


class FynloKitchenSettings(models.TransientModel):
    """The back office's screen where an owner says how courses are fired."""

    _name = "fynlo.kitchen.settings"
    _description = "Kitchen settings"

    auto_fire = fields.Selection(
        [
            (str(AutoFire.NEVER), "By hand"),
            (str(AutoFire.DELAY), "Some minutes after the one before"),
            (str(AutoFire.SERVED), "When the one before is served"),
        ],
        "The next course is fired",
        required=True,
        default=lambda self: self.env.company.fynlo_auto_fire,
    )
    auto_fire_minutes = fields.Integer(
        "Minutes between courses", default=lambda self: self.env.company.fynlo_auto_fire_minutes
    )
    undo_seconds = fields.Integer(
        "Undo within",
        default=lambda self: self.env.company.fynlo_undo_seconds,
        help="Seconds in which a cook can take back what was bumped by mistake; 0: never.",
    )

    def action_save(self) -> dict[str, Any]:
        """Button: set it, by a command."""
        self.ensure_one()
        values = {name: self[name] for name in _NAMES}
        self.env["fynlo.back_office"]._command("kitchen.set_settings", values)
        return {"type": "ir.actions.act_window_close"}
