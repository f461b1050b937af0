from typing import Any
from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..const import Role
from ..exceptions import Conflict, Forbidden, Invalid, NotFound, VersionConflict
from .common import RestaurantHttpCase
from .table_case import TableCase


class TestFloors(TableCase):
    """The floor plan."""

    def test_floors_and_their_tables(self) -> None:
        """A table has its place, and by its number its place in the list."""
        self.three.write(
            {"position_h": 80, "position_v": 60.5, "width": 90, "shape": "round", "color": "red"}
        )
        [floor] = self.query("floor.list")["items"]
        self.assertEqual((floor["name"], floor["till_ids"]), ("Hall", [self.till.id]))
        self.assertEqual([table["number"] for table in floor["tables"]], [1, 2, 3])
        table = floor["tables"][2]
        expected = {
            "id": self.three.id,
            "floor_id": self.floor.id,
            "number": 3,
            "name": "Hall, 3",
            "seats": 4,
            "x": 80.0,
            "y": 60.5,
            "width": 90.0,
            "height": 50.0,
            "shape": "round",
            "color": "red",
            "state": "free",
            "since": None,
            "waiter": None,
            "covers": 0,
            "orders": [],
            "blocked": False,
            "reservation": None,
            "merged_into": None,
            "merged_with": [],
            "version": 0,
        }
        self.assertEqual(table, expected)

    def test_a_plan_is_made_and_changed(self) -> None:
        floor = self.run_command("floor.create", name="Terrace", color="rgb(1,2,3)")
        self.assertEqual((floor["till_ids"], floor["version"]), ([self.till.id], 1))
        made = self.run_command(
            "table.create", floor_id=floor["id"], number=7, seats=6, shape="round"
        )
        self.assertEqual((made["name"], made["seats"], made["shape"]), ("Terrace, 7", 6, "round"))
        moved = self.do("change", self.table(made), x=12.5, number=8, color=None)
        self.assertEqual((moved["x"], moved["number"], moved["seats"]), (12.5, 8, 6))
        values = {"floor_id": floor["id"], "name": "Garden", "color": None, "base_version": 1}
        renamed = self.run_command("floor.change", **values)
        self.assertEqual((renamed["name"], renamed["color"]), ("Garden", None))
        with self.assertRaises(VersionConflict) as caught:
            self.run_command("floor.change", **values)
        self.assertEqual(caught.exception.extra["current"]["version"], 2)
        changed = {"id": floor["id"], "fields": ["background_color", "name"]}
        self.assertEqual(self.events("floor.changed"), [changed])

    def table(self, shown: dict[str, Any]) -> Any:
        """The restaurant.table."""
        return self.env["restaurant.table"].browse(shown["id"])

    def test_numbers_are_on_a_floor_once(self) -> None:
        before = len(self.floor.table_ids)
        calls = [
            ("table.create", {"floor_id": self.floor.id, "number": 2}),
            ("table.change", {"table_id": self.one.id, "number": 2}),
        ]
        for command, values in calls:
            with self.assertRaises(Invalid) as caught:
                self.run_command(command, **values)
            self.assertEqual(caught.exception.errors[0]["field"], "number")
        self.assertEqual((len(self.floor.table_ids), self.one.table_number), (before, 1))
        self.assertEqual(self.do("change", self.one, number=1)["number"], 1)

    def test_the_plan_is_a_managers(self) -> None:
        cashier = self.caller(Role.CASHIER)
        calls = [
            ("floor.create", {"name": "X"}),
            ("floor.change", {"floor_id": self.floor.id, "name": "X"}),
            ("floor.archive", {"floor_id": self.floor.id}),
            ("table.create", {"floor_id": self.floor.id, "number": 9}),
            ("table.change", {"table_id": self.one.id, "x": 1}),
            ("table.archive", {"table_id": self.one.id}),
        ]
        for command, values in calls:
            with self.assertRaises(Forbidden):
                self.run_command(command, cashier, **values)
        self.assertEqual(
            (self.floor.name, self.floor.active, self.one.active), ("Hall", True, True)
        )
        self.assertEqual((self.one.position_h, len(self.floor.table_ids)), (10, 3))

    def test_archived(self) -> None:
        """Not while guests are there; the orders keep the table."""
        order = self.order_at(self.one)
        for command, values in (
            ("table.archive", {"table_id": self.one.id}),
            ("floor.archive", {"floor_id": self.floor.id}),
        ):
            with self.assertRaises(Conflict) as caught:
                self.run_command(command, **values)
            self.assertEqual(caught.exception.extra["current"]["id"], self.one.id)
        self.pay(order, self.cash, 310)
        self.run_command("table.archive", table_id=self.one.id)
        self.assertFalse(self.one.active)
        self.assertEqual(self.record(order).table_id, self.one)
        with self.assertRaises(NotFound):
            self.do("seat", self.one)
        self.run_command("floor.archive", floor_id=self.floor.id)
        self.assertEqual(self.query("floor.list")["items"], [])
        self.assertEqual((self.floor.active, self.two.active), (False, False))

    def test_floors_of_other_tills(self) -> None:
        """Of the company a manager in the office sees all; a device works on its own."""
        kiosk = self._till("Kiosk")
        office = self.caller(till_id=None)
        tills = sorted((self.till | kiosk).ids)
        made = self.run_command("floor.create", office, name="Both", till_ids=tills)
        self.assertEqual(sorted(made["till_ids"]), tills)
        with self.assertRaises(Invalid) as caught:
            self.run_command("floor.create", name="Not ours", till_ids=[self.till.id, kiosk.id])
        self.assertEqual(caught.exception.errors[0]["field"], "till_ids.1")
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.caller(company_id=other.id, till_id=None)
        with self.assertRaises(NotFound):
            self.run_command("floor.change", theirs, floor_id=made["id"], name="Mine")
        with self.assertRaises(Invalid):
            self.run_command("table.create", theirs, floor_id=made["id"], number=1)
        self.assertEqual(self.env["restaurant.floor"].browse(made["id"]).name, "Both")

    def test_the_number_of_queries_does_not_grow(self) -> None:
        """Of 3 tables and one order, and of 60 tables with 20 orders."""
        self.order_at(self.one)
        few = self.count_queries()
        tables = self.env["restaurant.table"].create(
            [{"floor_id": self.floor.id, "table_number": number} for number in range(10, 67)]
        )
        for table in tables[:20]:
            self.order_at(table)
        self.pay(self.order_at(tables[21]), self.cash, 310)
        self.do("merge", tables[30], table_ids=tables[31:34].ids)
        self.assertLessEqual(self.count_queries(), few)
        self.assertLessEqual(few, 20)

    def count_queries(self) -> int:
        """The queries of GET /floors on an empty cache."""
        self.query("floor.list")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.query("floor.list")
        return int(self.env.cr.sql_log_count - before)


class TestTablesInOdoo(TableCase):
    """The list of tables in Odoo."""

    def test_a_manager_sees_the_live_state(self) -> None:
        """And neither sees nor writes the version."""
        groups = self.env.ref("fynlo_pos_api.group_manager")
        manager = self.env["res.users"].create({"name": "Max", "login": f"max-{uuid4()}"})
        manager.group_ids = groups
        self.order_at(self.one)
        self.do("seat", self.two, covers=2)
        tables = (self.one | self.two | self.three).with_user(manager)
        self.assertEqual(tables.mapped("fynlo_state"), ["ordered", "seated", "free"])
        rows = tables.read(["fynlo_state", "fynlo_since", "fynlo_employee_id", "fynlo_covers"])
        self.assertEqual(rows[1]["fynlo_covers"], 2)
        self.assertEqual(rows[1]["fynlo_employee_id"][1], "Kim")
        self.assertFalse(rows[2]["fynlo_since"])
        self.assertNotIn("fynlo_version", tables.read()[0])
        with self.assertRaises(AccessError):
            tables.write({"fynlo_version": 9})


@tagged("post_install", "-at_install")
class TestTableRoutes(RestaurantHttpCase):
    """The routes of floors and tables."""

    def test_a_table_over_http(self) -> None:
        manager, server = self.token(Role.MANAGER), self.token(Role.SERVER)
        floor = self.call("POST", "/floors", {"name": "Hall"}, manager)
        self.assertEqual(floor.status_code, 201)
        sent = {"floor_id": floor.json()["id"], "number": 4}
        self.assertEqual(
            self.call("POST", "/tables", sent, server).json()["code"], "role_forbidden"
        )
        table = self.call("POST", "/tables", sent, manager).json()
        path = f"/tables/{table['id']}"
        seated = self.call("POST", f"{path}/seat", {"covers": 2}, server)
        self.assertEqual((seated.status_code, seated.json()["state"]), (200, "seated"))
        again = self.call("POST", f"{path}/seat", {}, server)
        self.assertEqual((again.status_code, again.json()["code"]), (409, "table_not_free"))
        self.assertEqual(again.json()["current"], seated.json())
        stale = self.call("PATCH", path, {"covers": 3}, server, **{"If-Match": '"1"'})
        self.assertEqual(stale.json()["current"], seated.json())
        [listed] = self.call("GET", "/floors", None, server).json()["items"]
        self.assertEqual(listed["tables"], [seated.json()])
        self.call("POST", f"{path}/clean", {}, server)
        gone = self.call("DELETE", path, None, manager)
        self.assertEqual((gone.status_code, gone.content), (204, b""))
        closed = self.call("DELETE", f"/floors/{sent['floor_id']}", None, manager)
        self.assertEqual(closed.status_code, 204)
