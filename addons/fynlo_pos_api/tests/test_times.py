from datetime import UTC, date, datetime

from ..exceptions import Invalid
from ..schemas.common import FIRST_DAY, FIRST_TIME, LAST_DAY, LAST_TIME
from ..schemas.order import OrderCreate, OrderFilter
from .session_case import SessionCase

TOO_EARLY = ("0001-01-01T00:00:00+14:00", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01")
TOO_LATE = ("9999-12-31T23:59:59-12:00", "2200-01-01T00:00:00Z", "2199-12-31T23:59:59-00:01")


class TestTimes(SessionCase):
    """Dates and times at the edges of what a calendar holds are refused, each by its field."""

    def refusal(self, door: str, name: str, **values: object) -> dict:
        """The one field error that a query or command answers with."""
        with self.assertRaises(Invalid) as caught:
            getattr(self, door)(name, **values)
        (error,) = caught.exception.errors
        return error

    def test_a_date_outside_of_the_calendar_is_refused(self) -> None:
        for day in ("0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"):
            for name in ("order.list", "payment.summary"):
                self.assertEqual(self.refusal("query", name, date=day)["field"], "date")
        days = {"from": "2199-12-01", "to": "2200-01-01"}
        error = self.refusal("query", "payment.daily_totals", **days)
        self.assertEqual(error["field"], "to")
        self.assertEqual(error["detail"], "Input should be less than or equal to 2199-12-31")

    def test_the_first_and_the_last_date_are_served(self) -> None:
        for day in ("1970-01-01", "2199-12-31"):
            self.assertEqual(self.query("order.list", date=day)["items"], [])
            self.assertEqual(self.query("payment.summary", date=day)["payments"], [])
            days = {"from": day, "to": day}
            self.assertEqual(self.query("payment.daily_totals", **days)["items"], [])

    def test_a_time_outside_of_the_calendar_is_refused(self) -> None:
        for moment in (*TOO_EARLY, *TOO_LATE):
            error = self.refusal("query", "order.list", updated_since=moment)
            self.assertEqual(error["field"], "updated_since")
            self.assertIn("1970-01-01T00:00:00Z to 2199-12-31T23:59:59Z", error["detail"])
        for moment in ("1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z"):
            self.query("order.list", updated_since=moment)

    def test_no_command_takes_such_a_time(self) -> None:
        money = {"opening_float": self.money(0)}
        payment = {"method_id": self.cash.id, "amount": self.money(0)}
        for moment in (*TOO_EARLY, *TOO_LATE, "2023-04-01T10:00:00"):
            error = self.refusal("command", "session.open", **money, at=moment)
            self.assertEqual(error["field"], "at")
            error = self.refusal("command", "order.create", lines=[], ordered_at=moment)
            self.assertEqual(error["field"], "ordered_at")
            paid = {**payment, "paid_at": moment}
            error = self.refusal("command", "order.create", lines=[], payments=[paid])
            self.assertEqual(error["field"], "payments.0.paid_at")
        self.assertFalse(self.till.current_session_id)

    def test_a_time_needs_its_offset(self) -> None:
        error = self.refusal("query", "order.list", updated_since="2023-04-01T10:00:00")
        self.assertEqual(
            error["detail"],
            "Value error, send a time with its offset from UTC, such as 2026-07-01T19:30:00Z",
        )
        moment = OrderFilter(updated_since="2023-04-01T10:00:00+02:00").updated_since
        self.assertEqual(moment, datetime(2023, 4, 1, 8, tzinfo=UTC))

    def test_the_document_says_so(self) -> None:
        filters = OrderFilter.model_json_schema()["properties"]
        self.assertEqual(
            filters["date"]["anyOf"][0],
            {
                "type": "string",
                "format": "date",
                "description": f"From {FIRST_DAY} to {LAST_DAY}.",
            },
        )
        body = OrderCreate.model_json_schema()["properties"]
        self.assertEqual(
            body["ordered_at"]["anyOf"][0],
            {
                "type": "string",
                "format": "date-time",
                "description": f"RFC 3339 with an offset, from {FIRST_TIME} to {LAST_TIME}.",
            },
        )
        self.assertEqual((FIRST_DAY, LAST_DAY), (date(1970, 1, 1), date(2199, 12, 31)))
