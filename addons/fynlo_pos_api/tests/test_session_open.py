from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from psycopg2.errors import UniqueViolation

from odoo.tools import mute_logger

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Forbidden, Invalid, NotFound
from .session_case import SessionCase


class TestSessionOpen(SessionCase):
    """Opening the till."""

    def test_a_session_opens_with_its_float(self) -> None:
        reply = self.command("session.open", opening_float=self.money(15050), note="Two bags")

        session = self.env["pos.session"].browse(reply["id"])
        self.assertEqual(session.state, "opened")
        self.assertEqual(session.config_id, self.till)
        self.assertEqual(session.user_id, self.person)
        self.assertEqual(session.cash_register_balance_start, 150.50)
        self.assertEqual(session.opening_notes, "Two bags")
        self.assertTrue(session.update_stock_at_closing)
        self.assertEqual(reply["opening_float"], self.money(15050))
        self.assertEqual(reply["state"], "open")
        self.assertEqual(reply["opened_by"], {"id": self.employee.id, "name": "Kim"})
        self.assertEqual(reply["till"], {"id": self.till.id, "name": "Bar"})
        self.assertEqual(reply["version"], 1)
        self.assertEqual(reply["order_count"], 0)
        self.assertEqual(
            reply["payment_methods"],
            [
                {"id": self.cash.id, "name": "Cash", "kind": "cash"},
                {"id": self.card.id, "name": "Card", "kind": "card"},
            ],
        )
        self.assertEqual(reply, self.query("session.current"))

    def test_the_difference_to_the_last_count_is_told(self) -> None:
        self.close(self.open(10000), 9000)
        session = self.open(8500)

        payload = {"opening_float": self.money(8500), "difference": self.money(-500)}
        self.assertEqual(self.events("session.opened")[0], payload)
        log = "".join(session.message_ids.mapped("body"))
        self.assertRegex(log, "Opening cash expected: [^<]*90.00<")
        self.assertRegex(log, "Opening cash counted: [^<]*85.00<")

    def test_a_second_session_is_refused_with_the_first(self) -> None:
        first = self.open()
        with self.assertRaises(Conflict) as caught:
            self.command("session.open", opening_float=self.money(0))

        self.assertEqual(caught.exception.code, ErrorCode.SESSION_ALREADY_OPEN)
        self.assertEqual(caught.exception.extra["session"]["id"], first.id)
        self.assertEqual(self.till.session_ids, first)

    def test_the_database_refuses_a_second_session(self) -> None:
        session = self.open()
        values = {"config_id": self.till.id, "user_id": self.person.id}
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env["pos.session"].with_context(onboarding_creation=True).create(values)
            self.env.flush_all()
        self.assertEqual(self.till.session_ids.exists(), session)

    def test_a_session_that_odoo_left_at_its_opening_is_taken(self) -> None:
        self.till.open_ui()
        left = self.till.current_session_id
        self.assertEqual(left.state, "opening_control")
        with self.assertRaises(NotFound):
            self.query("session.current")

        self.assertEqual(self.open(5000), left)
        self.assertEqual((left.state, left.cash_register_balance_start), ("opened", 50.0))

    def test_a_float_must_be_right(self) -> None:
        for amount, field in (
            ({"amount": 100, "currency": "CHF"}, "opening_float.currency"),
            (self.money(-1), "opening_float.amount"),
        ):
            with self.assertRaises(Invalid) as caught:
                self.command("session.open", opening_float=amount)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertFalse(self.till.session_ids)

    def test_a_till_without_cash_has_no_float(self) -> None:
        self.till.payment_method_ids = self.card
        with self.assertRaises(Invalid):
            self.open(100)
        self.assertEqual(self.open(0).cash_register_balance_start, 0.0)

    def test_who_may_open(self) -> None:
        for role in (Role.SERVER, Role.KITCHEN, Role.ACCOUNTANT):
            with self.assertRaises(Forbidden) as caught:
                self.command("session.open", self.caller(role), opening_float=self.money(0))
            self.assertEqual(caught.exception.code, ErrorCode.SCOPE_MISSING)
        with self.assertRaises(Conflict) as refused:
            self.command("session.open", self.caller(till_id=None), opening_float=self.money(0))
        self.assertEqual(refused.exception.code, ErrorCode.TILL_REQUIRED)
        self.assertFalse(self.till.session_ids)

    def test_the_same_key_opens_once(self) -> None:
        key, values = str(uuid4()), {"opening_float": self.money(100)}
        first = self.runner()._command("session.open", values, key)
        again = self.runner()._command("session.open", values, key)

        self.assertEqual(first.body, again.body)
        self.assertEqual(again.headers, {"Idempotency-Replayed": "true"})
        self.assertEqual(len(self.till.session_ids), 1)


class TestSessionHistory(SessionCase):
    """Opening with a time of the past."""

    def test_history_keeps_its_time(self) -> None:
        session = self.open(at="2023-04-02T00:30:00Z")

        self.assertEqual(session.start_at, datetime.fromisoformat("2023-04-02 00:30:00"))
        current = self.query("session.current")
        self.assertEqual(current["opened_at"], "2023-04-02T00:30:00Z")
        self.assertEqual(current["business_date"], str(date(2023, 4, 1)))

    def test_only_a_manager_brings_history(self) -> None:
        values = {"opening_float": self.money(0), "at": "2023-04-01T10:00:00Z"}
        with self.assertRaises(Forbidden):
            self.command("session.open", self.caller(Role.CASHIER), **values)
        self.assertFalse(self.till.session_ids)

    def test_the_future_is_refused(self) -> None:
        with self.assertRaises(Invalid) as caught:
            self.open(at=(datetime.now(UTC) + timedelta(minutes=5)).isoformat())
        self.assertEqual(caught.exception.errors[0]["field"], "at")

    def test_a_time_out_of_range_is_refused(self) -> None:
        for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
            with self.assertRaises(Invalid) as caught:
                self.open(at=at)
            self.assertEqual(caught.exception.errors[0]["field"], "at")
        self.assertFalse(self.till.session_ids)

    def test_locked_books_refuse(self) -> None:
        self.company.fiscalyear_lock_date = date(2023, 6, 30)
        with self.assertRaises(Invalid) as caught:
            self.open(at="2023-06-30T10:00:00Z")
        self.assertIn("The books are locked for 2023-06-30", caught.exception.detail)
        self.assertFalse(self.till.session_ids)
        self.assertTrue(self.open(at="2023-07-01T10:00:00Z"))
