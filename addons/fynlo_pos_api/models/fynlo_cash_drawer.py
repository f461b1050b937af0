from odoo import fields, models
from odoo.tools import SQL


class FynloCashDrawer(models.Model):
    """The drawer of each session, in its till's currency: one row a session that has one.

    Expected, counted and difference are those of the Z report.
    """

    _name = "fynlo.cash.drawer"
    _description = "Cash of sessions"
    _auto = False
    _order = "closed_at desc, id desc"
    _rec_name = "session_id"
    _depends = {
        "pos.session": [
            "cash_journal_id", "cash_real_transaction", "cash_register_balance_end_real",
            "cash_register_balance_start", "config_id", "employee_id", "start_at", "state",
            "stop_at",
        ],
        "pos.payment": ["amount", "payment_method_id", "pos_order_id", "session_id"],
        "pos.order": ["state"],
        "account.bank.statement.line": ["amount", "pos_session_id"],
    }  # fmt: skip

    session_id = fields.Many2one("pos.session", readonly=True)
    journal_entry_id = fields.Many2one(
        "account.move", related="session_id.move_id", groups="account.group_account_readonly"
    )
    config_id = fields.Many2one("pos.config", "Till", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    employee_id = fields.Many2one("hr.employee", "Opened by", readonly=True)
    state = fields.Selection([("open", "Open"), ("closed", "Closed")], readonly=True)
    opened_at = fields.Datetime("Opened", readonly=True)
    closed_at = fields.Datetime("Closed at", readonly=True)
    opening_float = fields.Monetary("Opening float", readonly=True)
    cash_sales = fields.Monetary(
        "Cash sales", readonly=True, help="Taken in cash less the change given."
    )
    cash_moved = fields.Monetary("Paid in and out", readonly=True)
    expected = fields.Monetary(readonly=True)
    counted = fields.Monetary(readonly=True)
    difference = fields.Monetary(
        readonly=True, help="Counted less expected: what is missing is negative."
    )

    @property
    def _table_query(self) -> SQL:
        return SQL(_QUERY)


# As pos.session computes it: of a session that is not closed the moves are still statement lines.
_QUERY = """
    SELECT id, id AS session_id, config_id, company_id, currency_id, employee_id, state, opened_at,
    closed_at, opening_float, cash_sales, cash_moved, counted,
    opening_float + cash_sales + cash_moved AS expected,
    counted - opening_float - cash_sales - cash_moved AS difference
    FROM (
        SELECT session.id, session.config_id, till.company_id, session.employee_id,
        COALESCE(journal.currency_id, company.currency_id) AS currency_id,
        CASE session.state WHEN 'closed' THEN 'closed' ELSE 'open' END AS state,
        session.start_at AS opened_at, session.stop_at AS closed_at,
        COALESCE(session.cash_register_balance_start, 0) AS opening_float,
        COALESCE((
            SELECT SUM(payment.amount) FROM pos_payment payment
            JOIN pos_order sale ON sale.id = payment.pos_order_id
            JOIN pos_payment_method method ON method.id = payment.payment_method_id
            WHERE payment.session_id = session.id AND method.is_cash_count
            AND sale.state IN ('paid', 'done')
        ), 0) AS cash_sales,
        CASE session.state WHEN 'closed' THEN COALESCE(session.cash_real_transaction, 0)
        ELSE COALESCE((
            SELECT SUM(moved.amount) FROM account_bank_statement_line moved
            WHERE moved.pos_session_id = session.id
        ), 0) END AS cash_moved,
        CASE session.state WHEN 'closed'
            THEN COALESCE(session.cash_register_balance_end_real, 0) END AS counted
        FROM pos_session session
        JOIN pos_config till ON till.id = session.config_id
        JOIN res_company company ON company.id = till.company_id
        LEFT JOIN account_journal journal ON journal.id = till.journal_id
        WHERE session.cash_journal_id IS NOT NULL
        AND session.state IN ('opened', 'closing_control', 'closed')
    ) drawer
"""
