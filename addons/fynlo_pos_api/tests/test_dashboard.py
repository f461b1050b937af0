from typing import Any
from uuid import uuid4

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..const import Role
from ..exceptions import Forbidden, NotFound
from .session_case import SessionCase

DAY = "2023-06-30"


class TestDashboard(SessionCase):
    """The figures of a night that goes past midnight, of two tills."""

    def setUp(self) -> None:
        """Three sales of 30 June, at 20, 21 and 3 o'clock; one of 1 July; one order left open."""
        super().setUp()
        self.session = self.open(10000, at="2023-06-30T16:00:00Z")
        self._sell(self.burger, 1, self.cash, 1295, "2023-06-30T19:59:59Z", covers=2)
        self._sell(self.burger, 2, self.card, 2590, "2023-06-30T20:00:00Z", covers=3)
        self._sell(self.bread, 1, self.card, 310, "2023-07-01T02:59:59Z")
        self._sell(self.bread, 2, self.card, 620, "2023-07-01T03:00:00Z")
        self.left = self.order(
            (self.burger, 2), (self.bread, 1), ordered_at="2023-06-30T21:00:00Z", covers=4
        )
        self.pay(self.left, self.card, 1000, paid_at="2023-06-30T21:30:00Z")

    def _sell(
        self, dish: Any, quantity: int, method: Any, amount: int, at: str, **values: Any
    ) -> None:
        order = self.order((dish, quantity), ordered_at=at, **values)
        self.pay(order, method, amount, paid_at=at)

    def figures(self, **values: Any) -> dict[str, Any]:
        """The dashboard as the owner at no till sees it."""
        return self.query("dashboard.read", self.caller(Role.OWNER, till_id=None), **values)

    def test_hours_sum_up_to_the_day_in_its_order(self) -> None:
        found = self.figures(date=DAY)
        self.assertEqual(
            found["hours"],
            [
                {"hour": 20, "order_count": 1, "gross": self.money(1295)},
                {"hour": 21, "order_count": 1, "gross": self.money(2590)},
                {"hour": 3, "order_count": 1, "gross": self.money(310)},
            ],
        )
        self.assertEqual((found["order_count"], found["covers"]), (3, 5))
        # 20 % in 12.95 is 2.16, in 25.90 it is 4.32.
        amounts = [found[name]["amount"] for name in ("gross", "tax", "net", "average")]
        self.assertEqual(amounts, [4195, 648, 3547, 1398])

    def test_it_equals_the_daily_totals(self) -> None:
        days = {"from": DAY, "to": "2023-07-01"}
        owner = self.caller(Role.OWNER, till_id=None)
        totals = self.query("payment.daily_totals", owner, **days)["items"]
        self.assertEqual([item["gross"]["amount"] for item in totals], [4195, 620])
        for total in totals:
            found = self.figures(date=total["date"])
            for name in ("order_count", "gross", "payments"):
                self.assertEqual(found[name], total[name])
            self.assertEqual(
                sum(hour["gross"]["amount"] for hour in found["hours"]), total["gross"]["amount"]
            )

    def test_sales_lines_sum_up_to_it(self) -> None:
        lines = self.env["fynlo.sales.line"]
        mine = [("session_id", "=", self.session.id)]
        groups = lines._read_group(
            mine, ["business_date:day", "hour"], ["gross:sum", "tax:sum", "net:sum", "quantity:sum"]
        )
        self.assertEqual(
            [
                (str(day), hour, *map(round_pence, amounts), sold)
                for day, hour, *amounts, sold in groups
            ],
            [
                (DAY, "03:00", 310, 0, 310, 1),
                (DAY, "20:00", 1295, 216, 1079, 1),
                (DAY, "21:00", 2590, 432, 2158, 2),
                ("2023-07-01", "04:00", 620, 0, 620, 2),
            ],
        )

    def test_a_day_without_sales(self) -> None:
        found = self.figures(date="2023-06-01")
        self.assertEqual((found["order_count"], found["covers"]), (0, 0))
        for name in ("gross", "tax", "net", "average"):
            self.assertEqual(found[name], self.money(0))
        for name in ("hours", "payments", "voids"):
            self.assertEqual(found[name], [])

    def test_without_a_date_it_is_today(self) -> None:
        today = self.company._fynlo_business_date(self.env.cr.now())
        self.assertEqual(self.figures()["date"], str(today))

    def test_open_orders_whatever_their_date(self) -> None:
        found = self.figures(date="2023-06-01", till_id=self.till.id)["open_orders"]
        self.assertEqual(
            (found["count"], found["total"], found["due"]),
            (1, self.money(2900), self.money(1900)),
        )
        self.assertEqual(
            found["items"],
            [
                {
                    "id": self.left["id"],
                    "number": self.left["number"],
                    "till": {"id": self.till.id, "name": "Bar"},
                    "table": None,
                    "covers": 4,
                    "employee": "Kim",
                    "ordered_at": "2023-06-30T21:00:00Z",
                    "total": self.money(2900),
                    "due": self.money(1900),
                }
            ],
        )

    def test_cash_differences_are_those_of_the_z_reports(self) -> None:
        self.pay(self.left, self.card, 1900, paid_at="2023-06-30T22:00:00Z")
        report = self.close(self.session, 11200, at="2023-07-01T03:30:00Z")["report"]
        self.assertEqual(report["difference"], self.money(-95))
        self.assertEqual(
            self.figures(till_id=self.till.id)["cash_counts"],
            [
                {
                    "session": {"id": self.session.id, "name": self.session.name},
                    "till": {"id": self.till.id, "name": "Bar"},
                    "closed_at": "2023-07-01T03:30:00Z",
                    "expected": report["expected_cash"],
                    "counted": report["counted_cash"],
                    "difference": report["difference"],
                }
            ],
        )

    def _reason(self, kind: str) -> Any:
        domain = [("company_id", "=", self.company.id), ("kind", "=", kind)]
        return self.env["fynlo.reason"].search(domain, limit=1)

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

    def test_discounts_and_comps_in_the_sales(self) -> None:
        order = self.order((self.burger, 2), (self.bread, 1), ordered_at="2023-06-30T18:00:00Z")
        reason = self._reason("comp").id
        line = order["lines"][1]["id"]
        self.command("order.comp_line", order_id=order["id"], line_id=line, reason_id=reason)
        self.pay(order, self.card, 2590, paid_at="2023-06-30T18:30:00Z")
        rows = self.env["fynlo.sales.line"].search([("order_id.uuid", "=", order["id"])])
        self.assertEqual(
            {row.product_id: (row.kind, row.gross, row.discount, row.comp) for row in rows},
            {self.burger: ("item", 25.9, 0, 0), self.bread: ("item", 0, 0, 3.1)},
        )

    def test_a_till_s_dashboard_has_nothing_of_another(self) -> None:
        other = self._till("Terrace")
        found = self.figures(date=DAY, till_id=other.id)
        self.assertEqual((found["till_id"], found["gross"]), (other.id, self.money(0)))
        self.assertEqual((found["open_orders"]["count"], found["cash_counts"]), (0, []))
        self.assertEqual(self.figures(date=DAY, till_id=self.till.id)["gross"], self.money(4195))
        with self.assertRaises(NotFound):
            self.query("dashboard.read", self.caller(), till_id=other.id)

    def test_another_company_s_till_is_not_there(self) -> None:
        company = self.env["res.company"].create({"name": "Other"})
        self.person.company_ids |= company
        caller = self.caller(Role.OWNER, company_id=company.id, till_id=None)
        with self.assertRaises(NotFound) as caught:
            self.query("dashboard.read", caller, till_id=self.till.id)
        self.assertEqual([item["field"] for item in caught.exception.errors], ["till_id"])
        found = self.query("dashboard.read", caller, date=DAY)
        self.assertEqual((found["order_count"], found["open_orders"]["count"]), (0, 0))
        self.assertEqual(found["cash_counts"], [])

    def _user(self, role: Role, company: Any) -> Any:
        group = self.env.ref(f"fynlo_pos_api.group_{role}")
        return self.env["res.users"].create(
            {
                "name": role,
                "login": str(uuid4()),
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(group.ids)],
            }
        )

    def test_odoo_shows_rows_to_who_may_and_of_the_own_company(self) -> None:
        self.command(
            "order.void_line",
            order_id=self.left["id"],
            line_id=self.left["lines"][1]["id"],
            reason_id=self._reason("void").id,
        )
        other = self.env["res.company"].create({"name": "Other"})
        of_till = [("config_id", "=", self.till.id)]
        for model, count in (("sales.line", 4), ("void", 1), ("cash.drawer", 1)):
            rows = self.env[f"fynlo.{model}"]
            for role in (Role.MANAGER, Role.ACCOUNTANT):
                own = rows.with_user(self._user(role, self.company))
                self.assertEqual(own.search_count(of_till), count, model)
                foreign = rows.with_user(self._user(role, other))
                self.assertEqual(foreign.search_count(of_till), 0, model)
            with self.assertRaises(AccessError):
                rows.with_user(self._user(Role.CASHIER, self.company)).search_count(of_till)

    def test_the_screen_shows_the_same(self) -> None:
        screen = self.env["fynlo.dashboard.screen"]
        manager = screen.with_user(self._user(Role.MANAGER, self.company))
        shown = manager.read_figures(DAY, self.till.id)
        self.assertEqual(shown["figures"]["gross"], self.money(4195))
        self.assertEqual(shown["figures"]["open_orders"]["items"][0]["id"], self.left["id"])
        self.assertIn({"id": self.till.id, "name": "Bar"}, shown["tills"])
        self.assertEqual(shown["decimals"], 2)
        for role in (Role.CASHIER, Role.KITCHEN):
            with self.assertRaises(Forbidden):
                screen.with_user(self._user(role, self.company)).read_figures(DAY)

    def test_who_may_read_it(self) -> None:
        for role in (Role.CASHIER, Role.SERVER, Role.KITCHEN):
            with self.assertRaises(Forbidden):
                self.query("dashboard.read", self.caller(role), date=DAY)
        accountant = self.caller(Role.ACCOUNTANT, till_id=None)
        self.assertEqual(self.query("dashboard.read", accountant, date=DAY)["order_count"], 3)


def round_pence(amount: float) -> int:
    """An amount in pence."""
    return round(amount * 100)
