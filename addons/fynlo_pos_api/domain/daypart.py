"""Dayparts: parts of the week at which something is sold, by the clock on the wall.

models/fynlo_menu_version says the same in SQL, for one query tells whether a kept menu still holds;
tests/test_dayparts.py holds the two together.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK = frozenset(range(7))
# What began the day before may go on; a week later the same begins again.
_DAYS_AROUND = range(-1, 9)


@dataclass(frozen=True, slots=True)
class Hours:
    """On these weekdays (0 is Monday) from one minute of the day to another, not included.

    One that ends before it begins goes on into the next day; one that ends as it begins lasts 24
    hours.
    """

    weekdays: frozenset[int]
    begins: int
    ends: int

    @classmethod
    def of(cls, weekdays: Collection[int], begins: float, ends: float) -> "Hours":
        """From hours of the day, as Odoo keeps them: 7.5 is half past seven.

        >>> Hours.of([0], 7.5, 24).ends
        1440
        """
        return cls(frozenset(weekdays), round(begins * 60), round(ends * 60))

    def hold_at(self, wall: datetime) -> bool:
        """Whether it is within these hours at a moment by the clock on the wall.

        >>> night = Hours(frozenset({4}), 22 * 60, 2 * 60)
        >>> [night.hold_at(datetime(2026, 3, day, 1)) for day in (6, 7)]
        [False, True]
        """
        minute, today = wall.hour * 60 + wall.minute, wall.weekday()
        if self.begins < self.ends:
            return today in self.weekdays and self.begins <= minute < self.ends
        since_today = today in self.weekdays and minute >= self.begins
        return since_today or ((today - 1) % 7 in self.weekdays and minute < self.ends)

    def borders(self, day: date) -> Iterator[datetime]:
        """When what begins on a day begins and ends, by the clock on the wall."""
        if day.weekday() not in self.weekdays:
            return
        midnight = datetime.combine(day, time())
        lasts = (self.ends - self.begins - 1) % DAY_MINUTES + 1
        yield midnight + timedelta(minutes=self.begins)
        yield midnight + timedelta(minutes=self.begins + lasts)

    def __str__(self) -> str:
        """As a person reads it.

        >>> str(Hours(frozenset({0, 1, 2, 5}), 420, 690))
        'Mon-Wed, Sat 07:00-11:30'
        """
        days = "daily" if self.weekdays == _WEEK else ", ".join(_runs(sorted(self.weekdays)))
        return f"{days} {clock(self.begins)}-{clock(self.ends)}"


def clock(minute: int) -> str:
    """A minute of the day as the clock shows it.

    >>> clock(450), clock(1440)
    ('07:30', '24:00')
    """
    return f"{minute // 60:02}:{minute % 60:02}"


def minute_of(text: str) -> int:
    """The minute of the day that a clock shows: the opposite of `clock`.

    >>> minute_of("07:30")
    450
    """
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall shows at a moment (naive UTC), without a time zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def next_border(every: Iterable[Hours], moment: datetime, zone: str) -> datetime | None:
    """When the next of these hours begin or end, after a moment (naive UTC).

    >>> lunch = Hours(frozenset({0}), 720, 900)
    >>> next_border([lunch], datetime(2026, 7, 6, 11, 0), "Europe/London")
    datetime.datetime(2026, 7, 6, 14, 0)
    """
    today = on_the_wall(moment, zone).date()
    days = [today + timedelta(days=number) for number in _DAYS_AROUND]
    walls = (wall for hours in every for day in days for wall in hours.borders(day))
    # A clock that is put back shows the same time twice.
    moments = (_in_utc(wall, zone, fold) for wall in walls for fold in (0, 1))
    return min((border for border in moments if border > moment), default=None)


def _in_utc(wall: datetime, zone: str, fold: int) -> datetime:
    aware = wall.replace(tzinfo=ZoneInfo(zone), fold=fold)
    return aware.astimezone(UTC).replace(tzinfo=None)


def _runs(days: list[int]) -> Iterator[str]:
    start = 0
    for place, day in enumerate(days):
        if place + 1 < len(days) and days[place + 1] == day + 1:
            continue
        first, last = _NAMES[days[start]], _NAMES[day]
        yield first if first == last else f"{first}-{last}"
        start = place + 1
