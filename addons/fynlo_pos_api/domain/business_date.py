"""The business date: the day that a sale belongs to when the night goes on past midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def business_date(moment: datetime, zone: str, hour: int) -> date:
    """The business date of a moment.

    :param moment: UTC, with or without a time zone
    :param zone: the restaurant's time zone, as in the IANA database
    :param hour: when its day ends, by the clock on the wall: 4 puts 03:59 to the day before

    >>> business_date(datetime(2023, 7, 2, 2, 59), "Europe/London", 4)
    datetime.date(2023, 7, 1)
    >>> business_date(datetime(2023, 7, 2, 3, 0), "Europe/London", 4)
    datetime.date(2023, 7, 2)
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    wall = aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(hours=hour)).date()


def business_day(day: date, zone: str, hour: int) -> tuple[datetime, datetime]:
    """When a business day begins and ends: naive UTC times, the end not included.

    >>> business_day(date(2023, 7, 1), "Europe/London", 4)
    (datetime.datetime(2023, 7, 1, 3, 0), datetime.datetime(2023, 7, 2, 3, 0))
    """
    return _begin(day, zone, hour), _begin(day + timedelta(days=1), zone, hour)


def days_before(moment: datetime, zone: str, days: int) -> datetime:
    """The same time of day some days before, by the clock on the wall.

    :param moment: UTC, naive
    :return: UTC, naive

    >>> days_before(datetime(2023, 3, 28, 18, 30), "Europe/London", 7)  # 19:30, then winter time
    datetime.datetime(2023, 3, 21, 19, 30)
    """
    wall = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)) - timedelta(days=days)
    return wall.astimezone(UTC).replace(tzinfo=None)


def _begin(day: date, zone: str, hour: int) -> datetime:
    wall = datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).replace(tzinfo=None)
