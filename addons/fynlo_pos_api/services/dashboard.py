from dataclasses import replace
from datetime import date
from typing import Any

from odoo import fields, models
from odoo.tools import SQL

from ..const import CALLER, Scope
from ..domain.averages import average
from ..exceptions import NotFound
from ..schemas.availability import AvailabilityFilter
from ..schemas.common import Money
from ..schemas.dashboard import Dashboard, DashboardFilter, HourTotal
from ..schemas.payment_report import DailyTotal
from .definition import query
from .payment_report import _between, _daily_total


class FynloDashboard(models.AbstractModel):
    """The figures of a business date, from the aggregates of the payment reports."""

    _name = "fynlo.dashboard"
    _inherit = ["fynlo.payment.report"]
    _description = "Figures of the day"

    @query("dashboard.read", Scope.REPORTS_READ)
    def read_figures(self, data: DashboardFilter) -> Dashboard:
        """What was sold on a business date, and what is open now.

        :raises NotFound: there is no such till in the caller's company
        """
        day = data.date or self.env.company._fynlo_business_date(fields.Datetime.now())
        return self._at_till(data.till_id)._figures(day)

    def _at_till(self, till_id: int | None) -> "FynloDashboard":
        """The service as a caller at that till sees it; None: as the caller does.

        :raises NotFound: the caller may not see that till
        """
        caller = self._caller
        if till_id is None:
            return self
        # sudo: an accountant may know the tills without reading their settings in Odoo
        till = self.env["pos.config"].sudo().with_context(active_test=False).browse(till_id)
        seen = till.exists() and till.company_id.id == caller.company_id
        if not seen or caller.till_id not in {None, till_id}:
            raise NotFound(f"There is no till {till_id}.", field="till_id")
        return self.with_context(**{CALLER: replace(caller, till_id=till_id)})

    def _figures(self, day: date) -> Dashboard:
        currency = self._currency()
        sold = self._sold(day)
        hours = self._hours(day)
        tax = Money.of(sum(row[3] for row in hours), currency)
        return Dashboard(
            date=day,
            till_id=self._caller.till_id,
            at=fields.Datetime.now(),
            order_count=sold.order_count,
            covers=sum(row[4] for row in hours),
            gross=sold.gross,
            tax=tax,
            net=Money(amount=sold.gross.amount - tax.amount, currency=currency.name),
            average=_average(sold),
            hours=[
                HourTotal(hour=row[0], order_count=row[1], gross=Money.of(row[2], currency))
                for row in hours
            ],
            payments=sold.payments,
            **self._now(day),
        )

    def _now(self, day: date) -> dict[str, Any]:
        """The parts of the dashboard that other services make."""
        caller = {CALLER: self._caller}
        availabilities = self.env["fynlo.availabilities"]
        return {
            "unavailable": availabilities.list_availability(AvailabilityFilter()).items,
            "open_orders": self.env["fynlo.dashboard.orders"].with_context(**caller)._open(),
            "voids": self.env["fynlo.dashboard.voids"].with_context(**caller)._of_day(day),
            "cash_counts": self.env["fynlo.dashboard.cash"].with_context(**caller)._latest(),
        }

    def _sold(self, day: date) -> DailyTotal:
        """The daily totals of one date, zero when nothing was sold."""
        rows = self._daily_rows(day, day)
        methods = self._methods([row[1] for row in rows if row[1]])
        return _daily_total(day, rows, methods, self._currency())

    def _hours(self, day: date) -> list[tuple[int, int, Any, Any, int]]:
        """(hour by the clock, orders, gross, tax, covers), in the order of the business day."""
        start, end = self.env.company._fynlo_business_day(day)
        company = self.env.company
        rows: list[tuple[int, int, Any, Any, int]] = self.env.execute_query(
            SQL(
                "SELECT EXTRACT(HOUR FROM sale.date_order AT TIME ZONE 'UTC'"
                " AT TIME ZONE %s)::int, COUNT(*) FILTER (WHERE sale.is_refund IS NOT TRUE),"
                " SUM(%s), SUM(%s), COALESCE(SUM(sale.customer_count)"
                " FILTER (WHERE sale.is_refund IS NOT TRUE), 0)::int FROM pos_order sale"
                " WHERE sale.state IN ('paid', 'done') AND %s AND %s GROUP BY 1",
                company._fynlo_zone(),
                self._converted(SQL("sale.amount_total")),
                self._converted(SQL("sale.amount_tax")),
                _between(SQL("sale.date_order"), start, end),
                self._scope_sql(),
            )
        )
        ends_at = company.fynlo_business_day_hour
        return sorted(rows, key=lambda row: (row[0] - ends_at) % 24)


def _average(sold: DailyTotal) -> Money:
    amount = average(sold.gross.amount, sold.order_count) or 0
    return Money(amount=amount, currency=sold.gross.currency)
