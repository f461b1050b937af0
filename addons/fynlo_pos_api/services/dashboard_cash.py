from typing import Any

from odoo import models
from odoo.tools import SQL

from ..schemas.common import Money
from ..schemas.dashboard import CashCount
from ..schemas.session import Named

MOST = 10


class FynloDashboardCash(models.AbstractModel):
    """What was counted in the drawers of the last sessions."""

    _name = "fynlo.dashboard.cash"
    _inherit = ["fynlo.payment.report"]
    _description = "Cash counts of the dashboard"

    def _latest(self) -> list[CashCount]:
        """The last closed sessions that had a drawer, the latest first, as their Z reports say."""
        return [self._count(*row) for row in self._rows()]

    def _rows(self) -> list[tuple[Any, ...]]:
        self.env.flush_all()
        caller = self._caller
        of_till = SQL("AND till.id = %s", caller.till_id) if caller.till_id else SQL()
        rows: list[tuple[Any, ...]] = self.env.execute_query(
            SQL(
                "SELECT session.id, session.name, till.id, till.name, session.stop_at,"
                " session.cash_register_balance_start + COALESCE(session.cash_real_transaction, 0)"
                " + COALESCE(taken.amount, 0), session.cash_register_balance_end_real"
                " FROM (SELECT part.* FROM pos_session part JOIN pos_config till"
                " ON till.id = part.config_id WHERE part.state = 'closed'"
                " AND part.cash_journal_id IS NOT NULL AND till.company_id = %s %s"
                " ORDER BY part.stop_at DESC NULLS LAST, part.id DESC LIMIT %s) session"
                " JOIN pos_config till ON till.id = session.config_id"
                " LEFT JOIN LATERAL (SELECT SUM(payment.amount) AS amount FROM pos_payment payment"
                " JOIN pos_order sale ON sale.id = payment.pos_order_id"
                " JOIN pos_payment_method method ON method.id = payment.payment_method_id"
                " WHERE payment.session_id = session.id AND method.is_cash_count"
                " AND sale.state IN ('paid', 'done')) taken ON TRUE"
                " ORDER BY session.stop_at DESC NULLS LAST, session.id DESC",
                caller.company_id,
                of_till,
                MOST,
            )
        )
        return rows

    def _count(self, *row: Any) -> CashCount:
        session_id, name, till_id, till, closed_at, expected, counted = row
        # sudo: an accountant may see what a till counted without reading its settings in Odoo
        currency = self.env["pos.config"].sudo().browse(till_id).currency_id
        amounts = Money.of(expected, currency), Money.of(counted or 0, currency)
        return CashCount(
            session=Named(id=session_id, name=name),
            till=Named(id=till_id, name=till),
            closed_at=closed_at,
            expected=amounts[0],
            counted=amounts[1],
            difference=Money(amount=amounts[1].amount - amounts[0].amount, currency=currency.name),
        )
