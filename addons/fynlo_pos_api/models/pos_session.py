from datetime import datetime
from typing import Any

from odoo import fields, models

from ..const import ErrorCode
from ..exceptions import Conflict
from .account_move import ACCOUNTING_DATE, AccountingDate, accounting_date
from .cash_move import CASH_MOVE, CashMove


class PosSession(models.Model):
    _name = "pos.session"
    _inherit = ["pos.session", "fynlo.versioned"]

    fynlo_counted_at = fields.Datetime("Cash counted at", readonly=True, copy=False)
    fynlo_count_ids = fields.One2many(
        "fynlo.cash.count", "session_id", "Coins and notes", readonly=True
    )
    fynlo_drawer_opening_ids = fields.One2many(
        "fynlo.drawer.opening", "session_id", "Drawer openings", readonly=True
    )

    # Odoo looks for an open session before it makes one; two devices at once both find none.
    _fynlo_one_open = models.UniqueIndex(
        "(config_id) WHERE state <> 'closed' AND rescue IS NOT TRUE",
        "Another session is already opened for this point of sale.",
    )

    def write(self, vals: dict[str, Any]) -> bool:
        """Write; a day that is closed leaves nobody at the tables."""
        written = super().write(vals)
        if vals.get("state") == "closed":
            self.config_id.floor_ids.table_ids._fynlo_end_day()
        return written

    def _fynlo_close(self, closed_at: datetime, note: str) -> dict[str, Any]:
        """Close as Odoo's own till does, with the accounts of the business date of closing.

        :param closed_at: UTC, naive
        :return: what Odoo's close_session_from_ui answers
        """
        day = self.company_id._fynlo_business_date(closed_at)
        dated = {ACCOUNTING_DATE: AccountingDate(day), "force_period_date": day}
        session = self.with_context(**dated)
        session.update_closing_control_state_session(note)
        session.stop_at = closed_at
        result: dict[str, Any] = session.close_session_from_ui()
        if result.get("successful"):
            session.picking_ids.write({"date_done": closed_at})
        return result

    def action_fynlo_report(self) -> dict[str, Any]:
        """Button: print the session's report."""
        report = self.env.ref("fynlo_pos_api.action_report_session")
        action: dict[str, Any] = report.report_action(self, config=False)
        return action

    def _fynlo_move_cash(self, amount: float, text: str, move: CashMove, moved_at: datetime) -> Any:
        """Move cash as Odoo's own till does: a statement line of the drawer's journal.

        :param amount: in major units; above 0 into the drawer, below 0 out of it
        :param text: what the bank statement says beside the session's name
        :param moved_at: UTC, naive; its business date is the line's
        :return: the account.bank.statement.line
        """
        day = AccountingDate(self.company_id._fynlo_business_date(moved_at))
        session = self.with_context(**{CASH_MOVE: move, ACCOUNTING_DATE: day})
        way = "in" if amount > 0 else "out"
        label = f"Cash {way}"
        session.try_cash_in_out(way, abs(amount), text, False, {"translatedType": label})
        return self.statement_line_ids.sorted("id")[-1:]

    def _prepare_account_bank_statement_line_vals(
        self, session: Any, sign: int, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        values: dict[str, Any] = super()._prepare_account_bank_statement_line_vals(
            session, sign, *args, **kwargs
        )
        move = self.env.context.get(CASH_MOVE)
        if isinstance(move, CashMove):
            return values | move.values()
        # Moved on Odoo's own till: payment_ref is "session-type-reason".
        text = str(values.get("payment_ref") or "").removeprefix(f"{session.name}-")
        kind = "paid_in" if sign > 0 else "paid_out"
        return values | {"fynlo_cash_kind": kind, "fynlo_note": text}

    def _create_account_move(self, *args: Any, **kwargs: Any) -> Any:
        data = super()._create_account_move(*args, **kwargs)
        if accounting_date(self.env):
            self._fynlo_check_balance()
        return data

    def _fynlo_check_balance(self) -> None:
        """Refuse an entry that does not balance.

        Odoo would roll the whole transaction back and answer with a wizard: the reply's key and
        the savepoint of the command would be gone with it.
        """
        currency = self.company_id.currency_id
        difference = sum(self.move_id.line_ids.mapped("balance"))
        if not currency.is_zero(difference):
            raise Conflict(
                f"The session's journal entry is out of balance by {currency.format(difference)}:"
                " a tax or an account was changed since it was opened. Close it in Odoo.",
                ErrorCode.OPERATION_REFUSED,
            )
