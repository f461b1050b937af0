from freezegun import freeze_time

from ..const import Role
from .dashboard_case import DAY, DashboardCase


class TestDashboardVoids(DashboardCase):
    """Voids and comps of the day, and which day it is."""

    def test_voids_and_comps_by_reason_employee_and_approver(self) -> None:
        void, comp = self._reason("void"), self._reason("comp")
        burgers, bread = self.left["lines"]
        values = {"order_id": self.left["id"], "line_id": burgers["id"], "quantity": 1}
        self.command("order.void_line", **values, reason_id=void.id)
        values = {"order_id": self.left["id"], "line_id": bread["id"]}
        self.command("order.comp_line", **values, reason_id=comp.id, note="Burnt")
        kim = {"id": self.employee.id, "name": "Kim"}
        given_up = {"employee": kim, "approver": kim, "count": 1}
        self.assertEqual(
            self.figures(date=DAY, till_id=self.till.id)["voids"],
            [
                {"kind": "void", "reason": void.name, "amount": self.money(1295), **given_up},
                {"kind": "comp", "reason": comp.name, "amount": self.money(310), **given_up},
            ],
        )
        self.assertEqual(self.figures(date="2023-07-01", till_id=self.till.id)["voids"], [])
        rows = self.env["fynlo.void"].search([("order_id.uuid", "=", self.left["id"])], order="id")
        self.assertEqual(
            [(row.product_id, row.quantity, row.amount, row.note) for row in rows],
            [(self.burger, 1, 12.95, False), (self.bread, 1, 3.1, "Burnt")],
        )

    def test_voids_are_those_of_the_x_report(self) -> None:
        """Cancelling an order voids its dishes; reopening it takes these voids back, no others."""
        order = self.order((self.burger, 2), (self.bread, 1), ordered_at="2023-06-30T22:00:00Z")
        values = {"order_id": order["id"], "line_id": order["lines"][0]["id"], "quantity": 1}
        void = self._reason("void")
        self.command("order.void_line", **values, reason_id=void.id)
        self.assertEqual(self._voided(), [(1, 1295)])
        for _ in range(2):
            self.command("order.cancel", order_id=order["id"], reason_id=void.id, note="Left")
            self.assertEqual(self._voided(), [(3, 2900)])
            reopen = self._reason("reopen").id
            self.command("order.reopen", order_id=order["id"], reason_id=reopen)
            self.assertEqual(self._voided(), [(1, 1295)])
        self.command("order.cancel", order_id=order["id"], reason_id=void.id, note="Left")
        rows = self.env["fynlo.void"].search([("order_id.uuid", "=", order["id"])], order="id")
        self.assertEqual(
            [(row.product_id, row.quantity, row.amount, row.note) for row in rows],
            [
                (self.burger, 1, 12.95, False),
                (self.burger, 1, 12.95, "Left"),
                (self.bread, 1, 3.1, "Left"),
            ],
        )

    def test_today_is_the_business_day(self) -> None:
        """At 3:30 of the night the sales since 4 o'clock of the day before are today's."""
        self.command(
            "order.void_line",
            order_id=self.left["id"],
            line_id=self.left["lines"][1]["id"],
            reason_id=self._reason("void").id,
        )
        counts = []
        for moment in ("2023-07-01 02:30:00", "2023-07-01 03:00:00", "2023-07-07 03:00:00"):
            with freeze_time(moment):
                counts += [
                    (self._days_ago(model, "=", 0), self._days_ago(model, "<=", 6))
                    for model in ("fynlo.sales.line", "fynlo.void", "pos.order")
                ]
        # Four sales, of which one is of the next day; one void; five orders.
        self.assertEqual(counts[:3], [(3, 3), (1, 1), (4, 4)])
        self.assertEqual(counts[3:6], [(1, 4), (0, 1), (1, 5)])
        self.assertEqual(counts[6:], [(0, 1), (0, 0), (0, 1)])

    def _days_ago(self, model: str, operator: str, days: int) -> int:
        """How many rows of the till are of these business days, which the rows say as well."""
        rows = self.env[model].with_user(self._user(Role.MANAGER, self.company))
        found = rows.search([("config_id", "=", self.till.id), ("fynlo_days_ago", operator, days)])
        self.assertLessEqual({row.fynlo_days_ago for row in found}, set(range(days + 1)))
        return len(found)

    def test_a_merged_order_voids_nothing(self) -> None:
        target, other = self.order((self.bread, 1)), self.order((self.burger, 1))
        orders = [{"order_id": other["id"]}]
        self.command("order.merge", target_id=target["id"], orders=orders)
        domain = [("order_id.uuid", "in", [target["id"], other["id"]])]
        self.assertFalse(self.env["fynlo.void"].search(domain))

    def _voided(self) -> list[tuple[int, int]]:
        """(count, pence) of the voids of the day, which the X report says too."""
        found = self.figures(date=DAY, till_id=self.till.id)["voids"]
        report = self.query("session.x_report", session_id=self.session.id)["report"]
        self.assertEqual(
            sum(item["amount"]["amount"] for item in found), report["voids"]["amount"]["amount"]
        )
        return [(item["count"], item["amount"]["amount"]) for item in found]
