from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Command

from ..domain import opening_hours
from ..domain.opening_hours import DAYS
from ..exceptions import Invalid
from ..schemas.common import Weekday
from ..schemas.settings import Holiday, Opening, OpeningTime
from ..schemas.settings_change import OpeningPatch


class FynloOpeningHours(models.AbstractModel):
    """Opening hours and holidays, kept as one of Odoo's calendars of the company."""

    _name = "fynlo.opening.hours"
    _inherit = ["fynlo.service"]
    _description = "Opening hours"

    def _read_of(self, company: Any) -> Opening:
        """The hours of a company (res.company, as superuser)."""
        calendar = company.fynlo_opening_calendar_id
        parts = [
            opening_hours.Span(
                int(item.dayofweek), round(item.hour_from * 60), round(item.hour_to * 60)
            )
            for item in calendar.attendance_ids
            if not item.display_type
        ]
        zone = ZoneInfo(company._fynlo_zone())
        return Opening(
            weekly=[
                OpeningTime(
                    day=Weekday(DAYS[item.weekday]),
                    opens=opening_hours.clock(item.opens),
                    closes=opening_hours.clock(item.closes),
                )
                for item in opening_hours.openings(parts)
            ],
            holidays=[
                Holiday(
                    name=leave.name or "",
                    first_day=_local_day(leave.date_from, zone),
                    last_day=_local_day(leave.date_to, zone),
                )
                for leave in calendar.global_leave_ids.sorted("date_from")
            ],
        )

    def _change(self, company: Any, data: OpeningPatch) -> None:
        """Set what is sent: the whole week, the whole list of holidays.

        :raises Invalid: two openings overlap
        """
        values: dict[str, Any] = {}
        if "weekly" in data.model_fields_set:
            values["attendance_ids"] = [Command.clear(), *self._attendances(data)]
        if "holidays" in data.model_fields_set:
            zone = ZoneInfo(company._fynlo_zone())
            leaves = [Command.create(_leave(item, zone)) for item in data.holidays or []]
            values["global_leave_ids"] = [Command.clear(), *leaves]
        if not values:
            return
        values["tz"] = company._fynlo_zone()
        if company.fynlo_opening_calendar_id:
            company.fynlo_opening_calendar_id.write(values)
            return
        name = f"Opening hours of {company.name}"
        calendar = company.env["resource.calendar"].create(
            {"attendance_ids": [], **values, "name": name, "company_id": company.id}
        )
        company.fynlo_opening_calendar_id = calendar

    def _attendances(self, data: OpeningPatch) -> list[Any]:
        wanted = [
            opening_hours.Opening(
                DAYS.index(item.day),
                opening_hours.minutes(item.opens),
                opening_hours.minutes(item.closes),
            )
            for item in data.weekly or []
        ]
        try:
            parts = opening_hours.spans(wanted)
        except ValueError as error:
            raise Invalid(f"Change these: {error}.", field="opening.weekly") from None
        return [
            Command.create(
                {
                    "name": "Open",
                    "dayofweek": str(part.weekday),
                    "day_period": "morning" if part.start < 12 * 60 else "afternoon",
                    "hour_from": part.start / 60,
                    "hour_to": part.end / 60,
                }
            )
            for part in parts
        ]


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day of a time (naive UTC) in the restaurant."""
    return moment.replace(tzinfo=UTC).astimezone(zone).date()


def _leave(item: Any, zone: ZoneInfo) -> dict[str, Any]:
    """The whole days, in the restaurant's time zone, as naive UTC."""
    start = datetime.combine(item.first_day, time.min, zone)
    end = datetime.combine(item.last_day, time.max, zone) - timedelta(microseconds=999_999)
    return {
        "name": item.name,
        "date_from": start.astimezone(UTC).replace(tzinfo=None),
        "date_to": end.astimezone(UTC).replace(tzinfo=None),
    }
