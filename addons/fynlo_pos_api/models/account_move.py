from typing import Any

from odoo import api, models
from odoo.api import Environment

# Key in Odoo's context: the date of every entry that is made under it. A session's entries belong
# to the business date of its closing, and Odoo would date them with today.
ACCOUNTING_DATE = "fynlo_accounting_date"


def with_accounting_date(env: Environment, vals_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Values of new records, dated by the context where it says so."""
    day = env.context.get(ACCOUNTING_DATE)
    return [{**values, "date": day} for values in vals_list] if day else vals_list


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the entries of a session that is being closed."""
        return super().create(with_accounting_date(self.env, vals_list))
