from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestCashRounding(SessionCase):
    """A till that takes no coin below 5: cash is rounded, cards are exact, the books balance."""

    def setUp(self) -> None:
        super().setUp()
        self.soup = self._dish("Soup", 6.52, self.standard)
        self.round(only_cash=True)

    def round(self, **values: Any) -> None:
        """Set the rounding."""
        rounding = {"step": self.money(5), **values}
        self.command("settings.change", self.caller(Role.OWNER), cash_rounding=rounding)

    def refused(self, order: dict[str, Any], amount: int, code: ErrorCode) -> Invalid:
        """The refusal of a payment in cash."""
        count = self.env["pos.payment"].search_count([])
        with self.assertRaises(Invalid) as caught:
            self.pay(order, self.cash, amount)
        self.assertEqual(caught.exception.code, code)
        self.assertEqual(self.env["pos.payment"].search_count([]), count)
        return caught.exception

    def rounded(self, session: Any) -> float:
        """What the session's entry has on the rounding's accounts; the entry balances."""
        method = self.till.rounding_method
        accounts = method.profit_account_id | method.loss_account_id
        lines = session.move_id.line_ids
        self.assertAlmostEqual(sum(lines.mapped("balance")), 0, 2)
        found = lines.filtered(
            lambda line: line.account_id in accounts and "ounding" in (line.name or "")
        )
        return round(sum(found.mapped("balance")), 2)

    def test_cash_down(self) -> None:
        """6.52 is 6.50 in cash; the 2 pence are a loss."""
        session = self.open()
        order = self.order((self.soup, 1))
        self.assertEqual(order["total"], self.money(652))
        error = self.refused(order, 651, ErrorCode.OVERPAID)
        self.assertEqual(error.errors[0]["field"], "amount")
        error = self.refused(order, 649, ErrorCode.VALIDATION_FAILED)
        self.assertEqual(error.extra["due_in_cash"], self.money(650))
        taken = self.pay(order, self.cash, 650)
        self.assertEqual((taken["order"]["state"], taken["order"]["due"]), ("paid", self.money(0)))
        read = self.query("order.get", order_id=order["id"])
        self.assertEqual((read["total"], read["due"]), (self.money(652), self.money(0)))
        self.close(session, 10650)
        self.assertEqual(self.rounded(session), 0.02)

    def test_cash_up_with_change(self) -> None:
        """19.56 is 19.55, 13.04 is 13.05; change is given of what was tendered."""
        session = self.open()
        order = self.order((self.soup, 2))
        self.assertEqual(order["total"], self.money(1304))
        taken = self.pay(order, self.cash, 1305, tendered=self.money(2000))
        self.assertEqual(taken["payment"]["change"], self.money(695))
        self.assertEqual(taken["order"]["state"], "paid")
        self.close(session, 11305)
        self.assertEqual(self.rounded(session), -0.01)

    def test_cards_are_exact(self) -> None:
        """To the penny, alone and beside cash."""
        session = self.open()
        alone = self.order((self.soup, 1))
        self.assertEqual(self.pay(alone, self.card, 652)["order"]["state"], "paid")
        mixed = self.order((self.soup, 1))
        self.assertEqual(self.pay(mixed, self.cash, 500)["order"]["due"], self.money(152))
        self.assertEqual(self.pay(mixed, self.card, 152)["order"]["state"], "paid")
        short = self.order((self.soup, 1))
        self.pay(short, self.cash, 500)
        self.assertEqual(self.pay(short, self.card, 150)["order"]["state"], "open")
        self.pay(short, self.card, 2)
        self.close(session, 11000)
        self.assertEqual(self.rounded(session), 0)

    def test_card_first_then_cash(self) -> None:
        """The rest is rounded."""
        session = self.open()
        order = self.order((self.soup, 1))
        self.pay(order, self.card, 600)
        self.assertEqual(self.pay(order, self.cash, 50)["order"]["state"], "paid")
        self.close(session, 10050)
        self.assertEqual(self.rounded(session), 0.02)

    def test_a_refund_gives_back_what_was_paid(self) -> None:
        """All of the order; not the pence that were never paid."""
        session = self.open()
        order = self.order((self.soup, 1))
        self.pay(order, self.cash, 650)
        made = self.command(
            "payment.refund",
            order_id=order["id"],
            lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}],
            reason_id=self.reason("refund"),
        )
        self.assertEqual(made["refund"]["payments"][0]["amount"], self.money(-650))
        self.close(session, 10000)
        self.assertEqual(self.rounded(session), 0)

    def test_everything_rounded(self) -> None:
        """Where cards are rounded too, the order's total is."""
        self.round(only_cash=False)
        self.open()
        order = self.order((self.soup, 1))
        self.assertEqual(order["total"], self.money(650))
        self.assertEqual(self.pay(order, self.card, 650)["order"]["state"], "paid")

    def test_sold_in_one_call(self) -> None:
        """Payments of a new order are rounded as well."""
        self.open()
        cash = {"method_id": self.cash.id, "amount": self.money(650)}
        order = self.order((self.soup, 1), payments=[cash])
        self.assertEqual((order["state"], order["due"]), ("paid", self.money(0)))
