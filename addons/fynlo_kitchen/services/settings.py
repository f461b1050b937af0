from odoo import models

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.services.definition import command

from ..schemas.settings import KitchenSettings


class FynloKitchenRules(models.AbstractModel):
    """How courses are fired, and for how long an undo holds."""

    _name = "fynlo.kitchen.rules"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Settings of the kitchen"

    @command("kitchen.set_settings", Scope.SETTINGS_WRITE)
    def set_settings(self, data: KitchenSettings) -> KitchenSettings:
        """Set how the company's courses are fired, and for how long an undo holds."""
        # sudo: the scope is the right to say how the kitchen works; Odoo lets administrators only
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        values = {f"fynlo_{name}": value for name, value in data.model_dump().items()}
        company.write(values)
        self._emit("kitchen.settings_changed", company, data.model_dump())
        return data
