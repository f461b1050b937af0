from collections import defaultdict
from typing import Any

from odoo import models
from odoo.tools import SQL

from ..schemas.common import Money
from ..schemas.session_report import TaxTotal


class FynloSessionTaxes(models.AbstractModel):
    """The taxes of a session: from the books once it is closed, before that from its orders."""

    _name = "fynlo.session.taxes"
    _inherit = ["fynlo.service"]
    _description = "Taxes of a session"

    def _in_books(self, session: Any) -> list[TaxTotal]:
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
        return self._totals(session, rows)

    def _in_orders(self, session: Any) -> list[TaxTotal]:
        """Base and amount of each tax as the closing will post them, by Odoo's tax engine."""
        company, engine = session.company_id, session.env["account.tax"]
        sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for order in session._get_closed_orders():
            lines = order.with_context(linked_to_pos=True)._prepare_tax_base_line_values()
            engine._add_tax_details_in_base_lines(lines, company)
            engine._round_base_lines_tax_details(lines, company)
            for line in lines:
                for part in line["tax_details"]["taxes_data"]:
                    total = sums[part["tax"].id]
                    total[0] -= line["sign"] * part["base_amount_currency"]
                    total[1] -= line["sign"] * part["tax_amount_currency"]
        return self._totals(session, [(tax, *sums[tax]) for tax in sorted(sums)])

    def _totals(self, session: Any, rows: list[tuple[Any, ...]]) -> list[TaxTotal]:
        currency = session.currency_id
        taxes = session.env["account.tax"].browse([row[0] for row in rows])
        return [
            TaxTotal(
                id=tax.id,
                name=tax.name,
                rate=tax.amount,
                base=Money.of(currency.round(base), currency),
                amount=Money.of(currency.round(amount), currency),
            )
            for tax, (_, base, amount) in zip(taxes, rows, strict=True)
        ]
