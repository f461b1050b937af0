from dataclasses import dataclass
from datetime import date, datetime, timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..const import Scope
from ..domain.averages import average
from ..domain.business_date import days_before
from ..schemas.common import Money
from ..schemas.live import LastWeek, LiveFigures, LiveFilter, Sales
from .definition import query
from .payment_report import _between

WEEK = 7


@dataclass(frozen=True)
class Moments:
    """Now, and the business days that are compared."""

    now: datetime
    day: date
    start: datetime
    end: datetime
    week_ago: datetime
    week_start: datetime
    week_end: datetime


class FynloLive(models.AbstractModel):
    """How the day goes. Each part is one aggregate, for it is asked again and again."""

    _name = "fynlo.live"
    _inherit = ["fynlo.dashboard"]
    _description = "Live figures"

    @query("dashboard.live", Scope.REPORTS_READ)
    def read_live(self, data: LiveFilter) -> LiveFigures:
        """What is sold today against the last week, what is open, and how long guests wait.

        :raises NotFound: there is no such till in the caller's company
        """
        return self._at_till(data.till_id)._live(self._moments())

    def _moments(self) -> Moments:
        company = self.env.company
        now = self._now_utc()
        day = company._fynlo_business_date(now)
        start, end = company._fynlo_business_day(day)
        week_start, week_end = company._fynlo_business_day(day - timedelta(days=WEEK))
        week_ago = days_before(now, company._fynlo_zone(), WEEK)
        return Moments(now, day, start, end, week_ago, week_start, week_end)

    def _now_utc(self) -> datetime:
        return fields.Datetime.now()

    def _live(self, at: Moments) -> LiveFigures:
        self._flush()
        self.env["pos.order.line"].flush_model()
        today, by_now, whole_day = self._sales(at)
        before = by_now.gross.amount
        grown = 100 * (today.gross.amount - before)
        orders = self.env["fynlo.live.orders"]
        return LiveFigures(
            at=at.now,
            date=at.day,
            till_id=self._caller.till_id,
            today=today,
            last_week=LastWeek(
                date=at.day - timedelta(days=WEEK), by_now=by_now, whole_day=whole_day
            ),
            change_percent=average(grown, before) if before > 0 else None,
            open_orders=orders._under_way(at.start),
            wait=orders._wait(at.start, at.end),
            late_tickets=self._late_tickets(at.now),
            best_sellers=orders._best_sellers(at.start, at.end),
        )

    def _late_tickets(self, now: datetime) -> int:
        """How many tickets of the kitchen are late, of the caller's till or company: see there.

        :param now: the time of the figures (UTC, naive)
        """
        return 0

    def _sales(self, at: Moments) -> list[Sales]:
        """Today's, last week's by now, and those of that whole day."""
        # By now means paid by now, as today's are; an order that cost nothing has no payment.
        paid_at = SQL(
            "COALESCE((SELECT MAX(payment.payment_date) FROM pos_payment payment"
            " WHERE payment.pos_order_id = sale.id), sale.date_order)"
        )
        today = _between(SQL("sale.date_order"), at.start, at.end)
        week = _between(SQL("sale.date_order"), at.week_start, at.week_end)
        by_now = SQL(
            "sale.date_order < %s AND %s < %s AND %s", at.week_ago, paid_at, at.week_ago, week
        )
        gross = self._converted(SQL("sale.amount_total"))
        sums = [
            SQL(
                "COUNT(*) FILTER (WHERE sale.is_refund IS NOT TRUE AND %(which)s),"
                " COALESCE(SUM(%(gross)s) FILTER (WHERE %(which)s), 0)",
                which=which,
                gross=gross,
            )
            for which in (today, by_now, week)
        ]
        [row] = self.env.execute_query(
            SQL(
                "SELECT %s FROM pos_order sale"
                " WHERE sale.state IN ('paid', 'done') AND (%s OR %s) AND %s",
                SQL(", ").join(sums),
                today,
                week,
                self._scope_sql(),
            )
        )
        currency = self._currency()
        return [
            Sales(order_count=row[place], gross=Money.of(row[place + 1], currency))
            for place in range(0, len(row), 2)
        ]
