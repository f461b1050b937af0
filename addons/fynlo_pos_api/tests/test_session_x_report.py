from typing import Any

from odoo.models import BaseModel

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Forbidden, NotFound
from .session_case import SessionCase

# What the X report has of the Z report, beside the drawer.
SALES = (
    "order_count", "line_count", "gross", "net", "taxes", "voids", "discounts", "comps", "refunds",
    "tips", "service_charge", "covers", "average_per_cover", "by_hour", "by_employee",
    "by_category", "by_order_type", "no_sale_count", "payments",
)  # fmt: skip


class TestXReport(SessionCase):
    """The X report says what the Z report will say."""

    def _report(self, session: BaseModel, role: Role = Role.CASHIER) -> dict[str, Any]:
        reply = self.query("session.x_report", self.caller(role), session_id=session.id)
        report: dict[str, Any] = reply["report"]
        return report

    def _night(self) -> BaseModel:
        """Three hours of a night in London, over midnight; two people, two types, covers."""
        session = self.open(10000, at="2023-07-01T18:00:00Z")
        server = self.env["hr.employee"].create({"name": "Sam", "fynlo_role": "server"})
        food = self.env["pos.category"].create({"name": "Food", "sequence": 2})
        bakery = self.env["pos.category"].create({"name": "Bakery", "sequence": 1})
        self.burger.pos_categ_ids = food
        self.bread.pos_categ_ids = food | bakery
        manager, sam = self.caller(), self.caller(employee_id=server.id)
        for caller, dish, method, amount, at, more in (
            (manager, self.burger, self.cash, 1295, "2023-07-01T22:59:00Z", {"covers": 2}),
            (sam, self.bread, self.card, 310, "2023-07-01T23:00:00Z", {"covers": 1}),
            (sam, self.burger, self.card, 1295, "2023-07-02T00:30:00Z", {"type": "takeaway"}),
        ):
            values = {"covers": more.get("covers", 0), "order_type": more.get("type")}
            sent = {name: value for name, value in values.items() if value}
            order = self.order((dish, 1), caller=caller, ordered_at=at, **sent)
            self.pay(order, method, amount, caller=caller, paid_at=at)
        return session

    def test_it_is_the_z_report_of_this_moment(self) -> None:
        session = self._night()
        running = self._report(session)
        closed = self.close(session, 11295, at="2023-07-02T01:00:00Z")["report"]

        self.assertEqual({name: running[name] for name in SALES}, {n: closed[n] for n in SALES})
        drawer = running["drawer"]
        self.assertEqual(drawer, {name: closed[name] for name in drawer})
        self.assertEqual(drawer["expected_cash"], self.money(11295))
        self.assertEqual(closed["taxes"][0]["amount"], self.money(432))

    def test_hours_go_by_the_restaurants_clock(self) -> None:
        rows = self._report(self._night())["by_hour"]
        found = [(row["hour"], row["order_count"], row["gross"]["amount"]) for row in rows]
        self.assertEqual(found, [(23, 1, 1295), (0, 1, 310), (1, 1, 1295)])

    def test_people_types_categories_and_covers(self) -> None:
        report = self._report(self._night())
        people = [(row["employee"]["name"], row["order_count"]) for row in report["by_employee"]]
        self.assertEqual(sorted(people), [("Kim", 1), ("Sam", 2)])
        types = {row["order_type"]: row["gross"]["amount"] for row in report["by_order_type"]}
        self.assertEqual(types, {"dine_in": 1605, "takeaway": 1295})
        dishes = {row["category"]["name"]: row["quantity"] for row in report["by_category"]}
        self.assertEqual(dishes, {"Food": 2.0, "Bakery": 1.0})
        self.assertEqual((report["covers"], report["average_per_cover"]), (3, self.money(967)))

    def test_part_payments_of_open_orders_are_in_the_drawer(self) -> None:
        session = self.open(10000)
        self.pay(self.order((self.burger, 1)), self.cash, 1000)
        report = self._report(session)
        self.assertEqual((report["order_count"], report["gross"]), (0, self.money(0)))
        self.assertEqual(report["drawer"]["expected_cash"], self.money(11000))
        self.assertEqual(report["taxes"], [])

    def test_a_closed_session_has_a_z_report(self) -> None:
        session = self.open(0)
        self.close(session, 0)
        with self.assertRaises(Conflict) as caught:
            self._report(session)
        self.assertEqual(caught.exception.code, ErrorCode.SESSION_NOT_OPEN)

    def test_who_may_read_it(self) -> None:
        session = self.open(0)
        with self.assertRaises(Forbidden):
            self._report(session, Role.KITCHEN)
        self.assertEqual(self._report(session, Role.SERVER)["gross"], self.money(0))
        other = self.caller(till_id=self._till("Terrace").id)
        with self.assertRaises(NotFound):
            self.query("session.x_report", other, session_id=session.id)
