from odoo.exceptions import AccessError

from ..const import Role
from ..exceptions import Forbidden, NotFound
from .dashboard_case import DAY, DashboardCase


class TestDashboard(DashboardCase):
    """The figures sum up, and are shown to whom they are meant for."""

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
