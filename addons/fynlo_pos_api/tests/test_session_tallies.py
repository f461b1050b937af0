from odoo.models import BaseModel
from odoo.tests import tagged

from .session_case import SessionCase
from .test_session_x_report import SALES


@tagged("post_install", "-at_install")
class TestSessionTallies(SessionCase):
    """Discounts, comps, service charge, tips and refunds of one evening, to the penny."""

    def _evening(self) -> BaseModel:
        """28.10 by card of which 2.00 tip, 3.10 and 13.64 in cash, 5.00 given back."""
        session = self.open(10000)
        self.env["fynlo.service.charge"].create(
            {"company_id": self.company.id, "value": 10.0, "minimum_covers": 4}
        )
        off = {"reason_id": self.reason("discount")}
        first = self.order((self.burger, 2), (self.bread, 1), covers=1)
        self.command("order.add_discount", order_id=first["id"], percent=10, **off)
        self.pay(first, self.card, 2610, tip=self.money(200))

        half = {"product_id": self.bread.id, "quantity": 2, "discount": {"percent": 50, **off}}
        lines = [{"product_id": self.burger.id}, half]
        second = self.command("order.create", lines=lines)
        burger = {"order_id": second["id"], "line_id": second["lines"][0]["id"]}
        self.command("order.comp_line", reason_id=self.reason("comp"), **burger)
        self.pay(second, self.cash, 310)

        self.pay(self.order((self.bread, 4), covers=4), self.cash, 1364)
        back = {"amount": self.money(500), "reason_id": self.reason("refund")}
        self.command("payment.refund", order_id=first["id"], **back)
        return session

    def test_the_evening_to_the_penny(self) -> None:
        session = self._evening()
        report = self.close(session, 11674)["report"]

        self.assertEqual((report["order_count"], report["gross"]), (3, self.money(3984)))
        tallies = {
            name: (report[name]["count"], report[name]["amount"]["amount"])
            for name in ("discounts", "comps", "refunds", "tips", "service_charge", "voids")
        }
        expected = {
            "discounts": (2, 600),
            "comps": (1, 1295),
            "refunds": (1, 500),
            "tips": (1, 200),
            "service_charge": (1, 124),
            "voids": (0, 0),
        }
        self.assertEqual(tallies, expected)
        self.assertEqual((report["covers"], report["average_per_cover"]), (5, self.money(797)))
        methods = {item["method"]: item["amount"]["amount"] for item in report["payments"]}
        self.assertEqual(methods, {"Cash": 1674, "Card": 2310})
        [dishes] = report["by_category"]
        self.assertEqual((dishes["quantity"], dishes["gross"]), (10.0, self.money(4450)))
        for name in ("by_hour", "by_employee", "by_order_type"):
            self.assertEqual(sum(row["gross"]["amount"] for row in report[name]), 3984, name)
            self.assertEqual(sum(row["order_count"] for row in report[name]), 3, name)
        self.assertEqual(report["difference"], self.money(0))
        self.assertTrue(report["journal_entry"]["balanced"])

    def test_the_x_report_has_the_same(self) -> None:
        session = self._evening()
        running = self.query("session.x_report", session_id=session.id)["report"]
        closed = self.close(session, 11674)["report"]
        self.assertEqual({name: running[name] for name in SALES}, {n: closed[n] for n in SALES})
