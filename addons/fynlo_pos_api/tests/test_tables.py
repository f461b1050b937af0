from typing import Any

from ..const import Role
from ..exceptions import Conflict, Invalid, NotFound, VersionConflict
from .table_case import TableCase


class TestTables(TableCase):
    """What happens at a table."""

    def test_an_evening(self) -> None:
        """Seat, order, serve, another round, bill, pay, clean."""
        self.assertEqual(self.state(self.one), "free")
        seated = self.do("seat", self.one, covers=3)
        self.assertEqual((seated["state"], seated["covers"], seated["version"]), ("seated", 3, 1))
        self.assertEqual(seated["waiter"], {"id": self.employee.id, "name": "Kim"})
        order = self.order_at(self.one, covers=3)
        now = self.shown(self.one)
        self.assertEqual((now["state"], now["covers"]), ("ordered", 3))
        self.assertEqual([item["id"] for item in now["orders"]], [order["id"]])
        self.assertEqual(now["orders"][0]["due"], self.money(310))
        self.assertEqual(self.do("serve", self.one)["state"], "served")
        self.later()
        self.command("order.add_lines", order_id=order["id"], lines=[self.line()])
        self.assertEqual(self.state(self.one), "ordered")
        self.assertEqual(self.do("bill", self.one)["state"], "bill_asked")
        self.later()
        self.pay(order, self.cash, 620)
        paid = self.shown(self.one)
        self.assertEqual((paid["state"], paid["orders"], paid["waiter"]), ("dirty", [], None))
        self.assertEqual(paid["covers"], 0)
        clean = self.do("clean", self.one)
        self.assertEqual((clean["state"], clean["version"]), ("free", 4))
        names = self.env["fynlo.event"].search(
            [("aggregate_model", "=", "restaurant.table"), ("aggregate_id", "=", self.one.id)],
            order="version",
        )
        told = ["table.seated", "table.served", "table.bill_asked", "table.cleaned"]
        self.assertEqual(names.mapped("name"), told)

    def line(self) -> dict[str, Any]:
        """A line of bread."""
        return {"product_id": self.bread.id}

    def test_without_cleaning(self) -> None:
        """A paid table is free at once where the company wants it so."""
        self.company.fynlo_tables_need_cleaning = False
        self.pay(self.order_at(self.one), self.cash, 310)
        self.assertEqual(self.state(self.one), "free")

    def test_one_of_two_checks_is_paid(self) -> None:
        first, second = self.order_at(self.one), self.order_at(self.one)
        self.later()
        self.pay(first, self.cash, 310)
        self.assertEqual(self.state(self.one), "ordered")
        self.later()
        self.pay(second, self.cash, 310)
        self.assertEqual(self.state(self.one), "dirty")

    def test_the_next_party_starts_anew(self) -> None:
        """Who ordered without being seated has not asked for the bill, and another waiter."""
        self.company.fynlo_tables_need_cleaning = False
        self.do("seat", self.one, covers=5)
        order = self.order_at(self.one)
        self.do("bill", self.one)
        self.later()
        self.pay(order, self.cash, 310)
        self.order_at(self.one, covers=2)
        now = self.shown(self.one)
        self.assertEqual((now["state"], now["covers"]), ("ordered", 2))

    def test_a_seated_table_is_not_seated_again(self) -> None:
        """The refusal shows the table; nothing is written."""
        self.do("seat", self.one, covers=3)
        with self.assertRaises(Conflict) as caught:
            self.do("seat", self.one, covers=9)
        self.assertEqual(caught.exception.code, "table_not_free")
        current = caught.exception.extra["current"]
        self.assertEqual((current["id"], current["state"]), (self.one.id, "seated"))
        self.assertEqual((self.one.fynlo_covers, self.one.fynlo_version), (3, 1))
        self.assertEqual(len(self.event("table.seated")), 1)

    def test_nobody_is_seated_at_a_dirty_table(self) -> None:
        self.pay(self.order_at(self.one), self.cash, 310)
        with self.assertRaises(Conflict):
            self.do("seat", self.one)
        self.assertFalse(self.one.fynlo_seated_at)

    def test_bill_and_serve_need_an_order(self) -> None:
        self.do("seat", self.one)
        for what in ("bill", "serve"):
            with self.assertRaises(Conflict) as caught:
                self.do(what, self.one)
            self.assertEqual(caught.exception.code, "order_not_open")
        self.assertEqual(self.one.fynlo_version, 1)

    def test_a_table_with_an_order_is_not_clean(self) -> None:
        self.order_at(self.one)
        with self.assertRaises(Conflict) as caught:
            self.do("clean", self.one)
        self.assertEqual(caught.exception.extra["current"]["state"], "ordered")
        self.assertFalse(self.one.fynlo_cleaned_at)

    def test_guests_who_leave_without_ordering(self) -> None:
        self.do("seat", self.one, covers=2)
        clean = self.do("clean", self.one)
        self.assertEqual((clean["state"], clean["covers"], clean["waiter"]), ("free", 0, None))

    def test_a_stale_version_is_refused(self) -> None:
        self.do("seat", self.one, base_version=0)
        with self.assertRaises(VersionConflict) as caught:
            self.do("clean", self.one, base_version=0)
        self.assertEqual(caught.exception.extra["current"]["version"], 1)
        self.assertEqual(self.state(self.one), "seated")

    def test_a_waiter_of_another_company_is_none(self) -> None:
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.env["hr.employee"].create({"name": "Sam", "company_id": other.id})
        with self.assertRaises(Invalid) as caught:
            self.do("seat", self.one, waiter_id=stranger.id)
        self.assertEqual(caught.exception.errors[0]["field"], "waiter_id")
        self.assertEqual(self.state(self.one), "free")

    def test_another_till_does_not_know_the_table(self) -> None:
        elsewhere = self.caller(till_id=self._till("Kiosk").id)
        with self.assertRaises(NotFound):
            self.do("seat", self.one, elsewhere)
        self.assertEqual(self.query("floor.list", elsewhere)["items"], [])
        office = self.caller(till_id=None)
        floors = self.query("floor.list", office)["items"]
        self.assertIn(self.floor.id, [item["id"] for item in floors])


class TestTablesFollowOrders(TableCase):
    """The state follows what happens to orders, whoever does it."""

    def test_a_void_of_all_frees_the_table(self) -> None:
        self.do("seat", self.one)
        order = self.order_at(self.one)
        line = self.record(order).lines
        line.write({"qty": 0, "fynlo_voided_quantity": 1})
        self.assertEqual(self.state(self.one), "free")

    def test_a_cancel_frees_the_table(self) -> None:
        self.do("seat", self.one, covers=4)
        order = self.record(self.order_at(self.one))
        order.action_pos_order_cancel()
        now = self.shown(self.one)
        self.assertEqual((now["state"], now["covers"], now["waiter"]), ("free", 0, None))

    def test_a_move_frees_one_table_and_takes_the_other(self) -> None:
        self.do("seat", self.one, covers=4)
        order = self.record(self.order_at(self.one))
        self.do("bill", self.one)
        self.later()
        order.table_id = self.two
        self.assertEqual((self.state(self.one), self.state(self.two)), ("free", "ordered"))
        self.assertFalse(self.one.fynlo_employee_id)

    def test_a_move_to_a_table_of_an_earlier_party(self) -> None:
        """What that party asked for is not asked for by the one that comes."""
        waiting = self.record(self.order_at(self.one))
        earlier = self.order_at(self.two)
        self.do("bill", self.two)
        self.later()
        self.pay(earlier, self.cash, 310)
        self.later()
        waiting.table_id = self.two
        self.assertEqual(self.state(self.two), "ordered")

    def test_a_move_to_where_they_were_seated(self) -> None:
        """The waiter who seated them stays."""
        order = self.record(self.order_at(self.one))
        self.do("seat", self.two, covers=6)
        order.table_id = self.two
        now = self.shown(self.two)
        self.assertEqual((now["state"], now["covers"]), ("ordered", 6))
        self.assertEqual(now["waiter"]["id"], self.employee.id)

    def test_one_of_two_orders_moves(self) -> None:
        self.do("seat", self.one, covers=4)
        self.order_at(self.one)
        self.record(self.order_at(self.one)).table_id = self.two
        self.assertEqual((self.state(self.one), self.shown(self.one)["covers"]), ("ordered", 4))

    def test_an_order_without_dishes(self) -> None:
        self.order(table_id=self.one.id)
        self.assertEqual(self.state(self.one), "seated")

    def test_odoos_own_till(self) -> None:
        """An order that Odoo's own till sends counts, with the table written as it sends it."""
        order = self.record(self.order_at(self.one))
        self.do("bill", self.one)
        order.write({"table_id": self.one.id})
        self.assertEqual(self.state(self.one), "bill_asked")
        copied = order.copy({"uuid": "stock-1", "table_id": self.two.id, "state": "draft"})
        self.assertEqual(copied.table_id, self.two)
        self.assertEqual(self.state(self.two), "ordered")

    def test_another_till_of_the_floor(self) -> None:
        """Its orders occupy the table; only its own devices read them."""
        order = self.order_at(self.one)
        kiosk = self._till("Kiosk")
        kiosk.floor_ids = self.floor
        there = self.query("floor.list", self.caller(till_id=kiosk.id))["items"][0]["tables"]
        self.assertEqual([item["state"] for item in there], ["ordered", "free", "free"])
        self.assertEqual(there[0]["orders"], [])
        self.assertEqual(self.shown(self.one)["orders"][0]["id"], order["id"])

    def test_a_closed_day_leaves_nothing_behind(self) -> None:
        """No table is dirty, seated, or stands with another on the next morning."""
        self.do("seat", self.one, covers=2)
        self.pay(self.order_at(self.one), self.cash, 310)
        self.do("seat", self.two)
        self.do("merge", self.two, table_ids=[self.three.id])
        self.assertEqual((self.state(self.one), self.state(self.three)), ("dirty", "seated"))
        self.close(self.session, 10310)
        tables = self.query("floor.list")["items"][0]["tables"]
        self.assertEqual([item["state"] for item in tables], ["free"] * 3)
        self.assertEqual([item["merged_into"] for item in tables], [None] * 3)

    def test_another_till_that_is_open_keeps_its_guests(self) -> None:
        kiosk = self._till("Kiosk")
        kiosk.floor_ids = self.floor
        there = self.caller(till_id=kiosk.id)
        self.command("session.open", there, opening_float=self.money(0))
        self.do("seat", self.one, there)
        self.close(self.session, 10000)
        self.assertEqual(self.state(self.one), "seated")

    def test_roles(self) -> None:
        """A server does what happens at a table."""
        server = self.caller(Role.SERVER)
        self.assertEqual(self.do("seat", self.one, server)["state"], "seated")
