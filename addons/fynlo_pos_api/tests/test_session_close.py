from datetime import date, datetime
from uuid import uuid4

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Forbidden, Invalid, NotFound
from .session_case import SessionCase


class TestSessionClose(SessionCase):
    """Closing the till, and what keeps it from being closed."""

    def test_the_session_and_its_orders_are_posted(self) -> None:
        session = self.open()
        order = self.order((self.burger, 2))
        self.pay(order, self.card, 2590)
        reply = self.close(session, 10000, note="Quiet night")

        self.assertEqual(session.state, "closed")
        self.assertEqual(session.closing_notes, "Quiet night")
        self.assertEqual(session.cash_register_balance_end_real, 100.0)
        self.assertEqual(session.order_ids.mapped("state"), ["done"])
        self.assertEqual(session.move_id.state, "posted")
        self.assertEqual(reply["session"]["state"], "closed")
        self.assertEqual(reply["session"]["version"], 2)
        self.assertTrue(reply["session"]["closed_at"])
        self.assertEqual(self.events("session.closed"), [reply["report"]])
        with self.assertRaises(NotFound):
            self.query("session.current")

    def test_open_orders_are_listed(self) -> None:
        session = self.open()
        paid = self.order((self.bread, 1))
        self.pay(paid, self.card, 310)
        open_order = self.order((self.burger, 1))
        with self.assertRaises(Conflict) as caught:
            self.close(session, 10000)

        self.assertEqual(caught.exception.code, ErrorCode.ORDERS_OPEN)
        listed = {
            "id": open_order["id"],
            "number": open_order["number"],
            "total": self.money(1295),
        }
        self.assertEqual(caught.exception.extra["orders"], [listed])
        self.assertEqual(session.state, "opened")
        self.assertFalse(session.move_id)
        self.assertEqual(session.cash_register_balance_end_real, 0.0)

    def test_a_partly_paid_order_keeps_the_session_open(self) -> None:
        session = self.open()
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1000)
        with self.assertRaises(Conflict) as caught:
            self.close(session, 11000)
        self.assertEqual(caught.exception.code, ErrorCode.ORDERS_OPEN)
        self.assertEqual(session.order_ids.state, "draft")

    def test_empty_orders_are_cancelled(self) -> None:
        session = self.open()
        nothing = self.order()
        voided = self.order((self.burger, 1))
        self.command(
            "order.void_line",
            order_id=voided["id"],
            line_id=voided["lines"][0]["id"],
            reason_id=self.reason("void"),
        )
        report = self.close(session, 10000)["report"]

        self.assertEqual(session.order_ids.mapped("state"), ["cancel", "cancel"])
        cancelled = self.env["fynlo.event"].search([("name", "=", "order.cancelled")])
        ids = {nothing["id"], voided["id"]}
        self.assertEqual(set(cancelled.mapped("aggregate_uuid")), ids)
        self.assertEqual(report["order_count"], 0)
        self.assertEqual(report["line_count"], 0)
        self.assertEqual(report["voids"], {"count": 1, "amount": self.money(1295)})
        self.assertIsNone(report["journal_entry"])

    def test_a_session_without_sales_closes(self) -> None:
        session = self.open(5000)
        report = self.close(session, 4900)["report"]

        self.assertEqual(session.state, "closed")
        self.assertIsNone(report["journal_entry"])
        self.assertEqual(report["difference"], self.money(-100))
        [loss] = session.statement_line_ids
        self.assertEqual((loss.amount, loss.move_id.state), (-1.0, "posted"))

    def test_a_closed_session_is_not_closed_again(self) -> None:
        session = self.open()
        self.close(session, 10000)
        with self.assertRaises(Conflict) as caught:
            self.close(session, 5000)
        self.assertEqual(caught.exception.code, ErrorCode.SESSION_NOT_OPEN)
        self.assertEqual(session.cash_register_balance_end_real, 100.0)

    def test_the_same_key_closes_once(self) -> None:
        session, key = self.open(), str(uuid4())
        values = {"session_id": session.id, "counted_cash": self.money(10000)}
        first = self.runner()._command("session.close", values, key)
        again = self.runner()._command("session.close", values, key)
        self.assertEqual(first.body, again.body)
        self.assertEqual(len(self.events("session.closed")), 1)

    def test_sessions_of_others_are_not_found(self) -> None:
        session = self.open()
        other_till = self.caller(till_id=self._till("Terrace").id)
        company = self.env["res.company"].create({"name": "Other"})
        self.person.company_ids |= company
        other_company = self.caller(company_id=company.id, till_id=None)
        for caller in (other_till, other_company):
            with self.assertRaises(NotFound):
                self.close(session, 10000, caller=caller)
        self.assertEqual(session.state, "opened")
        self.close(session, 10000, caller=self.caller(till_id=None))
        self.assertEqual(session.state, "closed")

    def test_a_failed_close_leaves_nothing(self) -> None:
        """The entry is out of balance when the tax of a sold dish was changed before closing."""
        session = self.open()
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1295)
        self.standard.price_include_override = "tax_excluded"
        with self.assertRaises(Conflict) as caught:
            self.close(session, 11295)

        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        self.assertIn("2.59", caught.exception.detail)
        self.assertEqual(session.state, "opened")
        self.assertFalse(session.stop_at or session.move_id or session.statement_line_ids)
        self.assertFalse(session.picking_ids)
        self.assertEqual(session.cash_register_balance_end_real, 0.0)
        self.assertEqual(session.order_ids.state, "paid")

    def test_a_missing_account_is_said(self) -> None:
        session = self.open()
        self.cash.journal_id.loss_account_id = False
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1295)
        with self.assertRaisesRegex(Exception, "Loss Account"):
            self.close(session, 11000)
        self.assertEqual((session.state, session.order_ids.state), ("opened", "paid"))

    def test_a_large_difference_needs_a_manager(self) -> None:
        self.till.write({"set_maximum_difference": True, "amount_authorized_diff": 2.0})
        session, cashier = self.open(), self.caller(Role.CASHIER)
        with self.assertRaises(ApprovalRequired):
            self.close(session, 9799, caller=cashier)
        self.assertEqual(session.state, "opened")
        self.close(session, 9800, caller=cashier)
        self.assertEqual(session.state, "closed")

    def test_a_manager_may_accept_a_large_difference(self) -> None:
        self.till.write({"set_maximum_difference": True, "amount_authorized_diff": 2.0})
        session = self.open()
        self.close(session, 5000)
        [event] = self.env["fynlo.event"].search([("name", "=", "session.closed")])
        self.assertEqual(event.approver_id, self.employee)

    def test_a_till_without_cash_closes(self) -> None:
        self.till.payment_method_ids = self.card
        session = self.open(0)
        self.pay(self.order((self.burger, 1)), self.card, 1295)
        with self.assertRaises(Invalid):
            self.close(session, 1)
        report = self.close(session, 0)["report"]
        self.assertEqual(report["expected_cash"], self.money(0))
        self.assertEqual(report["gross"], self.money(1295))
        self.assertTrue(report["journal_entry"]["balanced"])


class TestSessionCloseHistory(SessionCase):
    """Closing with a time of the past."""

    def test_every_entry_belongs_to_that_day(self) -> None:
        session = self.open(at="2023-04-01T10:00:00Z")
        sold = {"ordered_at": "2023-04-01T18:00:00Z"}
        order = self.order((self.burger, 1), **sold)
        self.pay(order, self.cash, 1000, paid_at="2023-04-01T19:00:00Z")
        self.pay(order, self.card, 295, paid_at="2023-04-01T19:00:00Z")
        # Half past one at night in London: still the business date before.
        reply = self.close(session, 10900, at="2023-04-02T00:30:00Z")

        day = date(2023, 4, 1)
        self.assertEqual(reply["session"]["closed_at"], "2023-04-02T00:30:00Z")
        self.assertEqual(reply["report"]["journal_entry"]["date"], "2023-04-01")
        self.assertTrue(reply["report"]["journal_entry"]["balanced"])
        self.assertEqual(session.stop_at, datetime.fromisoformat("2023-04-02 00:30:00"))
        entries = session._get_related_account_moves()
        self.assertEqual(len(entries), 4)
        self.assertEqual(set(entries.mapped("date")), {day})
        self.assertEqual(set(entries.line_ids.mapped("date")), {day})
        self.assertEqual(session.statement_line_ids.mapped("date"), [day, day])
        self.assertEqual(session.bank_payment_ids.date, day)
        self.assertIn("2023", session.move_id.name)
        self.assertEqual(session.picking_ids.date_done, session.stop_at)
        self.assertEqual(set(session.picking_ids.move_ids.mapped("date")), {session.stop_at})

    def test_a_close_before_the_opening_is_refused(self) -> None:
        session = self.open(at="2023-04-01T10:00:00Z")
        with self.assertRaises(Invalid) as caught:
            self.close(session, 10000, at="2023-04-01T09:59:59Z")
        self.assertEqual(caught.exception.errors[0]["field"], "at")
        self.assertEqual(session.state, "opened")

    def test_locked_books_refuse(self) -> None:
        """Odoo lets a period be locked that ends before the opening; the night still is in it."""
        session = self.open(at="2023-05-01T01:00:00Z")
        self.company.fiscalyear_lock_date = date(2023, 4, 30)
        with self.assertRaises(Invalid) as caught:
            self.close(session, 10000, at="2023-05-01T02:00:00Z")
        self.assertEqual(caught.exception.errors[0]["field"], "at")
        self.assertEqual(session.state, "opened")
        self.close(session, 10000, at="2023-05-01T03:00:00Z")
        self.assertEqual(session.state, "closed")

    def test_only_a_manager_brings_history(self) -> None:
        session = self.open(at="2023-04-01T10:00:00Z")
        with self.assertRaises(Forbidden):
            self.close(session, 10000, at="2023-04-02T10:00:00Z", caller=self.caller(Role.CASHIER))
        self.assertEqual(session.state, "opened")
