from typing import Any

from odoo import models
from odoo.tools import SQL

from ..schemas.common import Money
from ..schemas.session import JournalEntry, TaxTotal, Voids, ZReport

# Sold, and not only ordered.
_SOLD = SQL("sale.state IN ('paid', 'done')")


class FynloSessionReport(models.AbstractModel):
    """The Z report of a closed session: SQL aggregates of its orders and of its entries."""

    _name = "fynlo.session.report"
    _inherit = ["fynlo.payment.report"]
    _description = "Z report"

    def _make(self, session: Any) -> ZReport:
        """The report of a closed session (a pos.session that the caller may see)."""
        session.env.flush_all()
        currency = session.currency_id
        order_count, gross, tax = self._orders_sold(session)
        line_count, voids = self._lines_sold(session)
        return ZReport(
            order_count=order_count,
            line_count=line_count,
            gross=Money.of(gross, currency),
            net=Money.of(gross - tax, currency),
            taxes=self._taxes(session),
            payments=self._by_method(SQL("payment.session_id = %s", session.id), currency),
            voids=voids,
            **_cash(session),
            journal_entry=self._journal_entry(session),
        )

    def _orders_sold(self, session: Any) -> tuple[int, Any, Any]:
        """How many orders, their sum, and the tax in it."""
        [row] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*), COALESCE(SUM(amount_total), 0), COALESCE(SUM(amount_tax), 0)"
                " FROM pos_order sale WHERE session_id = %s AND %s",
                session.id,
                _SOLD,
            )
        )
        return row

    def _lines_sold(self, session: Any) -> tuple[int, Voids]:
        """How many lines were sold, and what was voided, also of orders that were cancelled."""
        [(lines, voided, amount)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FILTER (WHERE line.qty <> 0 AND %s),"
                " COUNT(*) FILTER (WHERE line.fynlo_voided_quantity > 0),"
                " COALESCE(SUM(ROUND(line.fynlo_voided_quantity * line.price_unit"
                " * (1 - COALESCE(line.discount, 0) / 100), %s)), 0)"
                " FROM pos_order_line line JOIN pos_order sale ON sale.id = line.order_id"
                " WHERE sale.session_id = %s",
                _SOLD,
                session.currency_id.decimal_places,
                session.id,
            )
        )
        return lines, Voids(count=voided, amount=Money.of(amount, session.currency_id))

    def _taxes(self, session: Any) -> list[TaxTotal]:
        """Base and amount of each tax as the books have them, invoices of the session included."""
        rows = self.env.execute_query(
            SQL(
                "WITH item AS (SELECT line.* FROM account_move_line line WHERE line.move_id = %s"
                " OR line.move_id IN (SELECT account_move FROM pos_order WHERE session_id = %s))"
                " SELECT tax_id, SUM(base), SUM(amount) FROM ("
                "SELECT link.account_tax_id AS tax_id, -item.amount_currency AS base, 0 AS amount"
                " FROM item JOIN account_move_line_account_tax_rel link"
                " ON link.account_move_line_id = item.id"
                " UNION ALL SELECT tax_line_id, 0, -amount_currency FROM item"
                " WHERE tax_line_id IS NOT NULL) AS part GROUP BY 1 ORDER BY 1",
                session.move_id.id or None,
                session.id,
            )
        )
        currency = session.currency_id
        names = session.env["account.tax"].browse([row[0] for row in rows])
        return [
            TaxTotal(
                id=tax.id,
                name=tax.name,
                rate=tax.amount,
                base=Money.of(base, currency),
                amount=Money.of(amount, currency),
            )
            for tax, (_, base, amount) in zip(names, rows, strict=True)
        ]

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


def _cash(session: Any) -> dict[str, Money]:
    """The drawer: cash_real_transaction is what Odoo keeps of the cash moved in and out."""
    opening, expected = session.cash_register_balance_start, session.cash_register_balance_end
    moved = session.cash_real_transaction
    amounts = {
        "opening_float": opening,
        "cash_in": expected - opening - moved,
        "cash_moved": moved,
        "expected_cash": expected,
        "counted_cash": session.cash_register_balance_end_real,
        "difference": session.cash_register_difference,
    }
    currency = session.currency_id
    return {name: Money.of(currency.round(value), currency) for name, value in amounts.items()}
