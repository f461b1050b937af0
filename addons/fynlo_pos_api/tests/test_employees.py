import base64
from io import BytesIO
from typing import Any

from PIL import Image

from ..const import ErrorCode, Role, Scope
from ..exceptions import Forbidden, Invalid, NotFound, VersionConflict
from .common import RestaurantCase, RestaurantHttpCase


def picture(color: str = "red") -> str:
    """A small PNG as callers send it."""
    buffer = BytesIO()
    Image.new("RGB", (600, 300), color).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


class TestEmployees(RestaurantCase):
    """Keeping employees: who sees what, who may do what, PINs and photos."""

    def hire(self, by: Role = Role.MANAGER, /, **values: Any) -> dict[str, Any]:
        """Add an employee as somebody in a role."""
        sent = {"name": "Ana", "role": "server", **values}
        return self.run_command("employee.create", sent, by)

    def record(self, made: dict[str, Any]) -> Any:
        """The record of what a command answered."""
        return self.env["hr.employee"].browse(made["id"])

    def refused(self, error: type[Exception], name: str, values: dict[str, Any], **who: Any) -> Any:
        """The refusal of a command that must change no employee."""
        fields = ["name", "fynlo_role", "pin", "barcode", "active", "fynlo_version"]
        employees = self.env["hr.employee"].with_context(active_test=False)
        before = employees.search([], order="id").read(fields)
        with self.assertRaises(error) as caught:
            self.run_command(name, values, **who)
        self.env.invalidate_all()
        self.assertEqual(employees.search([], order="id").read(fields), before)
        return caught.exception

    def test_create(self) -> None:
        """Everything is set, the PIN is never given back, and the event has no secret."""
        made = self.hire(badge_code="B1", email="ana@example.com", pin="4826")
        employee = self.record(made)
        self.assertEqual(
            made,
            {
                "id": employee.id,
                "name": "Ana",
                "role": "server",
                "photo_url": None,
                "details": {
                    "has_pin": True,
                    "badge_code": "B1",
                    "email": "ana@example.com",
                    "archived": False,
                    "may_approve": False,
                    "limits": made["details"]["limits"],
                    "version": 1,
                },
            },
        )
        self.assertEqual(made["details"]["limits"]["may_void"], False)
        self.assertEqual((employee.pin, employee.company_id), ("4826", self.company))
        [event] = self.events("employee.created")
        self.assertEqual(event.payload, {"id": employee.id, "role": "server"})
        signed_in = {"employee_id": employee.id, "pin": "4826"}
        tokens = self.run_command("auth.pin", signed_in, role=None, key=None)
        self.assertEqual(tokens["role"], "server")

    def test_who_sees_what(self) -> None:
        """The PIN screen sees names; who keeps employees sees everybody and everything."""
        without = self.hire(name="Without PIN")
        self.assertNotIn(without["id"], self.ids(Role.SERVER))
        self.assertIn(without["id"], self.ids(Role.MANAGER))
        with self.assertRaises(NotFound):
            self.run_query("employee.get", {"employee_id": without["id"]}, Role.CASHIER)
        server = self.employees[Role.SERVER].id
        seen = self.run_query("employee.get", {"employee_id": server}, Role.CASHIER)
        self.assertIsNone(seen["details"])
        with self.assertRaises(NotFound):
            self.run_query("employee.get", {"employee_id": self.other_employee.id})

    def ids(self, by: Role | None, /, **filters: Any) -> set[int]:
        """Whom somebody in a role sees."""
        return {item["id"] for item in self.run_query("employee.list", filters, by)["items"]}

    def test_filters(self) -> None:
        """By role, by text, and those that are archived."""
        ana = self.hire(name="Ana Lima", email="lima@example.com", badge_code="77X")["id"]
        self.assertEqual(self.ids(Role.MANAGER, search="lima@ex"), {ana})
        self.assertEqual(self.ids(Role.MANAGER, search="77x"), {ana})
        self.assertEqual(self.ids(Role.SERVER, search="Lima"), set())
        self.assertIn(ana, self.ids(Role.MANAGER, role="server"))
        self.assertNotIn(ana, self.ids(Role.MANAGER, role="cashier"))
        self.run_command("employee.archive", {"employee_id": ana})
        self.assertEqual(self.ids(Role.MANAGER, archived=True, search="Ana"), {ana})
        self.assertNotIn(ana, self.ids(Role.MANAGER))
        with self.assertRaises(Forbidden):
            self.ids(Role.SERVER, archived=True)

    def test_change(self) -> None:
        """To what is sent; the event names what changed."""
        made = self.hire(badge_code="B1", email="ana@example.com")
        values = {"employee_id": made["id"], "name": "Ana", "role": "cashier", "badge_code": "B2"}
        changed = self.run_command("employee.change", values | {"base_version": 1})
        details = changed["details"]
        self.assertEqual((changed["role"], details["badge_code"]), ("cashier", "B2"))
        self.assertEqual((details["email"], details["version"]), (None, 2))
        [event] = self.events("employee.changed")
        self.assertEqual(event.payload["changed"], ["badge_code", "email", "role"])
        stale = values | {"base_version": 1, "name": "Anna"}
        error = self.refused(VersionConflict, "employee.change", stale)
        self.assertEqual(error.extra["current"], changed)

    def test_archive_ends_sign_ins_and_change_brings_back(self) -> None:
        """And nobody archives himself."""
        employee = self.employees[Role.SERVER]
        sent = {"employee_id": employee.id, "pin": "2468"}
        self.run_command("auth.pin", sent, role=None, key=None)
        login = self.env["fynlo.login"].search([("employee_id", "=", employee.id)])
        self.assertFalse(login.revoked_at)
        self.run_command("employee.archive", {"employee_id": employee.id})
        self.assertFalse(employee.active)
        self.assertTrue(login.revoked_at)
        [event] = self.events("employee.archived")
        self.assertEqual(event.aggregate_id, employee.id)
        back = {"employee_id": employee.id, "name": "Kim", "role": "server"}
        self.assertFalse(self.run_command("employee.change", back)["details"]["archived"])
        own = {"employee_id": self.employees[Role.MANAGER].id}
        error = self.refused(Forbidden, "employee.archive", own)
        self.assertEqual(str(error), "Nobody archives himself.")
        own |= {"name": "Me", "role": "manager", "archived": True}
        self.refused(Forbidden, "employee.change", own)

    def test_nobody_reaches_above_himself(self) -> None:
        """A manager makes, changes, archives no owner; a key gives away what it has only."""
        owner = self.employees[Role.OWNER].id
        whole = {"employee_id": owner, "name": "X", "role": "server"}
        for name, values in (
            ("employee.create", {"name": "X", "role": "owner"}),
            ("employee.change", whole),
            ("employee.archive", {"employee_id": owner}),
            ("employee.set_pin", {"employee_id": owner, "pin": "4826"}),
            ("employee.set_photo", {"employee_id": owner, "image": None}),
        ):
            with self.subTest(name):
                key = None if name == "employee.set_pin" else ""
                error = self.refused(Forbidden, name, values, key=key)
                self.assertEqual(error.code, ErrorCode.ROLE_FORBIDDEN)
        mine = {"employee_id": self.employees[Role.MANAGER].id, "name": "Me", "role": "owner"}
        self.refused(Forbidden, "employee.change", mine)
        runs_as_owner = self.hire()["id"]
        self.env["hr.employee"].browse(runs_as_owner).user_id = self.users[Role.OWNER]
        pin = {"employee_id": runs_as_owner, "pin": "4826"}
        self.refused(Forbidden, "employee.set_pin", pin, key=None)
        scopes = frozenset({Scope.EMPLOYEES_READ, Scope.EMPLOYEES_WRITE})
        machine = self.caller(Role.OWNER, scopes=scopes, employee_id=None, device_id=None)
        waiter = {"name": "X", "role": "server"}
        self.refused(Forbidden, "employee.create", waiter, caller=machine)
        self.assertEqual(self.hire(Role.OWNER, role="owner")["role"], "owner")

    def test_pins(self) -> None:
        """Easy ones are refused; one's own takes the old one; sign-ins by the old one end."""
        server, manager = self.employees[Role.SERVER], self.employees[Role.MANAGER]
        sent = {"employee_id": server.id, "pin": "2468"}
        self.run_command("auth.pin", sent, role=None, key=None)
        login = self.env["fynlo.login"].search([("employee_id", "=", server.id)])
        for weak in ("1111", "1234", "4321", "1212", "48", "48a6", "123456789", "٤٨٢٦"):
            values = {"employee_id": server.id, "pin": weak}
            error = self.refused(Invalid, "employee.set_pin", values, key=None)
            self.assertEqual(error.errors[0]["field"], "pin")
            self.assertNotIn(weak, str(error))
        self.run_command("employee.set_pin", {"employee_id": server.id, "pin": "4826"}, key=None)
        self.assertEqual(server.pin, "4826")
        self.assertTrue(login.revoked_at)
        own = {"employee_id": manager.id, "pin": "9173"}
        for wrong in ({}, {"old_pin": "2469"}):
            error = self.refused(Invalid, "employee.set_pin", own | wrong, key=None)
            self.assertEqual(error.errors[0]["field"], "old_pin")
        self.run_command("employee.set_pin", own | {"old_pin": "2468"}, key=None)
        self.assertEqual(manager.pin, "9173")
        payloads = [event.payload for event in self.events("employee.pin_set")]
        self.assertEqual(payloads, [{"id": server.id}, {"id": manager.id}])

    def test_a_server_changes_no_pin_but_his_own(self) -> None:
        """By the old one."""
        others = {"employee_id": self.employees[Role.CASHIER].id, "pin": "4826"}
        error = self.refused(Forbidden, "employee.set_pin", others, role=Role.SERVER, key=None)
        self.assertEqual(error.code, ErrorCode.ROLE_FORBIDDEN)
        self.refused(Forbidden, "employee.set_pin", others, role=None, key=None)
        own = {"employee_id": self.employees[Role.SERVER].id, "pin": "4826", "old_pin": "2468"}
        self.run_command("employee.set_pin", own, role=Role.SERVER, key=None)
        self.assertEqual(self.employees[Role.SERVER].pin, "4826")

    def test_badges(self) -> None:
        """No two employees have one, of another company either."""
        self.other_employee.barcode = "X1"
        sent = {"name": "Bo", "role": "server", "badge_code": "X1"}
        error = self.refused(Invalid, "employee.create", sent)
        self.assertEqual(error.errors[0]["field"], "badge_code")
        own = self.hire(badge_code="X2")
        again = {"employee_id": own["id"], "name": "Ana", "role": "server", "badge_code": "X2"}
        self.assertEqual(self.run_command("employee.change", again)["details"]["badge_code"], "X2")

    def test_photos(self) -> None:
        """PNG in, at most 512 pixels out; anything else is refused."""
        made = self.hire()
        values = {"employee_id": made["id"], "image": picture()}
        changed = self.run_command("employee.set_photo", values)
        self.assertEqual(changed["photo_url"], f"/api/v1/employees/{made['id']}/photo")
        runner = self._for(self.caller(Role.SERVER), "fynlo.runner")
        with self.assertRaises(NotFound):
            runner._query("employee.photo", {"employee_id": made["id"]})
        runner = self._for(self.caller(Role.MANAGER), "fynlo.runner")
        reply = runner._query("employee.photo", {"employee_id": made["id"]})
        self.assertEqual(reply.headers["Content-Type"], "image/png")
        self.assertEqual(Image.open(BytesIO(reply.body)).size, (512, 256))
        tag = reply.headers["ETag"].strip('"')
        known = {"employee_id": made["id"], "known_tags": [tag]}
        self.assertEqual(runner._query("employee.photo", known).status, 304)
        broken = base64.b64encode(b"\x89PNG\r\n\x1a\nbroken").decode()
        for wrong in ("?", base64.b64encode(b"<svg/>").decode(), broken):
            sent = {"employee_id": made["id"], "image": wrong}
            error = self.refused(Invalid, "employee.set_photo", sent)
            self.assertEqual(error.errors[0]["field"], "image")
        gone = self.run_command("employee.set_photo", {"employee_id": made["id"], "image": None})
        self.assertIsNone(gone["photo_url"])


class TestEmployeeRoutes(RestaurantHttpCase):
    """The doors to them."""

    def test_a_manager_s_morning(self) -> None:
        """Add, change by If-Match, set a PIN, archive."""
        token = self.token(Role.MANAGER)
        before = self.archived(token)
        made = self.call("POST", "/employees", {"name": "Ana", "role": "server"}, token)
        self.assertEqual(made.status_code, 201, made.text)
        path = f"/employees/{made.json()['id']}"
        pin = self.call("PUT", f"{path}/pin", {"pin": "4826"}, token)
        self.assertEqual((pin.status_code, pin.content), (204, b""))
        body = {"name": "Ana", "role": "cashier"}
        stale = self.call("PUT", path, body, token, **{"If-Match": '"1"'})
        self.assertEqual((stale.status_code, stale.json()["code"]), (409, "version_conflict"))
        changed = self.call("PUT", path, body, token, **{"If-Match": '"2"'})
        self.assertEqual((changed.status_code, changed.json()["role"]), (200, "cashier"))
        photo = {"image": picture("blue")}
        shown = self.call("PUT", f"{path}/photo", photo, token).json()["photo_url"]
        sent = self.call("GET", shown.removeprefix("/api/v1"), token=token)
        self.assertEqual((sent.status_code, sent.headers["Content-Type"]), (200, "image/png"))
        gone = self.call("DELETE", path, token=token)
        self.assertEqual((gone.status_code, gone.content), (204, b""))
        self.assertEqual(self.archived(token), [*before, made.json()["id"]])

    def archived(self, token: str) -> list[int]:
        """The ids of the employees who are archived, the oldest first."""
        listed = self.call("GET", "/employees?archived=true", token=token).json()["items"]
        return sorted(item["id"] for item in listed)

    def test_a_server_keeps_no_employees(self) -> None:
        """He lacks the scope."""
        token = self.token(Role.SERVER)
        refused = self.call("POST", "/employees", {"name": "Ana", "role": "server"}, token)
        self.assertEqual((refused.status_code, refused.json()["code"]), (403, "scope_missing"))
        self.assertFalse(self.env["hr.employee"].search([("name", "=", "Ana")]))
