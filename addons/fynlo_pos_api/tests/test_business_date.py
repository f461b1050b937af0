from datetime import date, datetime, timedelta

import pytz

from odoo.tests import BaseCase

from ..domain.business_date import business_date, business_day

LONDON = "Europe/London"
utc = datetime.fromisoformat


class TestBusinessDate(BaseCase):
    """The business date, against clocks of the real world."""

    def test_the_night_counts_to_the_day_before(self) -> None:
        self.assertEqual(business_date(utc("2023-01-02 03:59:59"), LONDON, 4), date(2023, 1, 1))
        self.assertEqual(business_date(utc("2023-01-02 04:00:00"), LONDON, 4), date(2023, 1, 2))

    def test_the_hour_is_that_of_the_wall_clock(self) -> None:
        """In summer 04:00 in London is 03:00 UTC; in New York it is 08:00 UTC."""
        self.assertEqual(business_date(utc("2023-07-02 03:00:00"), LONDON, 4), date(2023, 7, 2))
        moment = utc("2023-07-02 07:59:00")
        self.assertEqual(business_date(moment, "America/New_York", 4), date(2023, 7, 1))

    def test_a_time_with_a_zone_is_read_in_it(self) -> None:
        moment = utc("2023-07-02 02:59:00+00:00").astimezone(pytz.timezone("Asia/Tokyo"))
        self.assertEqual(business_date(moment, LONDON, 4), date(2023, 7, 1))

    def test_midnight_may_end_the_day(self) -> None:
        self.assertEqual(business_date(utc("2023-01-02 00:00:00"), LONDON, 0), date(2023, 1, 2))
        day = business_day(date(2023, 1, 2), LONDON, 0)
        self.assertEqual(day, (utc("2023-01-02 00:00:00"), utc("2023-01-03 00:00:00")))

    def test_days_are_longer_and_shorter_when_the_clock_changes(self) -> None:
        spring = business_day(date(2023, 3, 25), LONDON, 4)
        autumn = business_day(date(2023, 10, 28), LONDON, 4)
        self.assertEqual(spring[1] - spring[0], timedelta(hours=23))
        self.assertEqual(autumn[1] - autumn[0], timedelta(hours=25))

    def test_date_and_day_agree_in_every_half_hour_of_a_year(self) -> None:
        for zone, hour in ((LONDON, 4), (LONDON, 1), ("America/New_York", 2), ("UTC", 0)):
            moment, end = utc("2023-01-01 00:00:00"), utc("2024-01-01 00:00:00")
            while moment < end:
                day = business_date(moment, zone, hour)
                start, stop = business_day(day, zone, hour)
                self.assertTrue(start <= moment < stop, (zone, hour, moment))
                moment += timedelta(minutes=30)
