from typing import Any

from odoo import api, models

from .account_move import ACCOUNTING_DATE


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the bank payments of a session that is being closed."""
        day = self.env.context.get(ACCOUNTING_DATE)
        if day:
            vals_list = [{**values, "date": day} for values in vals_list]
        return super().create(vals_list)
