import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, NotFound
from .session_case import SessionCase

# A Friday evening in summer time: 21:30 by the restaurant's clock.
NOW = fields.Datetime.to_datetime("2023-06-30 20:30:00")
TODAY, LAST_WEEK = "2023-06-30", "2023-06-23"


class TestLive(SessionCase):
    """How a Friday evening goes, with a session since a week before."""

    def setUp(self) -> None:
        """Nothing is sold yet, and the clock stands still."""
        super().setUp()
        self.patch(type(self.env["fynlo.live"]), "_now_utc", lambda service: NOW)
        self.session = self.open(10000, at=f"{LAST_WEEK}T10:00:00Z")

    def live(self, caller: Any = None, **values: Any) -> dict[str, Any]:
        """The live figures, of the test's till for the owner where nobody else is named."""
        caller = caller or self.caller(Role.OWNER, till_id=None)
        return self.query("dashboard.live", caller, **{"till_id": self.till.id, **values})

    def sell(self, dish: Any, quantity: int, ordered: str, paid: str | None = None) -> Any:
        """Sell by card; prices are those of the test's dishes."""
        order = self.order((dish, quantity), ordered_at=ordered)
        amount = order["total"]["amount"]
        self.pay(order, self.card, amount, paid_at=paid or ordered)
        return order

    def put(self, order: dict[str, Any], status: str, at: str) -> None:
        """The order has had a status since a time."""
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        version = record.fynlo_version + 1
        record.sudo().write({"fynlo_status": status, "fynlo_version": version})
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO fynlo_event (name, aggregate_model, aggregate_id, version, company_id,"
            " config_id, payload, occurred_at)"
            " VALUES ('order.status_changed', 'pos.order', %(order)s, %(version)s,"
            " %(company)s, %(till)s, %(payload)s, %(at)s)",
            {
                "order": record.id,
                "version": version,
                "company": record.company_id.id,
                "till": record.config_id.id,
                "payload": json.dumps({"status": status}),
                "at": at,
            },
        )

    def sales(self, count: int, gross: int) -> dict[str, Any]:
        """So many orders of so much."""
        return {"order_count": count, "gross": self.money(gross)}

    def test_a_day_on_which_nothing_happened(self) -> None:
        nothing = self.sales(0, 0)
        self.assertEqual(
            self.live(),
            {
                "at": "2023-06-30T20:30:00Z",
                "date": TODAY,
                "till_id": self.till.id,
                "today": nothing,
                "last_week": {"date": LAST_WEEK, "by_now": nothing, "whole_day": nothing},
                "change_percent": None,
                "open_orders": {
                    "count": 0,
                    "total": self.money(0),
                    "due": self.money(0),
                    "by_status": [],
                },
                "wait": {"average_seconds": None, "order_count": 0},
                "late_tickets": 0,
                "best_sellers": [],
            },
        )

    def test_today_against_last_week_by_now(self) -> None:
        self.sell(self.burger, 2, f"{LAST_WEEK}T19:00:00Z")
        # Ordered before, paid after this time of day; and ordered after it.
        self.sell(self.burger, 1, f"{LAST_WEEK}T20:00:00Z", f"{LAST_WEEK}T20:30:00Z")
        self.sell(self.bread, 1, f"{LAST_WEEK}T20:30:00Z")
        # The business day ends at 04:00 by the clock.
        self.sell(self.bread, 1, "2023-06-24T02:59:59Z")
        self.sell(self.bread, 9, "2023-06-24T03:00:00Z")
        self.sell(self.bread, 9, "2023-06-30T02:59:59Z")
        self.sell(self.burger, 3, f"{TODAY}T03:00:00Z")
        self.sell(self.bread, 1, f"{TODAY}T20:00:00Z")
        found = self.live()
        self.assertEqual(found["today"], self.sales(2, 3 * 1295 + 310))
        self.assertEqual(
            found["last_week"],
            {
                "date": LAST_WEEK,
                "by_now": self.sales(1, 2590),
                "whole_day": self.sales(4, 2590 + 1295 + 310 + 310),
            },
        )
        # 41.95 against 25.90 is 61.97 % more.
        self.assertEqual(found["change_percent"], 62)

    def test_less_than_last_week_is_a_negative_change(self) -> None:
        self.sell(self.burger, 2, f"{LAST_WEEK}T19:00:00Z")
        self.sell(self.burger, 1, f"{TODAY}T19:00:00Z")
        self.assertEqual(self.live()["change_percent"], -50)

    def test_a_refund_lowers_the_sales_and_is_no_order(self) -> None:
        order = self.sell(self.burger, 2, f"{TODAY}T18:00:00Z")
        self.command(
            "payment.refund",
            order_id=order["id"],
            lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}],
            reason_id=self.reason("refund"),
        )
        refund = self.env["pos.order"].search([("fynlo_refund_of_id.uuid", "=", order["id"])])
        refund.sudo().date_order = f"{TODAY} 19:00:00"
        found = self.live()
        self.assertEqual(found["today"], self.sales(1, 1295))
        self.assertEqual([item["quantity"] for item in found["best_sellers"]], [1])
        self.assertEqual(found["open_orders"]["count"], 0)

    def test_open_orders_by_status_in_their_order(self) -> None:
        self.order((self.bread, 1), ordered_at=f"{LAST_WEEK}T12:00:00Z")
        cooking = [self.order((self.burger, 1), ordered_at=f"{TODAY}T19:00:00Z") for _ in "ab"]
        for order in cooking:
            self.put(order, "cooking", f"{TODAY}T19:05:00Z")
        self.pay(cooking[0], self.card, 1000, paid_at=f"{TODAY}T19:10:00Z")
        # Paid first: still open while the kitchen makes it, but no longer when it is ready.
        made = self.sell(self.bread, 2, f"{TODAY}T19:20:00Z")
        self.put(made, "preparing", f"{TODAY}T19:21:00Z")
        given = self.sell(self.bread, 2, f"{TODAY}T19:20:00Z")
        self.put(given, "ready", f"{TODAY}T19:29:00Z")
        self.put(
            self.sell(self.bread, 1, f"{LAST_WEEK}T19:00:00Z"), "cooking", f"{TODAY}T19:21:00Z"
        )
        found = self.live()["open_orders"]
        self.assertEqual(
            (found["count"], found["total"], found["due"]),
            (4, self.money(310 + 2590 + 620), self.money(310 + 1590)),
        )
        self.assertEqual(
            [
                (row["status"], row["label"], row["count"], row["total"])
                for row in found["by_status"]
            ],
            [
                ("pending", "Pending", 1, self.money(310)),
                ("preparing", "Preparing", 1, self.money(620)),
                ("cooking", "Cooking", 2, self.money(2590)),
            ],
        )

    def test_the_wait_is_from_the_order_to_its_first_ready(self) -> None:
        for minutes in (10, 21):
            order = self.order((self.bread, 1), ordered_at=f"{TODAY}T19:00:00Z")
            self.put(order, "preparing", f"{TODAY}T19:01:00Z")
            self.put(order, "ready", f"{TODAY}T19:{minutes}:00Z")
            self.put(order, "ready", f"{TODAY}T20:00:00Z")
        # Of another day, and one that is not ready.
        old = self.order((self.bread, 1), ordered_at=f"{LAST_WEEK}T19:00:00Z")
        self.put(old, "ready", f"{LAST_WEEK}T19:50:00Z")
        self.put(self.order((self.bread, 1), ordered_at=f"{TODAY}T19:00:00Z"), "cooking", NOW)
        self.assertEqual(self.live()["wait"], {"average_seconds": 930, "order_count": 2})

    def test_best_sellers_of_paid_and_open_orders(self) -> None:
        self.sell(self.burger, 2, f"{TODAY}T18:00:00Z")
        self.order((self.bread, 3), (self.burger, 1), ordered_at=f"{TODAY}T19:00:00Z")
        cancelled = self.order((self.bread, 9), ordered_at=f"{TODAY}T19:00:00Z")
        self.command("order.cancel", order_id=cancelled["id"], reason_id=self.reason("void"))
        voided = self.order((self.bread, 5), ordered_at=f"{TODAY}T19:00:00Z")
        line = voided["lines"][0]["id"]
        values = {"order_id": voided["id"], "line_id": line, "reason_id": self.reason("void")}
        self.command("order.void_line", **values)
        self.sell(self.bread, 8, f"{LAST_WEEK}T18:00:00Z")
        self.assertEqual(
            self.live()["best_sellers"],
            [
                {
                    "product_id": dish.id,
                    "name": dish.name,
                    "quantity": 3,
                    "gross": self.money(gross),
                }
                for dish, gross in ((self.burger, 3885), (self.bread, 930))
            ],
        )

    def test_there_are_ten_best_sellers(self) -> None:
        dishes = [self._dish(f"Dish {number}", 1, self.zero) for number in range(12)]
        self.order(
            *((dish, 1 + number) for number, dish in enumerate(dishes)),
            ordered_at=f"{TODAY}T18:00:00Z",
        )
        found = self.live()["best_sellers"]
        self.assertEqual([item["quantity"] for item in found], [12, 11, 10, 9, 8, 7, 6, 5, 4, 3])

    def test_another_till_s_and_another_company_s_are_not_shown(self) -> None:
        order = self.sell(self.burger, 1, f"{TODAY}T18:00:00Z")
        self.put(order, "ready", f"{TODAY}T18:10:00Z")
        self.order((self.burger, 1), ordered_at=f"{TODAY}T18:00:00Z")
        company = self.env["res.company"].create({"name": "Other", "fynlo_timezone": "UTC"})
        self.person.company_ids |= company
        other_owner = self.caller(Role.OWNER, company_id=company.id, till_id=None)
        other_till = self._till("Terrace").id
        for found in (self.live(till_id=other_till), self.live(other_owner, till_id=None)):
            self.assertEqual(found["today"]["order_count"], 0)
            self.assertEqual(found["open_orders"]["count"], 0)
            self.assertEqual(found["wait"]["order_count"], 0)
            self.assertEqual(found["best_sellers"], [])
        for caller in (other_owner, self.caller(Role.MANAGER, till_id=other_till)):
            with self.assertRaises(NotFound) as caught:
                self.live(caller)
            self.assertEqual([item["field"] for item in caught.exception.errors], ["till_id"])
        whole = self.live(till_id=None)
        self.assertIsNone(whole["till_id"])
        self.assertGreaterEqual(whole["today"]["order_count"], 1)

    def test_who_may_read_them(self) -> None:
        for role in (Role.CASHIER, Role.SERVER, Role.KITCHEN):
            with self.assertRaises(Forbidden):
                self.live(self.caller(role))
        accountant = self.caller(Role.ACCOUNTANT, till_id=None)
        self.assertEqual(self.live(accountant)["date"], TODAY)

    def test_the_screen_shows_the_same(self) -> None:
        self.sell(self.burger, 1, f"{TODAY}T18:00:00Z")
        group = self.env.ref("fynlo_pos_api.group_manager")
        manager = self.env["res.users"].create(
            {
                "name": "Manager",
                "login": str(uuid4()),
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(group.ids)],
            }
        )
        shown = self.env["fynlo.dashboard.screen"].with_user(manager).read_live(self.till.id)
        self.assertEqual(shown["figures"], self.live())
        self.assertIn({"id": self.till.id, "name": "Bar"}, shown["tills"])
        self.assertEqual(shown["decimals"], 2)


@tagged("post_install", "-at_install")
class TestLiveStatements(SessionCase):
    """What the figures cost, for a screen that asks every few seconds."""

    def statements(self, work: Callable[[], object]) -> list[str]:
        """What a query sends to the database as a request of its own."""
        self.env.flush_all()
        self.env.invalidate_all()
        found: list[str] = []
        execute = type(self.env.cr).execute

        def recording(cursor: object, query: object, *args: object, **values: object) -> object:
            found.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **values)

        self.patch(type(self.env.cr), "execute", recording)
        work()
        self.patch(type(self.env.cr), "execute", execute)
        return found

    def test_few_statements_however_much_was_sold(self) -> None:
        self.open()
        self.order((self.burger, 1), (self.bread, 2))

        def read() -> object:
            return self.query("dashboard.live", self.caller(), till_id=self.till.id)

        # The first ones keep the catalogue.
        read()
        self.statements(read)
        few = self.statements(read)
        for _ in range(5):
            self.order((self.burger, 1), (self.bread, 2))
        many = self.statements(read)
        self.assertEqual(len(few), len(many), "\n".join([*few, "", *many]))
        # One of them is the kitchen's, where that is installed.
        self.assertLessEqual(len(many), 12, "\n".join(many))
        self.assertEqual(len([item for item in many if " pos_order sale" in item]), 4)
