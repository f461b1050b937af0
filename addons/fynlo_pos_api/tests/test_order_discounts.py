from typing import Any
from uuid import uuid4

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Invalid, NotFound
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderDiscounts(SessionCase):
    """Discounts on whole orders, over two rates of tax."""

    def discount(self, order: dict[str, Any], caller: object = None, **values: Any) -> Any:
        """Take something off the whole order."""
        values = {"reason_id": self.reason("discount"), **values}
        return self.command("order.add_discount", caller, order_id=order["id"], **values)

    def derived(self, order: dict[str, Any]) -> list[tuple[str, int, int]]:
        """(kind, total, net) of the derived lines, in pence."""
        return [
            (line["kind"], line["total"]["amount"], line["net"]["amount"])
            for line in order["lines"]
            if line["kind"] not in {"item", "open"}
        ]

    def check(self, order: dict[str, Any]) -> None:
        """The lines of all kinds sum to the order's total, net and tax."""
        for name in ("total", "net"):
            total = sum(line[name]["amount"] for line in order["lines"])
            self.assertEqual(total, order[name]["amount"])
        self.assertEqual(order["net"]["amount"] + order["tax"]["amount"], order["total"]["amount"])

    def test_a_share_by_rate_of_tax(self) -> None:
        """10 % of 12.95 at 20 % and of 3.10 at 0 %: 1.605 is 1.61, of which 1.30 and 0.31."""
        self.open()
        order = self.discount(self.order((self.burger, 1), (self.bread, 1)), percent=10)
        self.assertEqual(self.derived(order), [("discount", -130, -108), ("discount", -31, -31)])
        self.assertEqual(order["total"], self.money(1444))
        self.check(order)
        [adjustment] = order["adjustments"]
        self.assertEqual((adjustment["percent"], adjustment["amount"]), (10.0, None))
        self.assertEqual(adjustment["total"], self.money(-161))
        self.assertEqual(adjustment["name"], "Discount: Promotion")
        [event] = self.event("order.discounted")
        self.assertEqual(event.approver_id, self.employee)
        self.assertEqual((event.payload["percent"], event.payload["reason"]), (10.0, "Promotion"))

    def test_an_amount_by_rate_of_tax(self) -> None:
        """5.00 off 16.05: 4.03 and 0.97, the largest remainder first."""
        self.open()
        order = self.discount(self.order((self.burger, 1), (self.bread, 1)), amount=self.money(500))
        self.assertEqual([total for _, total, _ in self.derived(order)], [-403, -97])
        self.assertEqual(order["total"], self.money(1105))
        self.check(order)

    def test_it_is_computed_anew_with_the_lines(self) -> None:
        """A share grows with what is added and shrinks with what is voided, on the same lines."""
        self.open()
        order = self.discount(self.order((self.burger, 1)), percent=50)
        ids = [line["id"] for line in order["lines"]]
        self.assertEqual(order["total"], self.money(647))
        lines = [{"product_id": self.bread.id}, {"product_id": self.burger.id}]
        order = self.command("order.add_lines", order_id=order["id"], lines=lines)
        self.assertEqual(order["total"], self.money(1450))
        self.assertEqual([line["id"] for line in order["lines"]][:2], ids)
        self.check(order)
        order = self.command(
            "order.void_line",
            order_id=order["id"],
            line_id=ids[0],
            reason_id=self.reason("void"),
        )
        self.assertEqual(order["total"], self.money(802))
        self.check(order)

    def test_an_amount_is_never_more_than_the_order(self) -> None:
        """A voucher of 20.00 on 12.95 takes 12.95; on what is added it takes the rest."""
        self.open()
        order = self.discount(self.order((self.burger, 1)), amount=self.money(2000))
        self.assertEqual((order["total"], order["state"]), (self.money(0), "open"))
        lines = [{"product_id": self.burger.id}]
        order = self.command("order.add_lines", order_id=order["id"], lines=lines)
        self.assertEqual(order["total"], self.money(590))
        self.check(order)

    def test_discounts_follow_one_another(self) -> None:
        """10 % of 12.95, then 1.00, then 50 % of what is left."""
        self.open()
        order = self.order((self.burger, 1))
        for off in ({"percent": 10}, {"amount": self.money(100)}, {"percent": 50}):
            order = self.discount(order, **off)
        totals = [adjustment["total"]["amount"] for adjustment in order["adjustments"]]
        self.assertEqual(totals, [-130, -100, -533])
        self.assertEqual(order["total"], self.money(532))
        self.check(order)

    def test_it_is_taken_off_again(self) -> None:
        """The order costs what it did, and the derived line is gone."""
        self.open()
        before = self.order((self.burger, 1))
        order = self.discount(before, percent=10)
        adjustment_id = order["adjustments"][0]["id"]
        values = {"order_id": order["id"], "adjustment_id": adjustment_id}
        order = self.command("order.remove_discount", **values)
        self.assertEqual((order["total"], order["adjustments"]), (before["total"], []))
        self.assertEqual(order["lines"], before["lines"])
        with self.assertRaises(NotFound):
            self.command("order.remove_discount", **values)
        self.assertEqual(len(self.event("order.discount_removed")), 1)

    def test_limits_count_all_discounts_together(self) -> None:
        """A cashier gives 6 % alone, and not 6 % more; nothing is written by the refusal."""
        self.open()
        cashier = self.caller(Role.CASHIER)
        order = self.discount(self.order((self.burger, 1)), cashier, percent=6)
        self.assertFalse(self.event("order.discounted").approver_id)
        with self.assertRaises(ApprovalRequired):
            self.discount(order, cashier, percent=6)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        manager = self.env["hr.employee"].create(
            {"name": "Max", "pin": "4711", "fynlo_role": "manager"}
        )
        approval = {"employee_id": manager.id, "pin": "4711"}
        order = self.discount(order, cashier, percent=6, approval=approval)
        self.assertEqual(order["total"], self.money(1144))
        self.assertEqual(self.event("order.discounted")[0].approver_id, manager)

    def test_limits_count_the_lines_with_the_order(self) -> None:
        """10 % off each line is 10 %; then nothing more off the order; the other way as well."""
        self.open()
        cashier = self.caller(Role.CASHIER)
        share = {"percent": 10, "reason_id": self.reason("discount")}
        lines = [{"product_id": self.bread.id, "discount": share} for _ in range(2)]
        order = self.command("order.create", cashier, lines=lines)
        self.assertEqual(order["total"], self.money(279 + 279))
        with self.assertRaises(ApprovalRequired):
            self.discount(order, cashier, percent=0.01)
        more = self.command("order.add_lines", cashier, order_id=order["id"], lines=lines[:1])
        self.assertEqual(more["total"], self.money(3 * 279))
        other = self.discount(self.order((self.bread, 1)), cashier, percent=6)
        with self.assertRaises(ApprovalRequired):
            self.command("order.add_lines", cashier, order_id=other["id"], lines=lines[:1])
        self.assertEqual(self.query("order.get", order_id=other["id"]), other)

    def test_limits_count_amounts_of_all_lines(self) -> None:
        """Two lines of one order have 10.00 between them, and the order nothing more."""
        self.open()
        cashier = self.caller(Role.CASHIER)
        orders = self.env["pos.order"].search_count([])
        with self.assertRaises(ApprovalRequired):
            self.command("order.create", cashier, lines=[self.less(500), self.less(501)])
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        order = self.command("order.create", cashier, lines=[self.less(500), self.less(400)])
        with self.assertRaises(ApprovalRequired):
            self.discount(order, cashier, amount=self.money(101))
        order = self.discount(order, cashier, amount=self.money(50))
        line = {"order_id": order["id"], "line_id": order["lines"][0]["id"]}
        with self.assertRaises(ApprovalRequired):
            self.command("order.change_line", cashier, **line, **self.off(551))
        # What the line had is not counted beside what it gets instead.
        order = self.command("order.change_line", cashier, **line, **self.off(550))
        self.assertEqual(order["total"], self.money(2 * 1295 - 1000))

    def less(self, amount: int) -> dict[str, Any]:
        """A burger for less."""
        return {"product_id": self.burger.id, **self.off(amount)}

    def off(self, amount: int) -> dict[str, Any]:
        """A discount of a line."""
        discount = {"amount": self.money(amount), "reason_id": self.reason("discount")}
        return {"discount": discount}

    def test_what_is_paid_is_never_more_than_the_order(self) -> None:
        """A discount below what was paid is refused; one down to it closes the order."""
        self.open()
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1000)
        with self.assertRaises(Invalid) as caught:
            self.discount(order, amount=self.money(296))
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1295))
        order = self.discount(order, amount=self.money(295))
        self.assertEqual((order["state"], order["due"]), ("paid", self.money(0)))

    def test_an_id_is_taken_once(self) -> None:
        self.open()
        wanted = str(uuid4())
        order = self.discount(self.order((self.burger, 1)), id=wanted, percent=1)
        self.assertEqual(order["adjustments"][0]["id"], wanted)
        with self.assertRaises(Conflict) as caught:
            self.discount(order, id=wanted, percent=1)
        self.assertEqual(caught.exception.code, ErrorCode.UUID_TAKEN)

    def test_it_is_one_of_both(self) -> None:
        """A share or an amount, of the till's currency, with a reason for discounts."""
        self.open()
        order = self.order((self.burger, 1))
        zloty = {"amount": 100, "currency": "PLN"}
        for field, values in (
            ("body", {}),
            ("body", {"percent": 1, "amount": self.money(1)}),
            ("amount.currency", {"amount": zloty}),
            ("amount.amount", {"amount": self.money(0)}),
            ("reason_id", {"percent": 1, "reason_id": self.reason("void")}),
        ):
            with self.assertRaises(Invalid) as caught:
                self.discount(order, **values)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)

    def test_the_books_balance(self) -> None:
        """Paid by card and closed: the journal has what the lines say, by rate of tax."""
        session = self.open()
        order = self.discount(self.order((self.burger, 2), (self.bread, 3)), amount=self.money(777))
        self.check(order)
        self.pay(order, self.card, order["due"]["amount"])
        report = self.close(session, 10000)["report"]
        self.assertEqual(report["gross"], order["total"])
        self.assertTrue(report["journal_entry"]["balanced"])
        taxes = {item["rate"]: item["amount"]["amount"] for item in report["taxes"]}
        self.assertEqual(taxes[20.0], order["tax"]["amount"])
