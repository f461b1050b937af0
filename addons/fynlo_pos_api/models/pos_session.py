from datetime import datetime
from typing import Any

from odoo import models

from ..const import ErrorCode
from ..exceptions import Conflict
from .account_move import ACCOUNTING_DATE, AccountingDate, accounting_date


class PosSession(models.Model):
    _name = "pos.session"
    _inherit = ["pos.session", "fynlo.versioned"]

    # Odoo looks for an open session before it makes one; two devices at once both find none.
    _fynlo_one_open = models.UniqueIndex(
        "(config_id) WHERE state <> 'closed' AND rescue IS NOT TRUE",
        "Another session is already opened for this point of sale.",
    )

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
