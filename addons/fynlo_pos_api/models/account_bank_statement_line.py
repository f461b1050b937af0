from typing import Any

from odoo import api, fields, models

from .account_move import with_accounting_date


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    # Written with the line by the commands and by Odoo's own till (models/pos_session).
    fynlo_cash_kind = fields.Selection(
        [("paid_in", "Paid in"), ("paid_out", "Paid out"), ("safe_drop", "Safe drop")],
        "Cash moved",
        readonly=True,
        copy=False,
    )
    fynlo_reason_id = fields.Many2one(
        "fynlo.reason", "Cash reason", readonly=True, copy=False, ondelete="restrict"
    )
    fynlo_note = fields.Char("Cash note", readonly=True, copy=False)
    fynlo_approver_id = fields.Many2one(
        "hr.employee", "Approved by", readonly=True, copy=False, ondelete="restrict"
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the cash statement lines of a session that is being closed."""
        return super().create(with_accounting_date(self.env, vals_list))
