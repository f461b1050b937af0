from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..const import ErrorCode, Role, Scope
from ..domain.caller import Caller
from ..exceptions import ApprovalRequired, Forbidden, Invalid, NotFound, Unauthenticated
from .common import RestaurantCase


class TestApiKeys(RestaurantCase):
    """API keys for machines."""

    def make(self, *scopes: Scope, **values: Any) -> dict[str, Any]:
        values = {"name": "Accounts package", "scopes": list(scopes), **values}
        caller = self.user_caller(Role.OWNER)
        return self.run_command("api_key.create", values, caller=caller, key=None)

    def use(self, key: str) -> Caller:
        self.env.flush_all()
        request = SimpleNamespace(headers={"Authorization": f"Bearer {key}"})
        return self.env["fynlo.authentication"].authenticate(request, "auth.me", "test")

    def test_a_key_runs_as_its_user_within_its_scopes(self) -> None:
        made = self.make(Scope.ORDERS_READ, Scope.MENU_READ)
        caller = self.use(made["key"])
        self.assertEqual(caller.user_id, self.users[Role.OWNER].id)
        self.assertEqual(caller.company_id, self.company.id)
        self.assertEqual(caller.scopes, {Scope.ORDERS_READ, Scope.MENU_READ})
        self.assertEqual(caller.api_key_id, made["id"])
        [event] = self.events("api_key.created")
        self.assertNotIn(made["key"], str(event.payload))

    def test_a_key_approves_nothing(self) -> None:
        caller = self.use(self.make(*Scope)["key"])
        self.assertEqual(caller.role, Role.OWNER)
        with self.assertRaises(ApprovalRequired):
            self.service("fynlo.pin", caller)._require_approval("This")
        self.service("fynlo.pin", self.user_caller(Role.OWNER))._require_approval("This")

    def test_the_key_itself_is_not_stored(self) -> None:
        made = self.make(Scope.ORDERS_READ)
        self.env.cr.execute("SELECT k::text FROM fynlo_api_key k WHERE id = %s", [made["id"]])
        self.assertNotIn(made["key"], self.env.cr.fetchone()[0])

    def test_a_key_loses_what_its_user_loses(self) -> None:
        made = self.make(Scope.DEVICES_WRITE, Scope.MENU_READ)
        server = self.env.ref("fynlo_pos_api.group_server")
        self.users[Role.OWNER].group_ids = [Command.set(server.ids)]
        self.assertEqual(self.use(made["key"]).scopes, {Scope.MENU_READ})

    def test_a_key_ends(self) -> None:
        made = self.make(Scope.ORDERS_READ)
        values = {"api_key_id": made["id"]}
        ends = {
            "revoked": lambda: self.run_command(
                "api_key.revoke", values, caller=self.user_caller(Role.OWNER)
            ),
            "expired": lambda: self.key(made).write(
                {"expires_at": fields.Datetime.now() - timedelta(hours=1)}
            ),
            "its user is archived": lambda: self.users[Role.OWNER].write({"active": False}),
        }
        for name, end in ends.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.use(made["key"])
                end()
                with self.assertRaises(Unauthenticated) as refused:
                    self.use(made["key"])
                self.assertEqual(refused.exception.code, ErrorCode.TOKEN_INVALID)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_an_unknown_key_is_refused(self) -> None:
        with self.assertRaises(Unauthenticated):
            self.use("fyk_unknown")

    def test_a_key_may_do_no_more_than_its_maker(self) -> None:
        values = {"name": "x", "scopes": [Scope.DEVICES_WRITE]}
        caller = self.user_caller(Role.OWNER)
        weak = Caller(
            user_id=caller.user_id, company_id=1, scopes=frozenset({Scope.API_KEYS_WRITE})
        )
        with self.assertRaises(Forbidden):
            self.run_command("api_key.create", values, caller=weak, key=None)

    def test_only_an_owner_makes_keys(self) -> None:
        before = self.env["fynlo.api.key"].search_count([])
        values = {"name": "x", "scopes": [Scope.MENU_READ]}
        for role in set(Role) - {Role.OWNER}:
            with self.assertRaises(Forbidden):
                self.run_command("api_key.create", values, caller=self.user_caller(role), key=None)
        self.assertEqual(self.env["fynlo.api.key"].search_count([]), before)

    def test_a_key_does_not_begin_expired(self) -> None:
        with self.assertRaises(Invalid):
            self.make(Scope.MENU_READ, expires_at="2020-01-01T00:00:00")

    def test_the_key_of_another_company_is_not_found(self) -> None:
        made = self.make(Scope.MENU_READ)
        self.key(made).company_id = self.other_company
        with self.assertRaises(NotFound):
            self.run_command(
                "api_key.revoke",
                {"api_key_id": made["id"]},
                caller=self.user_caller(Role.OWNER),
            )
        self.assertFalse(self.key(made).revoked_at)

    def test_the_screen_shows_the_key_once(self) -> None:
        owner = self.users[Role.OWNER]
        scope = self.env["fynlo.api.scope"].search([("name", "=", "menu:read")])
        making = self.env["fynlo.api.key.making"].with_user(owner)
        action = making.create({"name": "Till", "scope_ids": scope.ids}).action_make()
        shown = self.env[action["res_model"]].with_user(owner).with_context(**action["context"])
        key = shown.default_get(["key"])["key"]
        self.assertEqual(self.use(key).scopes, {Scope.MENU_READ})
        record = self.env["fynlo.api.key"].search([], limit=1, order="id desc")
        record.with_user(owner).action_revoke()
        with self.assertRaises(Unauthenticated):
            self.use(key)

    def test_a_manager_sees_no_keys(self) -> None:
        with self.assertRaises(AccessError):
            self.env["fynlo.api.key"].with_user(self.users[Role.MANAGER]).search([])

    def key(self, made: dict[str, Any]) -> Any:
        return self.env["fynlo.api.key"].browse(made["id"])
