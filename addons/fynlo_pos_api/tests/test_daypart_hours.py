# Times are naive UTC, as Odoo has them.
# ruff: noqa: DTZ001
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ..domain.daypart import Hours, minute_of, next_border, on_the_wall

MINUTES = st.integers(0, 1439)
HOURS = st.builds(
    Hours,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    begins=MINUTES,
    ends=st.integers(1, 1440),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


class TestDaypartHours(TransactionCase):
    """When dayparts hold, by the clock on the wall."""

    def test_a_day_part_and_a_night_part(self) -> None:
        lunch = Hours(frozenset({0, 1}), 12 * 60, 15 * 60)
        monday = datetime(2026, 3, 2)
        held = [lunch.hold_at(monday + timedelta(minutes=m)) for m in (719, 720, 899, 900)]
        self.assertEqual(held, [False, True, True, False])
        self.assertFalse(lunch.hold_at(monday + timedelta(days=2, hours=13)))
        night = Hours(frozenset({6}), 22 * 60, 2 * 60)
        sunday = datetime(2026, 3, 1, 22)
        held = [night.hold_at(sunday + timedelta(hours=h)) for h in (-1, 0, 3, 4)]
        self.assertEqual(held, [False, True, True, False])

    def test_a_whole_day_and_a_part_of_24_hours(self) -> None:
        day = Hours(frozenset({2}), 0, 1440)
        wednesday = datetime(2026, 3, 4)
        held = [day.hold_at(wednesday + timedelta(hours=h)) for h in (-1, 0, 23, 24)]
        self.assertEqual(held, [False, True, True, False])
        noon = Hours(frozenset({2}), 720, 720)
        held = [noon.hold_at(wednesday + timedelta(hours=h)) for h in (11, 12, 35, 36)]
        self.assertEqual(held, [False, True, True, False])

    def test_the_next_border_when_clocks_change(self) -> None:
        """In London clocks go forward on 29 March 2026 and back on 25 October."""
        brunch = [Hours(frozenset({6}), 10 * 60, 14 * 60)]
        for day, begins, ends in (
            (datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 9), datetime(2026, 3, 29, 13)),
            (datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 10), datetime(2026, 10, 25, 14)),
        ):
            self.assertEqual(next_border(brunch, day, "Europe/London"), begins)
            self.assertEqual(next_border(brunch, begins, "Europe/London"), ends)
        self.assertIsNone(next_border([], datetime(2026, 1, 1), "UTC"))

    @given(HOURS, MOMENTS, st.sampled_from(["UTC", "Asia/Tokyo", "America/St_Johns"]))
    @settings(max_examples=200, deadline=None)
    def test_nothing_changes_before_the_next_border(
        self, hours: Hours, moment: datetime, zone: str
    ) -> None:
        border = next_border([hours], moment, zone)
        now = hours.hold_at(on_the_wall(moment, zone))
        if border is None:
            self.fail("a part that comes every week has a border")
        for share in (0.25, 0.5, 0.99):
            between = moment + (border - moment) * share
            wall = on_the_wall(between, zone)
            # A clock that is put forward leaves out the border that stands in the gap.
            offset = on_the_wall(moment, zone) - moment
            if wall - between == offset:
                self.assertEqual(hours.hold_at(wall), now, (moment, between, border))

    def test_times_as_text(self) -> None:
        self.assertEqual([minute_of(text) for text in ("00:00", "07:30", "24:00")], [0, 450, 1440])
        self.assertEqual(str(Hours(frozenset(range(7)), 0, 1440)), "daily 00:00-24:00")
        self.assertEqual(str(Hours(frozenset({4, 5, 6}), 990, 60)), "Fri-Sun 16:30-01:00")
