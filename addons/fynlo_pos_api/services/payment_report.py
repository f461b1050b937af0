from datetime import date, datetime
from typing import Any

from odoo import models
from odoo.tools import SQL, groupby

from ..const import Scope
from ..exceptions import NotFound
from ..schemas.common import Money
from ..schemas.payment_method import PaymentKind
from ..schemas.payment_report import (
    DailyFilter,
    DailyTotal,
    DailyTotals,
    MethodTotal,
    PaymentSummary,
    SummaryFilter,
)
from .definition import query

# The change of a cash payment is a row of its own with a negative amount: it lowers the sum and
# is no payment. So is what a refund gives back; and what takes back a payment uncounts it.
_COUNT = SQL(
    "COUNT(*) FILTER (WHERE payment.is_change IS NOT TRUE AND sale.is_refund IS NOT TRUE"
    " AND payment.fynlo_reverses_id IS NULL)"
    " - COUNT(*) FILTER (WHERE payment.fynlo_reverses_id IS NOT NULL)"
)

_PAID = SQL("payment.amount")


class FynloPaymentReport(models.AbstractModel):
    """Sums of payments, each from one SQL aggregate."""

    _name = "fynlo.payment.report"
    _inherit = ["fynlo.session.records"]
    _description = "Payment reports"

    @query("payment.summary", Scope.PAYMENTS_READ)
    def summarize(self, data: SummaryFilter) -> PaymentSummary:
        """What each method took in a session or on a business date.

        Where the company closes blind, cash is left out for whoever may not read reports.

        :raises NotFound: there is no such session in the caller's company and till
        """
        session = None
        if data.date:
            start, end = self.env.company._fynlo_business_day(data.date)
            which = _between(SQL("payment.payment_date"), start, end)
            currency = self._currency()
            amount = self._converted(_PAID)
        else:
            session = self._sessions().search([("id", "=", data.session_id), *self._scope()])
            if not session:
                raise NotFound(f"There is no session {data.session_id}.", field="session_id")
            which = SQL("payment.session_id = %s", session.id)
            currency = session.currency_id
            amount = _PAID
        payments = self._by_method(which, currency, amount)
        if not self._knows_cash(session):
            payments = [item for item in payments if item.kind is not PaymentKind.CASH]
        total = sum(item.amount.amount for item in payments)
        return PaymentSummary(payments=payments, total=Money(amount=total, currency=currency.name))

    @query("payment.daily_totals", Scope.REPORTS_READ)
    def list_daily_totals(self, data: DailyFilter) -> DailyTotals:
        """Orders sold and payments taken on each business date.

        An order counts on the date on which it was ordered, a payment on that on which it was
        taken.
        """
        rows = self._daily_rows(data.first, data.last)
        currency = self._currency()
        methods = self._methods([row[1] for row in rows if row[1]])
        return DailyTotals(
            items=[
                _daily_total(day, group, methods, currency)
                for day, group in groupby(rows, key=lambda row: row[0])
            ]
        )

    def _currency(self) -> Any:
        if self._caller.till_id:
            return self._till().currency_id
        return self.env.company.currency_id

    def _converted(self, amount: SQL) -> SQL:
        """What a till of the company took, in the currency of the report.

        Tills may take other currencies: for the whole company each amount is converted at its
        order's rate and rounded, as Odoo's own report of orders does.
        """
        if self._caller.till_id:
            return amount
        places = self.env.company.currency_id.decimal_places
        return SQL("ROUND(%s / COALESCE(NULLIF(sale.currency_rate, 0), 1), %s)", amount, places)

    def _by_method(self, which: SQL, currency: Any, amount: SQL = _PAID) -> list[MethodTotal]:
        """Count and sum by method of the payments that a condition names.

        :param amount: what is summed, in the currency: else what was paid at the till
        """
        self._flush()
        rows = self.env.execute_query(
            SQL(
                "SELECT payment.payment_method_id, %s, SUM(%s)"
                " FROM pos_payment payment JOIN pos_order sale ON sale.id = payment.pos_order_id"
                " WHERE sale.state <> 'cancel' AND %s AND %s GROUP BY 1 ORDER BY 1",
                _COUNT,
                amount,
                which,
                self._scope_sql(),
            )
        )
        methods = self._methods([row[0] for row in rows])
        return [
            MethodTotal.of(methods[method_id], count, amount, currency)
            for method_id, count, amount in rows
        ]

    def _daily_rows(self, first: date, last: date) -> list[tuple[Any, ...]]:
        """(date, method or None for the orders, count, sum), by date, the orders' row first."""
        start, _ = self.env.company._fynlo_business_day(first)
        _, end = self.env.company._fynlo_business_day(last)
        ordered, taken = SQL("sale.date_order"), SQL("payment.payment_date")
        self._flush()
        rows: list[tuple[Any, ...]] = self.env.execute_query(
            SQL(
                "SELECT %(order_day)s, NULL::int,"
                " COUNT(*) FILTER (WHERE sale.is_refund IS NOT TRUE), SUM(%(gross)s)"
                " FROM pos_order sale"
                " WHERE sale.state IN ('paid', 'done') AND %(ordered)s AND %(scope)s GROUP BY 1"
                " UNION ALL"
                " SELECT %(payment_day)s, payment.payment_method_id, %(count)s,"
                " SUM(%(paid)s)"
                " FROM pos_payment payment JOIN pos_order sale ON sale.id = payment.pos_order_id"
                " WHERE sale.state <> 'cancel' AND %(taken)s AND %(scope)s GROUP BY 1, 2"
                " ORDER BY 1, 2 NULLS FIRST",
                order_day=self._day(ordered),
                payment_day=self._day(taken),
                gross=self._converted(SQL("sale.amount_total")),
                paid=self._converted(_PAID),
                ordered=_between(ordered, start, end),
                taken=SQL(
                    "payment.company_id = %s AND %s",
                    self._caller.company_id,
                    _between(taken, start, end),
                ),
                count=_COUNT,
                scope=self._scope_sql(),
            )
        )
        return rows

    def _day(self, moment: SQL) -> SQL:
        """The business date in SQL, by the same clock as domain.business_date."""
        company = self.env.company
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s - make_interval(hours => %s))::date",
            moment,
            company._fynlo_zone(),
            company.fynlo_business_day_hour,
        )

    def _scope_sql(self) -> SQL:
        """As _scope: the orders of the caller's till, or of its company."""
        caller = self._caller
        company = SQL("sale.company_id = %s", caller.company_id)
        if caller.till_id:
            return SQL("%s AND sale.config_id = %s", company, caller.till_id)
        return company

    def _methods(self, ids: list[int]) -> dict[int, Any]:
        # sudo: an employee may read what a method took without reading its settings
        methods = self.env["pos.payment.method"].sudo().browse(set(ids))
        return {method.id: method for method in methods}

    def _flush(self) -> None:
        self.env["pos.order"].flush_model()
        self.env["pos.payment"].flush_model()


def _between(moment: SQL, start: datetime, end: datetime) -> SQL:
    return SQL("%s >= %s AND %s < %s", moment, start, moment, end)


def _daily_total(
    day: date, rows: list[tuple[Any, ...]], methods: dict[int, Any], currency: Any
) -> DailyTotal:
    sold = next((row for row in rows if row[1] is None), (day, None, 0, 0))
    return DailyTotal(
        date=day,
        order_count=sold[2],
        gross=Money.of(sold[3], currency),
        payments=[
            MethodTotal.of(methods[method_id], count, amount, currency)
            for _, method_id, count, amount in rows
            if method_id is not None
        ],
    )
