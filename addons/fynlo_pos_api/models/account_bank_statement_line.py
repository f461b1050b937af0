from typing import Any

from odoo import api, models

from .account_move import with_accounting_date


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the cash statement lines of a session that is being closed."""
        return super().create(with_accounting_date(self.env, vals_list))
