from uuid import uuid4

from odoo.fields import Command
from odoo.models import BaseModel

from .session_case import SessionCase


class TestReportCurrencies(SessionCase):
    """A company with a till in francs, at 1.6 francs a pound; both tills sold on one day."""

    def setUp(self) -> None:
        """The bar: £12.95 and £3.10 in cash. The terrace: £3.10, paid by card as 3.33 and 1.63."""
        super().setUp()
        self.francs = self._currency()
        self.terrace = self._foreign_till()
        self.card_terrace = self.terrace.payment_method_ids
        self.at_terrace = self.caller(till_id=self.terrace.id)
        self.company_wide = self.caller(till_id=None)
        self.open(0, at="2023-06-30T16:00:00Z")
        for dish, amount in ((self.burger, 1295), (self.bread, 310)):
            order = self.order((dish, 1), ordered_at="2023-06-30T20:00:00Z")
            self.pay(order, self.cash, amount, paid_at="2023-06-30T20:00:00Z")
        self._sell_in_francs()

    def _currency(self) -> BaseModel:
        francs = self.env["res.currency"].with_context(active_test=False)
        francs = francs.search([("name", "=", "CHF")])
        francs.active = True
        francs.rate_ids.unlink()
        francs.rate_ids = [Command.create({"name": "2023-01-01", "rate": 1.6})]
        return francs

    def _foreign_till(self) -> BaseModel:
        sale, card = (
            self.env["account.journal"].create(
                {
                    "name": f"{kind} in francs",
                    "type": kind,
                    "code": uuid4().hex[:5],
                    "currency_id": self.francs.id,
                }
            )
            for kind in ("sale", "bank")
        )
        method = self.env["pos.payment.method"].create({"name": "Card", "journal_id": card.id})
        return self.env["pos.config"].create(
            {
                "name": "Terrace",
                "journal_id": sale.id,
                "invoice_journal_id": sale.id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )

    def _sell_in_francs(self) -> None:
        at = "2023-06-30T21:00:00Z"
        opening = {"opening_float": _francs(0), "at": "2023-06-30T16:00:00Z"}
        self.session_id = self.command("session.open", self.at_terrace, **opening)["id"]
        lines = [{"product_id": self.bread.id, "quantity": 1}]
        order = self.command("order.create", self.at_terrace, lines=lines, ordered_at=at)
        self.assertEqual(order["total"], _francs(496))
        paid = {"order_id": order["id"], "method_id": self.card_terrace.id, "paid_at": at}
        for amount in (333, 163):
            self.command("payment.pay", self.at_terrace, **paid, amount=_francs(amount))

    def _amounts(self, payments: list[dict]) -> dict:
        return {item["method_id"]: item["amount"] for item in payments}

    def test_a_date_of_the_company_is_in_its_own_currency(self) -> None:
        """3.33 and 1.63 francs are £2.08 and £1.02."""
        reply = self.query("payment.summary", self.company_wide, date="2023-06-30")
        self.assertEqual(
            self._amounts(reply["payments"]),
            {self.cash.id: self.money(1605), self.card_terrace.id: self.money(310)},
        )
        self.assertEqual(reply["total"], self.money(1915))

    def test_days_of_the_company_are_in_its_own_currency(self) -> None:
        days = {"from": "2023-06-30", "to": "2023-06-30"}
        (day,) = self.query("payment.daily_totals", self.company_wide, **days)["items"]
        self.assertEqual((day["order_count"], day["gross"]), (3, self.money(1915)))
        self.assertEqual(
            self._amounts(day["payments"]),
            {self.cash.id: self.money(1605), self.card_terrace.id: self.money(310)},
        )

    def test_a_till_is_in_what_it_takes(self) -> None:
        reply = self.query("payment.summary", self.at_terrace, date="2023-06-30")
        self.assertEqual(self._amounts(reply["payments"]), {self.card_terrace.id: _francs(496)})
        days = {"from": "2023-06-30", "to": "2023-06-30"}
        (day,) = self.query("payment.daily_totals", self.at_terrace, **days)["items"]
        self.assertEqual((day["order_count"], day["gross"]), (1, _francs(496)))

    def test_a_session_is_in_what_its_till_takes(self) -> None:
        for caller in (self.company_wide, self.at_terrace):
            reply = self.query("payment.summary", caller, session_id=self.session_id)
            self.assertEqual(reply["total"], _francs(496))
            self.assertEqual(self._amounts(reply["payments"]), {self.card_terrace.id: _francs(496)})


def _francs(amount: int) -> dict:
    return {"amount": amount, "currency": "CHF"}
