from typing import Any
from uuid import uuid4

from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderShares(SessionCase):
    """order.split evenly and by amounts: shares of what is due, which payments name."""

    def setUp(self) -> None:
        super().setUp()
        self.open()

    def split(self, order: dict[str, Any], **how: Any) -> list[dict[str, Any]]:
        """Split what is due; the shares."""
        return self.command("order.split", order_id=order["id"], **how)["shares"]

    def shares(self, order: dict[str, Any]) -> dict[str, Any]:
        """The order's shares as they are."""
        return self.query("order.shares", order_id=order["id"])

    def pay_share(self, order: dict[str, Any], share: dict[str, Any], amount: int = 0) -> Any:
        """Pay a share, or so much of it."""
        amount = amount or share["amount"]["amount"]
        return self.pay(order, self.card, amount, share_id=share["id"])

    def amounts(self, shares: list[dict[str, Any]]) -> list[int]:
        """What the shares are."""
        return [share["amount"]["amount"] for share in shares]

    def test_evenly(self) -> None:
        """Three shares of 16.05; each is paid on its own, and the last one closes the order."""
        order = self.order((self.burger, 1), (self.bread, 1))
        shares = self.split(order, parts=3)
        self.assertEqual(self.amounts(shares), [535, 535, 535])
        self.assertEqual([share["number"] for share in shares], [1, 2, 3])
        paid = self.pay_share(order, shares[1])
        self.assertEqual(paid["order"]["due"], self.money(1070))
        listed = self.shares(order)
        self.assertEqual([item["state"] for item in listed["items"]], ["open", "paid", "open"])
        self.assertEqual(listed["items"][1]["payment_id"], paid["payment"]["id"])
        self.assertEqual((listed["due"], listed["stale"]), (self.money(1070), False))
        self.pay_share(order, shares[0])
        last = self.pay_share(order, shares[2])
        self.assertEqual(last["order"]["state"], "paid")

    def test_the_first_shares_take_the_pence(self) -> None:
        """12.95 in four; by default in two."""
        order = self.order((self.burger, 1))
        self.assertEqual(self.amounts(self.split(order, parts=4)), [324, 324, 324, 323])
        self.assertEqual(self.amounts(self.split(order)), [648, 647])
        self.assertEqual(self.amounts(self.shares(order)["items"]), [648, 647])

    def test_by_amounts(self) -> None:
        """What the amounts leave is the last share."""
        order = self.order((self.burger, 2))
        amounts = [self.money(1000), self.money(500)]
        self.assertEqual(self.amounts(self.split(order, amounts=amounts)), [1000, 500, 1090])
        amounts = [self.money(1000), self.money(1590)]
        self.assertEqual(self.amounts(self.split(order, amounts=amounts)), [1000, 1590])

    def test_refuses_wrong_amounts(self) -> None:
        """Nothing, more than what is left, another currency, more shares than pence."""
        order = self.order((self.bread, 1))
        wrong = {
            "amounts.0.amount": [self.money(0)],
            "amounts.1.amount": [self.money(200), self.money(111)],
            "amounts.0.currency": [{"amount": 100, "currency": "XTS"}],
        }
        for field, amounts in wrong.items():
            with self.assertRaises(Invalid) as caught:
                self.split(order, amounts=amounts)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.pay(order, self.cash, 309)
        with self.assertRaises(Invalid) as caught:
            self.split(order, parts=2)
        self.assertEqual(caught.exception.errors[0]["field"], "parts")
        self.assertEqual(self.shares(order)["items"], [])

    def test_a_share_is_paid_exactly_and_once(self) -> None:
        """Another amount, a share of nobody, one that is paid: refused, and nothing is taken."""
        order = self.order((self.burger, 1))
        first, second = self.split(order)
        with self.assertRaises(Invalid) as caught:
            self.pay_share(order, first, 647)
        self.assertEqual(caught.exception.errors[0]["field"], "amount")
        with self.assertRaises(Invalid) as caught:
            self.pay_share(order, {**first, "id": str(uuid4())})
        self.assertEqual(caught.exception.errors[0]["field"], "share_id")
        self.assertFalse(self.events("payment.recorded"))
        self.pay_share(order, second)
        with self.assertRaises(Conflict) as caught:
            self.pay_share(order, second)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        self.assertEqual(len(self.events("payment.recorded")), 1)

    def test_another_round_makes_shares_stale(self) -> None:
        """Shares of what was due are none of what is; splitting again keeps the paid ones."""
        order = self.order((self.burger, 1))
        first, second = self.split(order)
        self.pay_share(order, first)
        self.command("order.add_lines", order_id=order["id"], lines=[{"product_id": self.bread.id}])
        self.assertTrue(self.shares(order)["stale"])
        with self.assertRaises(Conflict) as caught:
            self.pay_share(order, second)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        again = self.split(order)
        self.assertEqual(self.amounts(again), [479, 478])
        listed = self.shares(order)
        self.assertEqual(self.amounts(listed["items"]), [648, 479, 478])
        self.assertFalse(listed["stale"])
