from datetime import datetime, timedelta
from typing import Any

from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.exceptions import Forbidden, NotFound

from .kitchen_case import KitchenCase

# A Monday; London is an hour ahead of UTC.
NOON = datetime(2026, 6, 1, 11, 0)  # noqa: DTZ001 - as Odoo keeps it


@tagged("post_install", "-at_install")
class TestKitchenAnalytics(KitchenCase):
    """kitchen.analytics_daily, with exact figures."""

    def ticket(self, station: Any, minute: int, seconds: int | None, **values: Any) -> None:
        """A ticket that was sent so many minutes after noon and took so many seconds."""
        sent_at = NOON + timedelta(minutes=minute)
        done = seconds and sent_at + timedelta(seconds=seconds)
        self.env["fynlo.kitchen.ticket"].create(
            {
                "order_id": self.order_id,
                "station_id": station.id,
                "company_id": self.company.id,
                "config_id": self.till.id,
                "send_number": 1,
                "state": "completed" if done else "new",
                "sent_at": sent_at,
                "late_at": sent_at + timedelta(seconds=station.late_seconds),
                "completed_at": done,
                **values,
            }
        )

    def setUp(self) -> None:
        """Eleven tickets of a day, of which the grill has ten; others that do not count."""
        super().setUp()
        self.order_id = self.record(self.order((self.beer, 1))).id
        for index in range(9):
            self.ticket(self.grill, index, 100 * (index + 1), recalls=index == 3)
        self.ticket(self.grill, 75, None)
        self.ticket(self.bar, 5, 60)
        self.ticket(self.bar, 5, 60, state="voided")
        self.ticket(self.bar, 5, None, state="held")
        self.ticket(self.bar, 24 * 60, 60)

    def day(self, **values: Any) -> dict[str, Any]:
        """The figures of the day."""
        found: dict[str, Any] = self.query(
            "kitchen.analytics_daily", self.cook(), date="2026-06-01", **values
        )
        return found

    def test_the_day(self) -> None:
        """700, 800 and 900 seconds are late, and the one that is not done."""
        day = self.day()
        whole = {name: day[name] for name in ("tickets", "completed", "late", "recalls")}
        self.assertEqual(whole, {"tickets": 11, "completed": 10, "late": 4, "recalls": 1})
        self.assertEqual((day["date"], day["late_share"]), ("2026-06-01", 0.3636))
        self.assertEqual(
            day["busiest_quarter"], {"begins_at": "2026-06-01T11:00:00Z", "tickets": 10}
        )

    def test_stations(self) -> None:
        """Medians and nine of ten."""
        grill, bar = self.day()["stations"]
        self.assertEqual(
            grill,
            {
                "station_id": self.grill.id,
                "station": "Grill",
                "tickets": 10,
                "completed": 9,
                "prep_p50": 500,
                "prep_p90": 820,
                "late": 4,
                "late_share": 0.4,
                "recalls": 1,
            },
        )
        self.assertEqual((bar["tickets"], bar["prep_p50"], bar["late_share"]), (1, 60, 0.0))

    def test_hours(self) -> None:
        """By the clock of the restaurant."""
        hours = [
            (item["station"], item["hour"], item["tickets"], item["prep_p50"], item["late"])
            for item in self.day()["hours"]
        ]
        self.assertEqual(
            hours, [("Grill", 12, 9, 500, 3), ("Grill", 13, 1, None, 1), ("Bar", 12, 1, 60, 0)]
        )

    def test_one_station(self) -> None:
        """Its figures alone; a strange one is not there, and an accountant has no right."""
        day = self.day(station_id=self.bar.id)
        self.assertEqual((day["tickets"], len(day["stations"])), (1, 1))
        with self.assertRaises(NotFound):
            self.day(station_id=self.bar.id + 1000)
        with self.assertRaises(Forbidden):
            self.query("kitchen.analytics_daily", self.caller(Role.ACCOUNTANT))

    def test_a_day_without_any(self) -> None:
        """Nothing, and no error."""
        day = self.query("kitchen.analytics_daily", self.cook(), date="2020-01-01")
        self.assertEqual(
            (day["tickets"], day["late_share"], day["stations"], day["busiest_quarter"]),
            (0, 0.0, [], None),
        )
