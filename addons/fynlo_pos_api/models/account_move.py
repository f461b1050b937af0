from typing import Any

from odoo import api, models

# Key in Odoo's context: the date of every entry that is made under it. A session's entries belong
# to the business date of its closing, and Odoo would date them with today.
ACCOUNTING_DATE = "fynlo_accounting_date"


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the entries of a session that is being closed."""
        day = self.env.context.get(ACCOUNTING_DATE)
        if day:
            vals_list = [{**values, "date": day} for values in vals_list]
        return super().create(vals_list)
