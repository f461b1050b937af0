from typing import Any
from uuid import uuid4

from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid, NotFound, VersionConflict
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderMerge(SessionCase):
    """order.merge: several open orders become one."""

    def setUp(self) -> None:
        super().setUp()
        self.session = self.open()

    def merge(self, target: dict[str, Any], *others: dict[str, Any], **values: Any) -> Any:
        """Put the others into the target."""
        orders = [{"order_id": other["id"]} for other in others]
        return self.command("order.merge", target_id=target["id"], orders=orders, **values)

    def test_everything_goes_to_the_target(self) -> None:
        """Lines, payments, covers; the emptied orders are cancelled and say where it went."""
        target = self.order((self.burger, 1), covers=2)
        first = self.order((self.bread, 2), covers=3)
        second = self.order((self.burger, 2))
        self.pay(first, self.cash, 300, tendered=self.money(500))
        merged = self.merge(target, first, second)
        self.assertEqual(merged["id"], target["id"])
        self.assertEqual(merged["total"], self.money(1295 + 620 + 2590))
        self.assertEqual((merged["paid"], merged["due"]), (self.money(300), self.money(4205)))
        self.assertEqual((merged["covers"], merged["version"]), (5, 2))
        lines = [line["id"] for order in (target, first, second) for line in order["lines"]]
        self.assertEqual([line["id"] for line in merged["lines"]], lines)
        for other in (first, second):
            emptied = self.query("order.get", order_id=other["id"])
            self.assertEqual((emptied["state"], emptied["lines"]), ("cancelled", []))
            self.assertEqual(emptied["merged_into_id"], target["id"])
            self.assertEqual((emptied["total"], emptied["paid"]), (self.money(0), self.money(0)))
        [event] = self.events("order.merged")
        self.assertEqual([item["id"] for item in event["orders"]], [first["id"], second["id"]])
        self.assertEqual(len(self.events("order.cancelled")), 2)

    def test_the_books_agree(self) -> None:
        """Payments taken before the merge are in the session that closes."""
        target, other = self.order((self.burger, 1)), self.order((self.bread, 1))
        self.pay(other, self.cash, 100)
        merged = self.merge(target, other)
        self.pay(merged, self.card, merged["due"]["amount"])
        closed = self.close(self.session, 10100)
        self.assertEqual(closed["report"]["gross"], self.money(1605))
        self.assertEqual(closed["report"]["difference"], self.money(0))
        self.assertTrue(closed["report"]["journal_entry"]["balanced"])

    def test_a_split_comes_together_again(self) -> None:
        """Halves of a bottle are a bottle's price."""
        order = self.order((self.burger, 1))
        takes = [{"line_id": order["lines"][0]["id"], "quantity": 0.5}]
        done = self.command("order.split", order_id=order["id"], checks=[{"lines": takes}])
        merged = self.merge(done["order"], *done["orders"])
        self.assertEqual(merged["total"], self.money(1295))
        self.assertEqual([line["total"]["amount"] for line in merged["lines"]], [648, 647])

    def test_refusals_change_nothing(self) -> None:
        """Twice the same, one that is not there, a stale version, a paid order."""
        target, other = self.order((self.burger, 1)), self.order((self.bread, 1))
        for others in ([other, other], [target]):
            with self.assertRaises(Invalid) as caught:
                self.merge(target, *others)
            field = f"orders.{len(others) - 1}.order_id"
            self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(NotFound):
            self.merge(target, {"id": str(uuid4())})
        with self.assertRaises(VersionConflict):
            self.merge(target, other, base_version=0)
        stale = [{"order_id": other["id"], "base_version": 0}]
        with self.assertRaises(VersionConflict) as conflict:
            self.command("order.merge", target_id=target["id"], orders=stale)
        self.assertEqual(conflict.exception.extra["current"], other)
        for order in (target, other):
            self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        self.pay(other, self.card, 310)
        with self.assertRaises(Conflict) as caught:
            self.merge(target, other)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertFalse(self.events("order.merged"))

    def test_other_taxes_are_not_mixed(self) -> None:
        """An order that is taxed in another way would cost something else on the target."""
        target, other = self.order((self.burger, 1)), self.order((self.bread, 1))
        position = self.env["account.fiscal.position"].create({"name": "Takeaway"})
        record = self.env["pos.order"].search([("uuid", "=", other["id"])])
        record.fiscal_position_id = position
        with self.assertRaises(Invalid) as caught:
            self.merge(target, other)
        self.assertEqual(caught.exception.errors[0]["field"], "orders.0.order_id")
