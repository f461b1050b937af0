"""Figures of a day in the kitchen."""

import datetime

from odoo.addons.fynlo_pos_api.schemas.common import DateSent, Id, Schema, Time


class AnalyticsFilter(Schema):
    """Which business date (today unless given), and of which station."""

    date: DateSent | None = None
    station_id: Id | None = None


class StationHour(Schema):
    """Tickets that a station got in an hour by the clock; times in seconds, from sent to done."""

    station_id: int
    station: str
    hour: int
    tickets: int
    prep_p50: int | None
    prep_p90: int | None
    late: int


class StationDay(Schema):
    """A station's day. `late_share`: how many of its tickets were late, 0 to 1."""

    station_id: int
    station: str
    tickets: int
    completed: int
    prep_p50: int | None
    prep_p90: int | None
    late: int
    late_share: float
    recalls: int


class BusiestQuarter(Schema):
    """The quarter of an hour in which most tickets came in."""

    begins_at: Time
    tickets: int


class KitchenDay(Schema):
    """A business date. Tickets that are on hold or were voided do not count."""

    date: datetime.date
    tickets: int
    completed: int
    late: int
    late_share: float
    recalls: int
    stations: list[StationDay]
    hours: list[StationHour]
    busiest_quarter: BusiestQuarter | None
