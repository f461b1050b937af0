from odoo.exceptions import AccessError
from odoo.fields import Command

from ..const import ErrorCode, Role
from ..domain.roles import SCOPES, STAFF
from ..exceptions import Conflict, Forbidden, LockedOut, NotFound, Unauthenticated
from ..schemas.common import Approval
from .common import RestaurantCase


class TestPin(RestaurantCase):
    """Signing in by PIN, approving by PIN, and the lock-out."""

    def sign_in(self, role: Role = Role.SERVER, pin: str = "2468") -> dict:
        values = {"employee_id": self.employees[role].id, "pin": pin}
        return self.run_command("auth.pin", values, role=None, key=None)

    def approve(self, role: Role, pin: str = "2468") -> int:
        approval = Approval(employee_id=self.employees[role].id, pin=pin)
        return self.service("fynlo.pin", self.caller(Role.SERVER))._approver(approval)

    def test_the_right_pin_gives_the_employee_s_role(self) -> None:
        for role in STAFF:
            reply = self.sign_in(role)
            self.assertEqual(reply["role"], role)
            self.assertEqual(set(reply["scopes"]), SCOPES[role])
        [*_, event] = self.events("auth.login")
        self.assertEqual(event.payload["method"], "pin")
        self.assertEqual(event.device_id, self.device)

    def test_a_wrong_pin_signs_nobody_in(self) -> None:
        before = self.env["fynlo.login"].search_count([])
        for pin in ("2469", "246", "24680", "٢٤٦٨"):
            with self.assertRaises(Unauthenticated) as refused:
                self.sign_in(pin=pin)
            self.assertEqual(refused.exception.code, ErrorCode.CREDENTIALS_INVALID)
        self.assertEqual(self.env["fynlo.login"].search_count([]), before)

    def test_an_employee_without_a_user_runs_as_the_till(self) -> None:
        self.sign_in()
        login = self.env["fynlo.login"].search([], order="id desc", limit=1)
        self.assertEqual(login.user_id, self.device.user_id)

    def test_an_employee_with_a_user_runs_as_that_user(self) -> None:
        self.employees[Role.SERVER].user_id = self.users[Role.SERVER]
        self.sign_in()
        login = self.env["fynlo.login"].search([], order="id desc", limit=1)
        self.assertEqual(login.user_id, self.users[Role.SERVER])

    def test_a_user_without_a_role_is_not_run_as(self) -> None:
        self.employees[Role.SERVER].user_id = self.make_user(None, self.company)
        self.sign_in()
        login = self.env["fynlo.login"].search([], order="id desc", limit=1)
        self.assertEqual(login.user_id, self.device.user_id)

    def test_a_pin_needs_a_device(self) -> None:
        values = {"employee_id": self.employees[Role.SERVER].id, "pin": "2468"}
        with self.assertRaises(Conflict):
            self.run_command("auth.pin", values, caller=self.user_caller(Role.OWNER), key=None)

    def test_who_may_not_work_here_is_not_found(self) -> None:
        nobody = {"without a PIN": {"pin": False}, "archived": {"active": False}}
        for name, change in nobody.items():
            employee = self.make_employee(Role.SERVER, self.company)
            employee.write(change)
            with self.subTest(name), self.assertRaises(NotFound):
                values = {"employee_id": employee.id, "pin": "2468"}
                self.run_command("auth.pin", values, role=None, key=None)
        with self.assertRaises(NotFound):
            values = {"employee_id": self.other_employee.id, "pin": "2468"}
            self.run_command("auth.pin", values, role=None, key=None)

    def test_a_till_that_lists_its_employees_lets_in_those(self) -> None:
        self.till.basic_employee_ids = [Command.set(self.employees[Role.CASHIER].ids)]
        self.sign_in(Role.CASHIER)
        with self.assertRaises(NotFound):
            self.sign_in(Role.SERVER)
        listed = self.run_query("employee.list", role=None)["items"]
        ids = {item["id"] for item in listed}
        self.assertIn(self.employees[Role.CASHIER].id, ids)
        self.assertNotIn(self.employees[Role.SERVER].id, ids)

    def test_the_list_shows_the_company_s_employees_with_a_pin(self) -> None:
        without = self.make_employee(Role.SERVER, self.company)
        without.pin = False
        items = self.run_query("employee.list", role=None)["items"]
        found = {item["id"]: item for item in items}
        server = self.employees[Role.SERVER]
        brief = {"id": server.id, "name": server.name, "role": "server", "photo_url": None}
        self.assertEqual(found[server.id], brief | {"details": None})
        self.assertNotIn(without.id, found)
        self.assertNotIn(self.other_employee.id, found)

    def test_five_wrong_tries_lock_out_and_each_further_one_longer(self) -> None:
        tries = self.service("fynlo.tries")
        self.assertEqual([tries._begin("pin:test") for _ in range(5)], [0, 0, 0, 0, 30])
        for seconds in (60, 300, 900, 3600, 3600):
            with self.assertRaises(LockedOut) as refused:
                tries._begin("pin:test")
            self.assertGreater(int(refused.exception.headers["Retry-After"]), 0)
            self.pass_time(3601)
            self.assertEqual(tries._begin("pin:test"), seconds)

    def test_a_right_pin_forgets_the_wrong_ones(self) -> None:
        tries = self.service("fynlo.tries")
        for _ in range(4):
            tries._begin("pin:test")
        tries._right("pin:test")
        self.assertEqual([tries._begin("pin:test") for _ in range(5)], [0, 0, 0, 0, 30])

    def test_a_day_forgets_the_wrong_ones(self) -> None:
        tries = self.service("fynlo.tries")
        for _ in range(4):
            tries._begin("pin:test")
        self.pass_time(24 * 3600 + 1)
        self.assertEqual(tries._begin("pin:test"), 0)

    def test_who_is_locked_out_is_refused_with_the_right_pin_too(self) -> None:
        employee = self.employees[Role.SERVER]
        service = self.service("fynlo.pin", self.caller(None))
        for _ in range(5):
            self.assertFalse(service._right(employee, "0000"))
        with self.assertRaises(LockedOut):
            self.sign_in()
        self.sign_in(Role.CASHIER)

    def test_a_lock_out_is_an_event(self) -> None:
        self.run_command("auth.device", {"credential": self.credential}, key=None)
        login = self.env["fynlo.login"].search([], order="id desc", limit=1)
        service = self.service("fynlo.pin", self.caller(None, login_id=login.id))
        employee = self.employees[Role.SERVER]
        for _ in range(5):
            service._right(employee, "0000")
        [event] = self.events("auth.locked_out")
        self.assertEqual(event.payload, {"employee_id": employee.id, "seconds": 30})

    def test_owners_and_managers_approve(self) -> None:
        for role in (Role.OWNER, Role.MANAGER):
            self.assertEqual(self.approve(role), self.employees[role].id)

    def test_nobody_else_approves(self) -> None:
        for role in set(STAFF) - {Role.OWNER, Role.MANAGER}:
            with self.assertRaises(Forbidden) as refused:
                self.approve(role)
            self.assertEqual(refused.exception.code, ErrorCode.APPROVAL_REFUSED)

    def test_approving_takes_the_right_pin(self) -> None:
        with self.assertRaises(Forbidden):
            self.approve(Role.MANAGER, "0000")

    def test_a_manager_cannot_become_an_owner(self) -> None:
        manager = self.users[Role.MANAGER]
        owner = self.employees[Role.OWNER].with_user(manager)
        server = self.employees[Role.SERVER].with_user(manager)
        for employee, change in (
            (owner, {"pin": "1111"}),
            (owner, {"user_id": manager.id}),
            (server, {"fynlo_role": "owner"}),
        ):
            with self.assertRaises(AccessError):
                employee.write(change)
        with self.assertRaises(AccessError):
            server.create({"name": "Me", "fynlo_role": "owner", "pin": "1111"})
        server.write({"pin": "1111"})
        self.employees[Role.OWNER].with_user(self.users[Role.OWNER]).write({"pin": "1111"})

    def test_a_manager_cannot_run_as_an_owner(self) -> None:
        manager, owner = self.users[Role.MANAGER], self.users[Role.OWNER]
        employees = self.env["hr.employee"].with_user(manager)
        server = employees.browse(self.employees[Role.SERVER].id)
        with self.assertRaises(AccessError):
            server.write({"user_id": owner.id})
        with self.assertRaises(AccessError):
            employees.create({"name": "Me", "pin": "1111", "user_id": owner.id})
        self.assertFalse(server.sudo().user_id)
        self.assertFalse(employees.sudo().search([("user_id", "=", owner.id)]))
        server.write({"user_id": self.users[Role.SERVER].id})
        self.assertEqual(server.sudo().user_id, self.users[Role.SERVER])

    def test_a_manager_cannot_set_the_pin_that_runs_as_an_owner(self) -> None:
        employee = self.employees[Role.SERVER]
        employee.user_id = self.users[Role.OWNER]
        with self.assertRaises(AccessError):
            employee.with_user(self.users[Role.MANAGER]).write({"pin": "1111"})
        employee.with_user(self.users[Role.OWNER]).write({"pin": "1111"})
        self.assertEqual(employee.pin, "1111")

    def pass_time(self, seconds: int) -> None:
        """Let so much time pass for the counted tries."""
        self.env.cr.execute(
            "UPDATE fynlo_lockout SET locked_until = locked_until - %(by)s * interval '1 second',"
            " tried_at = tried_at - LEAST(%(by)s, 90000) * interval '1 second'"
            " WHERE subject = 'pin:test'",
            {"by": seconds},
        )
