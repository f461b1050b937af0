from typing import Any

from .table_case import TableCase


class TestTablesByCommands(TableCase):
    """The state follows each command that closes, moves or divides an order."""

    def reason(self, kind: str) -> int:
        """A reason of that kind."""
        return self.query("reason.list", kind=kind)["items"][0]["id"]

    def act(self, command: str, order: dict[str, Any], **values: Any) -> dict[str, Any]:
        """A command about an order, a minute after the last one."""
        self.later()
        return self.run_command(command, order_id=order["id"], **values)

    def states(self) -> list[str]:
        """The states of the three tables."""
        return [self.state(table) for table in (self.one, self.two, self.three)]

    def test_void_of_the_last_line(self) -> None:
        self.do("seat", self.one, covers=2)
        order = self.order_at(self.one, 2)
        void = {"line_id": order["lines"][0]["id"], "reason_id": self.reason("void")}
        self.act("order.void_line", order, quantity=1, **void)
        self.assertEqual(self.state(self.one), "ordered")
        self.act("order.void_line", order, **void)
        now = self.shown(self.one)
        self.assertEqual((now["state"], now["waiter"], now["orders"]), ("free", None, []))

    def test_cancel_and_reopen(self) -> None:
        """Open again, the order has its table again."""
        order = self.order_at(self.one)
        self.act("order.cancel", order, reason_id=self.reason("void"))
        self.assertEqual(self.states(), ["free"] * 3)
        paid = self.order_at(self.two)
        self.later()
        self.pay(paid, self.cash, 310)
        self.assertEqual(self.states(), ["free", "dirty", "free"])
        self.act("order.reopen", paid, reason_id=self.reason("reopen"))
        self.assertEqual(self.states(), ["free", "ordered", "free"])

    def test_transfer_and_change(self) -> None:
        self.do("seat", self.one, covers=2)
        order = self.order_at(self.one)
        self.act("order.transfer", order, table_id=self.two.id)
        self.assertEqual(self.states(), ["free", "ordered", "free"])
        self.act("order.change", order, table_id=self.three.id)
        self.assertEqual(self.states(), ["free", "free", "ordered"])
        self.act("order.change", order, table_id=None)
        self.assertEqual(self.states(), ["free"] * 3)

    def test_orders_that_become_one(self) -> None:
        target, other = self.order_at(self.one), self.order_at(self.two)
        self.later()
        orders = [{"order_id": other["id"]}]
        self.run_command("order.merge", target_id=target["id"], orders=orders)
        self.assertEqual(self.states(), ["ordered", "free", "free"])

    def test_checks_of_one_table(self) -> None:
        """Asked for the bill, then paid one by one; a new dish is a new state."""
        order = self.order_at(self.one, 2)
        self.do("bill", self.one)
        take = {"line_id": order["lines"][0]["id"], "quantity": 1}
        self.act("order.split", order, checks=[{"lines": [take]}])
        self.assertEqual(self.state(self.one), "bill_asked")
        first, second = self.shown(self.one)["orders"]
        self.assertEqual((first["due"], second["due"]), (self.money(310), self.money(310)))
        self.later()
        self.pay(first, self.cash, 310)
        self.assertEqual(self.state(self.one), "bill_asked")
        self.act("order.add_lines", second, lines=[{"product_id": self.bread.id}])
        self.assertEqual(self.state(self.one), "ordered")
        self.later()
        self.pay(second, self.cash, 620)
        self.assertEqual(self.state(self.one), "dirty")

    def test_a_discount_is_no_dish(self) -> None:
        """What the till adds by itself does not undo the bill that was asked for."""
        order = self.order_at(self.one, 2)
        self.do("bill", self.one)
        discount = {"percent": 10, "reason_id": self.reason("discount")}
        self.act("order.add_discount", order, **discount)
        self.assertEqual(self.state(self.one), "bill_asked")

    def test_a_refund_leaves_the_table_clean(self) -> None:
        """The order was paid and the table cleaned before something was given back."""
        order = self.order_at(self.one)
        self.later()
        self.pay(order, self.cash, 310)
        self.do("clean", self.one)
        lines = [{"line_id": order["lines"][0]["id"]}]
        self.act("payment.refund", order, lines=lines, reason_id=self.reason("refund"))
        self.assertEqual(self.state(self.one), "free")
