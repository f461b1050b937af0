from typing import Any

from odoo.models import BaseModel

from ..const import Role
from ..exceptions import ApprovalRequired, Invalid, VersionConflict
from .test_session_cash import CashCase

NOTES = [{"value": 2000, "count": 4}, {"value": 500, "count": 3}, {"value": 5, "count": 100}]


class TestCounting(CashCase):
    """The drawer counted by coins and notes."""

    def _count(self, session: BaseModel, **values: Any) -> dict[str, Any]:
        return self.command("session.count_cash", session_id=session.id, **values)

    def test_the_coins_and_notes_of_the_till(self) -> None:
        items = self.query("session.coins_and_notes")["items"]
        values = [item["value"]["amount"] for item in items]
        self.assertEqual(values, sorted(values))
        self.assertLessEqual({1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}, set(values))

    def test_opening_and_closing_counts_are_in_the_report(self) -> None:
        session = self.open(10000, denominations=NOTES)
        report = self.close(session, 10000, denominations=list(reversed(NOTES)))["report"]
        self.assertEqual(report["opening_count"], NOTES)
        self.assertEqual(report["closing_count"], NOTES)
        self.assertEqual(report["difference"], self.money(0))
        self.assertEqual(len(session.fynlo_count_ids), 6)

    def test_the_coins_alone_make_the_total(self) -> None:
        reply = self.command("session.open", denominations=NOTES)
        session = self.env["pos.session"].browse(reply["id"])
        self.assertEqual(session.cash_register_balance_start, 100.0)
        report = self.command("session.close", session_id=session.id, denominations=NOTES)["report"]
        self.assertEqual(report["counted_cash"], self.money(10000))

    def test_what_does_not_add_up_is_refused(self) -> None:
        for denominations, field in (
            (NOTES[:2], "opening_float.amount"),
            ([{"value": 300, "count": 1}], "denominations.0.value"),
            ([*NOTES, NOTES[0]], "denominations.3.value"),
        ):
            with self.assertRaises(Invalid) as caught:
                self.open(10000, denominations=denominations)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(Invalid) as caught:
            self.command("session.open")
        self.assertEqual(caught.exception.errors[0]["field"], "opening_float")
        self.assertFalse(self.till.session_ids)

    def test_more_than_any_drawer_holds_is_refused(self) -> None:
        huge = {"name": "Gold", "value": 10_000_000.0}
        self.till.default_bill_ids = self.env["pos.bill"].create(huge)
        with self.assertRaises(Invalid) as caught:
            self.command("session.open", denominations=[{"value": 10**9, "count": 100_000}])
        self.assertEqual(caught.exception.errors[0]["field"], "denominations")
        self.assertFalse(self.till.session_ids)

    def test_a_count_before_the_closing_holds_at_the_closing(self) -> None:
        session = self.open(10000)
        reply = self._count(session, denominations=NOTES, base_version=1)
        self.assertEqual(reply["counted_cash"], self.money(10000))
        self.assertEqual(reply["version"], 2)
        self.assertNotIn("expected", " ".join(reply))
        self.assertEqual(self.query("session.current")["counted_at"], reply["counted_at"])

        again = [{"value": 2000, "count": 5}]
        self._count(session, denominations=again)
        report = self.command("session.close", session_id=session.id)["report"]
        self.assertEqual(report["closing_count"], again)
        self.assertEqual(report["counted_cash"], self.money(10000))
        counted = [event["denominations"] for event in self.events("session.cash_counted")]
        self.assertEqual(counted, [again, NOTES])

    def test_a_closing_without_any_count_is_refused(self) -> None:
        session = self.open(10000)
        with self.assertRaises(Invalid) as caught:
            self.command("session.close", session_id=session.id)
        self.assertEqual(caught.exception.errors[0]["field"], "counted_cash")
        self.assertEqual(session.state, "opened")

    def test_a_stale_closing_is_refused(self) -> None:
        session = self.open(10000)
        self._count(session, counted_cash=self.money(9900))
        with self.assertRaises(VersionConflict):
            self.close(session, 10000, base_version=1)
        self.assertEqual((session.state, session.cash_register_balance_end_real), ("opened", 99.0))
        self.close(session, 10000, base_version=2)
        self.assertEqual(session.state, "closed")


class TestBlindClose(CashCase):
    """Whoever closes blind is told the difference afterwards only."""

    @classmethod
    def setUpClass(cls) -> None:
        """Close blind."""
        super().setUpClass()
        cls.company.fynlo_blind_close = True

    def _sold(self) -> BaseModel:
        session = self.open(10000)
        self.pay(self.order((self.burger, 1)), self.cash, 1295)
        self.pay(self.order((self.burger, 1)), self.card, 1295)
        return session

    def test_a_cashier_is_not_told_what_should_be_there(self) -> None:
        session = self._sold()
        cashier = self.caller(Role.CASHIER)
        report = self.query("session.x_report", cashier, session_id=session.id)["report"]
        self.assertEqual((report["payments"], report["drawer"]), (None, None))
        self.assertEqual(report["gross"], self.money(2590))
        self.assertTrue(self.query("session.current", cashier)["blind_close"])
        summary = self.query("payment.summary", cashier, session_id=session.id)
        self.assertEqual([item["kind"] for item in summary["payments"]], ["card"])
        self.assertEqual(summary["total"], self.money(1295))

    def test_a_manager_is(self) -> None:
        session = self._sold()
        report = self.query("session.x_report", session_id=session.id)["report"]
        self.assertEqual(report["drawer"]["expected_cash"], self.money(11295))
        self.assertEqual(len(report["payments"]), 2)
        summary = self.query("payment.summary", session_id=session.id)
        self.assertEqual(summary["total"], self.money(2590))

    def test_the_closing_tells_the_difference(self) -> None:
        session = self._sold()
        reply = self.close(session, 11200, caller=self.caller(Role.CASHIER))
        self.assertEqual(reply["report"]["difference"], self.money(-95))
        self.assertEqual(reply["report"]["expected_cash"], self.money(11295))

    def test_a_refusal_does_not_tell_it(self) -> None:
        session, cashier = self._sold(), self.caller(Role.CASHIER)
        with self.assertRaises(ApprovalRequired) as caught:
            self.close(session, 11000, caller=cashier)
        self.assertIn("This count needs a manager", caught.exception.detail)
        self.assertNotRegex(caught.exception.detail, r"\d")
        self.assertEqual(session.state, "opened")
        self.close(session, 11000, caller=cashier, approval=self.approval)
        self.assertEqual(self.event("session.closed").approver_id, self.manager)
