from ..const import Role
from ..exceptions import Forbidden, Invalid, NotFound
from .session_case import SessionCase


class TestPaymentReport(SessionCase):
    """Sums of payments, over two nights that go past midnight."""

    def setUp(self) -> None:
        """30 June: 12.95 cash, and 3.10 by card after midnight. 1 July: 6.20, 5.00 paid so far."""
        super().setUp()
        self.session = self.open(0, at="2023-06-30T16:00:00Z")
        self._sell(self.burger, 1, self.cash, 1295, "2023-06-30T20:00:00Z", tendered=2000)
        self._sell(self.bread, 1, self.card, 310, "2023-07-01T02:59:59Z")
        self._sell(self.bread, 2, self.card, 500, "2023-07-01T03:00:00Z")

    def _sell(
        self, dish: object, quantity: int, method: object, amount: int, at: str, tendered: int = 0
    ) -> None:
        order = self.order((dish, quantity), ordered_at=at)
        extra = {"tendered": self.money(tendered)} if tendered else {}
        self.pay(order, method, amount, paid_at=at, **extra)

    def _cash(self, amount: int) -> dict:
        return {
            "method_id": self.cash.id,
            "method": "Cash",
            "kind": "cash",
            "count": 1,
            "amount": self.money(amount),
        }

    def _card(self, count: int, amount: int) -> dict:
        return {
            "method_id": self.card.id,
            "method": "Card",
            "kind": "card",
            "count": count,
            "amount": self.money(amount),
        }

    def test_a_session_is_summed_with_open_orders_and_without_change(self) -> None:
        reply = self.query("payment.summary", session_id=self.session.id)
        expected = {"payments": [self._cash(1295), self._card(2, 810)], "total": self.money(2105)}
        self.assertEqual(reply, expected)

    def test_a_business_date_goes_past_midnight(self) -> None:
        reply = self.query("payment.summary", date="2023-06-30")
        self.assertEqual(reply["payments"], [self._cash(1295), self._card(1, 310)])
        reply = self.query("payment.summary", date="2023-07-01")
        self.assertEqual(reply, {"payments": [self._card(1, 500)], "total": self.money(500)})
        reply = self.query("payment.summary", date="2023-07-02")
        self.assertEqual(reply, {"payments": [], "total": self.money(0)})

    def test_each_day_has_its_orders_and_payments(self) -> None:
        reply = self.query("payment.daily_totals", **{"from": "2023-06-01", "to": "2023-07-31"})
        self.assertEqual(
            reply["items"],
            [
                {
                    "date": "2023-06-30",
                    "order_count": 2,
                    "gross": self.money(1605),
                    "payments": [self._cash(1295), self._card(1, 310)],
                },
                {
                    "date": "2023-07-01",
                    "order_count": 0,
                    "gross": self.money(0),
                    "payments": [self._card(1, 500)],
                },
            ],
        )
        reply = self.query("payment.daily_totals", **{"from": "2023-07-01", "to": "2023-07-01"})
        self.assertEqual([item["date"] for item in reply["items"]], ["2023-07-01"])

    def test_the_payments_of_a_cancelled_order_do_not_count(self) -> None:
        order = self.env["pos.order"].search([("session_id", "=", self.session.id)], limit=1)
        self.assertEqual(order.state, "draft")
        order.state = "cancel"
        reply = self.query("payment.summary", session_id=self.session.id)
        self.assertEqual(reply["payments"], [self._cash(1295), self._card(1, 310)])

    def test_each_report_is_one_query(self) -> None:
        runner, names = self.runner(), {"date": "2023-06-30"}
        runner._query("payment.summary", names)
        runner.env.flush_all()
        with self.assertQueryCount(1):
            runner._query("payment.summary", names)
        days = {"from": "2023-06-01", "to": "2023-07-31"}
        with self.assertQueryCount(1):
            runner._query("payment.daily_totals", days)

    def test_others_see_nothing_of_it(self) -> None:
        days = {"from": "2023-06-01", "to": "2023-07-31"}
        other_till = self.caller(till_id=self._till("Terrace").id)
        company = self.env["res.company"].create({"name": "Other"})
        self.person.company_ids |= company
        for caller in (other_till, self.caller(company_id=company.id, till_id=None)):
            with self.assertRaises(NotFound):
                self.query("payment.summary", caller, session_id=self.session.id)
            reply = self.query("payment.summary", caller, date="2023-06-30")
            self.assertEqual(reply["payments"], [])
            self.assertEqual(self.query("payment.daily_totals", caller, **days)["items"], [])
        everything = self.query("payment.daily_totals", self.caller(till_id=None), **days)
        self.assertEqual(len(everything["items"]), 2)

    def test_what_to_sum_must_be_said(self) -> None:
        both = {"session_id": self.session.id, "date": "2023-06-30"}
        for values in ({}, both):
            with self.assertRaises(Invalid) as caught:
                self.query("payment.summary", **values)
            self.assertIn("send either session_id or date", caught.exception.detail)

    def test_the_days_are_bounded(self) -> None:
        for first, last in (("2023-01-02", "2023-01-01"), ("2022-01-01", "2023-02-05")):
            with self.assertRaises(Invalid):
                self.query("payment.daily_totals", **{"from": first, "to": last})
        self.query("payment.daily_totals", **{"from": "2022-01-01", "to": "2023-02-04"})

    def test_who_may_read(self) -> None:
        days = {"from": "2023-06-01", "to": "2023-07-31"}
        with self.assertRaises(Forbidden):
            self.query("payment.daily_totals", self.caller(Role.CASHIER), **days)
        with self.assertRaises(Forbidden):
            self.query("payment.summary", self.caller(Role.KITCHEN), date="2023-06-30")
        self.query("payment.daily_totals", self.caller(Role.ACCOUNTANT, till_id=None), **days)
