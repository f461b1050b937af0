from datetime import datetime
from typing import Any

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.services.definition import query

from ..domain.shares import share
from ..schemas.analytics import (
    AnalyticsFilter,
    BusiestQuarter,
    KitchenDay,
    StationDay,
    StationHour,
)

# A ticket is late when it was done late, or is not done and its time is over.
_FIGURES = SQL(
    "COUNT(*)::int, COUNT(*) FILTER (WHERE t.completed_at IS NOT NULL)::int,"
    " percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM t.completed_at - t.sent_at)),"
    " percentile_cont(0.9) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM t.completed_at - t.sent_at)),"
    " COUNT(*) FILTER (WHERE COALESCE(t.completed_at, now() AT TIME ZONE 'UTC') > t.late_at)::int,"
    " COALESCE(SUM(t.recalls), 0)::int"
)


class FynloKitchenAnalytics(models.AbstractModel):
    """Figures of a day in the kitchen."""

    _name = "fynlo.kitchen.analytics"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Figures of the kitchen"

    @query("kitchen.analytics_daily", Scope.KITCHEN_READ)
    def read_day(self, data: AnalyticsFilter) -> KitchenDay:
        """Tickets of a business date: how many, how long they took, how many were late or recalled.

        :raises NotFound: the caller sees no such station
        """
        stations = self._stations(data.station_id)
        company = self.env.company
        day = data.date or company._fynlo_business_date(fields.Datetime.now())
        where = self._where(stations, *company._fynlo_business_day(day))
        days = self._days(where, stations)
        tickets, late = sum(item.tickets for item in days), sum(item.late for item in days)
        return KitchenDay(
            date=day,
            tickets=tickets,
            completed=sum(item.completed for item in days),
            late=late,
            late_share=share(late, tickets),
            recalls=sum(item.recalls for item in days),
            stations=days,
            hours=self._hours(where, stations),
            busiest_quarter=self._busiest(where),
        )

    def _where(self, stations: Any, start: datetime, end: datetime) -> SQL:
        self.env["fynlo.kitchen.ticket"].flush_model()
        caller = self._caller
        at_till = SQL("t.config_id = %s", caller.till_id) if caller.till_id else SQL("TRUE")
        return SQL(
            "t.sent_at >= %s AND t.sent_at < %s AND t.company_id = %s AND t.station_id = ANY(%s)"
            " AND t.state NOT IN ('held', 'voided') AND %s",
            start,
            end,
            caller.company_id,
            stations.ids,
            at_till,
        )

    def _days(self, where: SQL, stations: Any) -> list[StationDay]:
        rows = self.env.execute_query(
            SQL(
                "SELECT t.station_id, %s FROM fynlo_kitchen_ticket t WHERE %s GROUP BY 1",
                _FIGURES,
                where,
            )
        )
        found = {row[0]: row[1:] for row in rows}
        return [
            _station_day(station, *found[station.id]) for station in stations if station.id in found
        ]

    def _hours(self, where: SQL, stations: Any) -> list[StationHour]:
        """By hour of the clock, in the order of the business day."""
        rows = self.env.execute_query(
            SQL(
                "SELECT t.station_id, EXTRACT(HOUR FROM t.sent_at AT TIME ZONE 'UTC'"
                " AT TIME ZONE %s)::int, %s FROM fynlo_kitchen_ticket t WHERE %s GROUP BY 1, 2",
                self.env.company._fynlo_zone(),
                _FIGURES,
                where,
            )
        )
        places = {station.id: place for place, station in enumerate(stations)}
        names = {station.id: station.name for station in stations}
        ends_at = self.env.company.fynlo_business_day_hour
        hours = [
            StationHour(
                station_id=row[0],
                station=names[row[0]],
                hour=row[1],
                tickets=row[2],
                prep_p50=_seconds(row[4]),
                prep_p90=_seconds(row[5]),
                late=row[6],
            )
            for row in rows
        ]
        return sorted(hours, key=lambda item: (places[item.station_id], (item.hour - ends_at) % 24))

    def _busiest(self, where: SQL) -> BusiestQuarter | None:
        """The quarter of an hour that most tickets came in; of equals, the first."""
        rows = self.env.execute_query(
            SQL(
                "SELECT date_bin('15 minutes', t.sent_at, '2000-01-01'), COUNT(*)::int"
                " FROM fynlo_kitchen_ticket t WHERE %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1",
                where,
            )
        )
        return BusiestQuarter(begins_at=rows[0][0], tickets=rows[0][1]) if rows else None


def _station_day(
    station: Any,
    tickets: int,
    completed: int,
    half: float | None,
    most: float | None,
    late: int,
    recalls: int,
) -> StationDay:
    return StationDay(
        station_id=station.id,
        station=station.name,
        tickets=tickets,
        completed=completed,
        prep_p50=_seconds(half),
        prep_p90=_seconds(most),
        late=late,
        late_share=share(late, tickets),
        recalls=recalls,
    )


def _seconds(value: float | None) -> int | None:
    return None if value is None else round(value)
