from typing import Any

from odoo import models
from odoo.tools import SQL

from ..const import Scope
from ..schemas.common import Money
from ..schemas.payment_report import MethodTotal
from ..schemas.session import Session, SessionGet
from ..schemas.session_report import Drawer, JournalEntry, RunningSession, XReport, ZReport
from .definition import query


class FynloSessionReport(models.AbstractModel):
    """The X report of a running session and the Z report of a closed one."""

    _name = "fynlo.session.report"
    _inherit = ["fynlo.session.sales"]
    _description = "Reports of a session"

    @query("session.x_report", Scope.PAYMENTS_READ)
    def read_x_report(self, data: SessionGet) -> RunningSession:
        """What the session sold so far, the same figures as at its closing.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open: read the Z report
        """
        session = self._one(data.session_id)
        self._refuse_unless_open(session)
        return RunningSession(session=Session.from_record(session), report=self._make_x(session))

    def _make_x(self, session: Any) -> XReport:
        """The report of a running session (a pos.session that the caller may see)."""
        sales = self._sales(session)
        payments = self._payments(session)
        told = self._knows_cash(session)
        moved = session.currency_id.round(sum(session.statement_line_ids.mapped("amount")))
        return XReport(
            **sales,
            taxes=self.env["fynlo.session.taxes"]._in_orders(session),
            payments=payments if told else None,
            drawer=Drawer(**self._drawer(session, payments, moved)) if told else None,
        )

    def _make(self, session: Any) -> ZReport:
        """The report of a closed session (a pos.session that the caller may see)."""
        sales = self._sales(session)
        payments = self._payments(session)
        currency = session.currency_id
        counting = self.env["fynlo.session.counting"]
        return ZReport(
            **sales,
            taxes=self.env["fynlo.session.taxes"]._in_books(session),
            payments=payments,
            **self._drawer(session, payments, session.cash_real_transaction),
            counted_cash=Money.of(session.cash_register_balance_end_real, currency),
            closing_count=counting._count_of(session, "closing"),
            difference=Money.of(currency.round(session.cash_register_difference), currency),
            journal_entry=self._journal_entry(session),
        )

    def _payments(self, session: Any) -> list[MethodTotal]:
        return self._by_method(SQL("payment.session_id = %s", session.id), session.currency_id)

    def _drawer(self, session: Any, payments: list[MethodTotal], moved: float) -> dict[str, Any]:
        """The fields of Drawer; part payments of open orders are in the drawer too.

        :param moved: what was put into the drawer less what was taken out, in major units
        """
        currency = session.currency_id
        # Odoo knows one drawer a till: that of its first cash method.
        method = session.payment_method_ids.filtered("is_cash_count")[:1]
        taken = [item.amount.amount for item in payments if item.method_id == method.id]
        amounts = {
            "opening_float": Money.of(session.cash_register_balance_start, currency).amount,
            "cash_in": sum(taken),
            "cash_moved": Money.of(currency.round(moved), currency).amount,
        }
        amounts["expected_cash"] = sum(amounts.values())
        found = amounts | self._moved_by_kind(session)
        drawer: dict[str, Any] = {
            name: Money(amount=amount, currency=currency.name) for name, amount in found.items()
        }
        counting = self.env["fynlo.session.counting"]
        return drawer | {"opening_count": counting._count_of(session, "opening")}

    def _moved_by_kind(self, session: Any) -> dict[str, int]:
        """Minor units above 0: paid in, paid out, dropped into the safe."""
        lines = session.statement_line_ids.grouped("fynlo_cash_kind")
        names = {"paid_in": "paid_in", "paid_out": "paid_out", "safe_drop": "safe_drops"}
        currency = session.currency_id
        return {
            name: Money.of(
                currency.round(abs(sum(line.amount for line in lines.get(kind, ())))), currency
            ).amount
            for kind, name in names.items()
        }

    def _journal_entry(self, session: Any) -> JournalEntry | None:
        entry = session.move_id
        if not entry:
            return None
        rows = self.env.execute_query(
            SQL(
                "SELECT entry.id, entry.state = 'posted' AND SUM(line.balance) = 0,"
                " SUM(line.debit) FROM account_move entry"
                " JOIN account_move_line line ON line.move_id = entry.id WHERE entry.id = %s"
                " OR entry.id IN (SELECT move_id FROM account_bank_statement_line"
                " WHERE pos_session_id = %s)"
                " OR entry.id IN (SELECT move_id FROM account_payment WHERE pos_session_id = %s)"
                " GROUP BY entry.id",
                entry.id,
                session.id,
                session.id,
            )
        )
        [total] = [row[2] for row in rows if row[0] == entry.id]
        return JournalEntry(
            id=entry.id,
            name=entry.name,
            date=entry.date,
            balanced=all(row[1] for row in rows),
            total=Money.of(total, session.company_id.currency_id),
        )
