"""The restaurant that tests start from, and how they call commands and queries.

    class TestOrders(RestaurantCase):
        def test_something(self):
            reply = self.run_command("order.create", {"lines": []}, role=Role.SERVER)

    class TestRoutes(RestaurantHttpCase):
        def test_something(self):
            reply = self.call("GET", "/tills", token=self.token(Role.SERVER))

What a command commits on its own (services/lasting) is inside the test's transaction here: when the
command is refused it is rolled back with it. That it stays is proved on a running server, in the
tests/ folder of the project.
"""

import json
from typing import Any
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase

from ..const import API_PREFIX, CALLER, Role
from ..domain import secret_text
from ..domain.caller import Caller
from ..domain.roles import DEVICE_SCOPES, SCOPES, STAFF, group_of
from ..http import limits
from ..http.reply import Reply
from ..services.run import RUN, Run

_KINDS = ("sale", "cash", "bank")

PASSWORD = "correct horse battery"


class Restaurant(TransactionCase):
    """A company with a till, a paired device, and for each role a user and an employee with a PIN;
    and another company, with the same, which must never be seen.
    """

    @classmethod
    def setUpClass(cls) -> None:
        """Make both companies."""
        super().setUpClass()
        cls.company = cls.env.company
        cls.last_event = cls.env["fynlo.event"].search([], order="id desc", limit=1)
        cls.till = cls.make_till(cls.company, "Bar")
        cls.device, cls.credential = cls.make_device(cls.till, "iPad of the bar")
        cls.users = {role: cls.make_user(role, cls.company) for role in Role}
        cls.employees = {role: cls.make_employee(role, cls.company) for role in STAFF}
        cls.other_company = cls.env["res.company"].create({"name": "Another restaurant"})
        cls.other_till = cls.make_till(cls.other_company, "Their till")
        cls.other_device, _ = cls.make_device(cls.other_till, "Their iPad")
        cls.other_employee = cls.make_employee(Role.SERVER, cls.other_company)
        cls.env.flush_all()

    # === THE RESTAURANT === #

    @classmethod
    def make_till(cls, company: Any, name: str) -> Any:
        """A till (pos.config) of a company, which takes cash and cards."""
        journals = {kind: cls._make_journal(company, kind, name) for kind in _KINDS}
        methods = cls.env["pos.payment.method"].create(
            [
                {
                    "name": f"{label} {name}",
                    "journal_id": journals[kind].id,
                    "company_id": company.id,
                }
                for kind, label in (("cash", "Cash"), ("bank", "Card"))
            ]
        )
        values = {
            "name": name,
            "company_id": company.id,
            "journal_id": journals["sale"].id,
            "invoice_journal_id": journals["sale"].id,
            "payment_method_ids": [Command.set(methods.ids)],
        }
        return cls.env["pos.config"].with_company(company).create(values)

    @classmethod
    def _make_journal(cls, company: Any, kind: str, name: str) -> Any:
        values = {
            "name": f"{kind} {name}",
            "type": kind,
            "code": uuid4().hex[:5],
            "company_id": company.id,
        }
        return cls.env["account.journal"].with_company(company).create(values)

    @classmethod
    def make_device(cls, till: Any, name: str) -> tuple[Any, str]:
        """A device that is paired with the till, and its credential."""
        credential = secret_text.new_secret(secret_text.DEVICE_PREFIX)
        values = {
            "name": name,
            "config_id": till.id,
            "company_id": till.company_id.id,
            "user_id": cls.env["fynlo.till_user"]._of_company(till.company_id),
            "credential_hash": secret_text.fingerprint(credential),
        }
        return cls.env["fynlo.device"].create(values), credential

    @classmethod
    def make_user(cls, role: Role | None, company: Any) -> Any:
        """An Odoo user with PASSWORD, in the role's group."""
        group = cls.env.ref(group_of(role) if role else "base.group_user")
        values = {
            "name": f"User {role}",
            "login": f"{role}-{uuid4().hex[:8]}",
            "password": PASSWORD,
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.set(group.ids)],
        }
        return cls.env["res.users"].with_context(no_reset_password=True).create(values)

    @classmethod
    def make_employee(cls, role: Role, company: Any, pin: str = "2468") -> Any:
        """An employee who has no Odoo user."""
        values = {
            "name": f"Employee {role}",
            "company_id": company.id,
            "fynlo_role": str(role),
            "pin": pin,
        }
        return cls.env["hr.employee"].create(values)

    # === CALLING === #

    def caller(self, role: Role | None = Role.MANAGER, **changes: Any) -> Caller:
        """An employee in that role at the till; no role is the device by itself.

        :param changes: fields of the Caller that differ, e.g. till_id=None
        """
        values = {
            "user_id": self.device.user_id.id,
            "company_id": self.company.id,
            "scopes": SCOPES[role] if role else DEVICE_SCOPES,
            "role": role,
            "till_id": self.till.id,
            "device_id": self.device.id,
            "employee_id": self.employees[role].id if role in self.employees else None,
            "request_id": "test",
        }
        return Caller(**{**values, **changes})

    def user_caller(self, role: Role) -> Caller:
        """An Odoo user in that role, who is at no till."""
        user_id = self.users[role].id
        return self.caller(role, user_id=user_id, till_id=None, device_id=None, employee_id=None)

    def run_command(
        self,
        name: str,
        values: dict[str, Any] | None = None,
        role: Role | None = Role.MANAGER,
        *,
        caller: Caller | None = None,
        key: str | None = "",
    ) -> Any:
        """Run a command as the runner does and give back its decoded reply, or None.

        :param caller: who calls, instead of an employee in the role
        :param key: the idempotency key; left out, a new one
        """
        key = str(uuid4()) if key == "" else key
        runner = self._for(caller or self.caller(role), "fynlo.runner")
        return _decoded(runner._command(name, values or {}, key))

    def run_query(
        self,
        name: str,
        values: dict[str, Any] | None = None,
        role: Role | None = Role.MANAGER,
        *,
        caller: Caller | None = None,
    ) -> Any:
        """Run a query as the runner does and give back its decoded reply."""
        result = self._for(caller or self.caller(role), "fynlo.runner")._query(name, values or {})
        return _decoded(result if isinstance(result, Reply) else Reply.of(result))

    def service(self, name: str, caller: Caller | None = None) -> Any:
        """A service inside a run, to test one of its methods by itself."""
        caller = caller or self.caller()
        return self._for(caller, name).with_context(**{RUN: Run(caller, "test")})

    def events(self, name: str) -> list[Any]:
        """The events with that name since the test began, oldest first."""
        self.env.flush_all()
        domain = [("name", "=", name), ("id", ">", self.last_event.id or 0)]
        return list(self.env["fynlo.event"].search(domain, order="id"))

    def _for(self, caller: Caller, model: str) -> Any:
        self.env.flush_all()
        context = {CALLER: caller, "allowed_company_ids": [caller.company_id]}
        return self.env[model].with_user(caller.user_id).with_context(**context)


class RestaurantCase(Restaurant):
    """Tests of commands and queries, without HTTP."""

    @classmethod
    def setUpClass(cls) -> None:
        """Let other cursors work inside the test's transaction."""
        super().setUpClass()
        cls.registry_enter_test_mode_cls()


class RestaurantHttpCase(Restaurant, HttpCase):
    """Tests of routes: real requests to a server in the test's transaction.

    Rate limits outlive the transaction, so they are raised for the tests.
    """

    @classmethod
    def setUpClass(cls) -> None:
        """Lift the rate limits, and let a read note beside it that a device was seen."""
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(limits.PARAMETER, limits.OFF)
        cls.set_registry_readonly_mode(False)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str | None = None,
        **headers: str,
    ) -> Any:
        """Send a request to API_PREFIX + path; the response of `requests`."""
        self.env.flush_all()
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.base_url() + API_PREFIX + path
        return self.opener.request(method, url, json=body, headers=headers, timeout=30)

    def token(self, role: Role | None) -> str:
        """An access token of an employee in the role at the till; no role: of the device."""
        caller = self.caller(role)
        issuing = self.service("fynlo.issuing", caller)
        device = {"device_id": self.device.id}
        if role:
            device["employee_id"] = self.employees[role].id
        method = "pin" if role else "device"
        login = issuing._begin(caller.user_id, caller.company_id, method, **device)
        return issuing._issue(login).access_token

    def user_token(self, role: Role) -> str:
        """An access token of an Odoo user in the role."""
        caller = self.user_caller(role)
        issuing = self.service("fynlo.issuing", caller)
        return issuing._issue(
            issuing._begin(caller.user_id, caller.company_id, "password")
        ).access_token


def _decoded(reply: Reply) -> Any:
    return json.loads(reply.body) if reply.body else None
