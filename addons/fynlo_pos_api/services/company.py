from odoo import models

from ..const import Scope
from ..schemas.common import Empty, Schema
from ..schemas.company import BusinessDaySet
from .definition import command


class FynloCompany(models.AbstractModel):
    """What an owner sets for the company, without being an administrator of Odoo."""

    _name = "fynlo.company"
    _inherit = ["fynlo.service"]
    _description = "Settings of the company"

    @command("company.set_business_day", Scope.SETTINGS_WRITE)
    def set_business_day(self, data: BusinessDaySet) -> Schema:
        """Set when the company's business day ends. What was sold keeps its time."""
        # sudo: Odoo lets administrators only write a company; the scope is the right to this
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        company.write(
            {"fynlo_business_day_hour": data.ends_at_hour, "fynlo_timezone": data.time_zone}
        )
        self._emit("company.business_day_set", company, data.model_dump())
        return Empty()
