import time
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command

from ..const import ErrorCode, Role
from ..domain import tokens
from ..domain.caller import Caller
from ..domain.roles import DEVICE_SCOPES, SCOPES
from ..exceptions import Unauthenticated
from ..services import authentication
from .common import RestaurantCase


class TestAuthentication(RestaurantCase):
    """Who calls, and everything that ends it at once."""

    def setUp(self) -> None:
        super().setUp()
        self.server = self.employees[Role.SERVER]
        device = {"device_id": self.device.id}
        user_id = self.device.user_id.id
        self.pin_token = self.begin("pin", user_id, employee_id=self.server.id, **device)
        self.device_token = self.begin("device", user_id, **device)
        self.user_token = self.begin("password", self.users[Role.OWNER].id)

    def begin(self, method: str, user_id: int, **device: int) -> str:
        issuing = self.service("fynlo.issuing")
        login = issuing._begin(user_id, self.company.id, method, **device)
        return issuing._issue(login).access_token

    def authenticate(self, token: str | None, calls: str | None = "auth.me") -> Caller:
        self.env.flush_all()
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        request: Any = SimpleNamespace(headers=headers)
        return self.env["fynlo.authentication"].authenticate(request, calls, "r1")

    def assert_refused(self, token: str | None, code: ErrorCode) -> None:
        with self.assertRaises(Unauthenticated) as refused:
            self.authenticate(token)
        self.assertEqual(refused.exception.code, code)

    def test_an_employee_on_a_device(self) -> None:
        caller = self.authenticate(self.pin_token)
        self.assertEqual(caller.role, Role.SERVER)
        self.assertEqual(caller.scopes, SCOPES[Role.SERVER])
        self.assertEqual(caller.employee_id, self.server.id)
        self.assertEqual(caller.employee_name, self.server.name)
        self.assertEqual(caller.device_id, self.device.id)
        self.assertEqual(caller.till_id, self.till.id)
        self.assertEqual(caller.company_id, self.company.id)
        self.assertEqual(caller.user_id, self.device.user_id.id)
        self.assertEqual(caller.request_id, "r1")

    def test_a_device_alone(self) -> None:
        caller = self.authenticate(self.device_token)
        self.assertIsNone(caller.role)
        self.assertEqual(caller.scopes, DEVICE_SCOPES)

    def test_a_user_of_the_back_office(self) -> None:
        caller = self.authenticate(self.user_token)
        self.assertEqual(caller.role, Role.OWNER)
        self.assertIsNone(caller.till_id)
        self.assertEqual(caller.owner_key, f"user:{self.users[Role.OWNER].id}")

    def test_what_is_public_asks_for_no_proof(self) -> None:
        for calls in (None, "auth.login"):
            caller = self.authenticate(None, calls)
            self.assertEqual(caller.user_id, self.env.ref("base.public_user").id)
            self.assertEqual(caller.scopes, frozenset())

    def test_no_token_and_no_good_token_are_refused(self) -> None:
        self.assert_refused(None, ErrorCode.TOKEN_MISSING)
        head, body, _signature = self.user_token.split(".")
        for token in ("", "x.y.z", f"{head}.{body}.", f"{self.user_token}x"):
            with self.subTest(token):
                self.assert_refused(token, ErrorCode.TOKEN_INVALID)

    def test_an_expired_token_is_refused(self) -> None:
        later = time.time() + tokens.ACCESS_SECONDS + 1
        with patch.object(tokens.time, "time", return_value=later):
            self.assert_refused(self.user_token, ErrorCode.TOKEN_EXPIRED)

    def test_everything_that_ends_a_sign_in_ends_it_at_once(self) -> None:
        ends = {
            "revoked": lambda: self.env["fynlo.login"].search([])._revoke(),
            "the employee left": lambda: self.server.write({"active": False}),
            "the user left": lambda: self.device.user_id.write({"active": False}),
            "another company": lambda: self.device.user_id.write(
                {
                    "company_id": self.other_company.id,
                    "company_ids": [Command.set(self.other_company.ids)],
                }
            ),
        }
        for name, end in ends.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.authenticate(self.pin_token)
                end()
                self.assert_refused(self.pin_token, ErrorCode.TOKEN_INVALID)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_revoked_device_is_told_so(self) -> None:
        self.run_command("device.revoke", {"device_id": self.device.id})
        for token in (self.pin_token, self.device_token):
            self.assert_refused(token, ErrorCode.DEVICE_REVOKED)
        self.authenticate(self.user_token)

    def test_a_new_role_counts_at_once(self) -> None:
        self.server.fynlo_role = "manager"
        self.assertEqual(self.authenticate(self.pin_token).role, Role.MANAGER)
        kitchen = self.env.ref("fynlo_pos_api.group_kitchen")
        self.users[Role.OWNER].group_ids = [Command.set(kitchen.ids)]
        self.assertEqual(self.authenticate(self.user_token).role, Role.KITCHEN)

    def test_a_user_who_loses_the_role_may_do_nothing(self) -> None:
        group = self.env.ref("base.group_user")
        self.users[Role.OWNER].group_ids = [Command.set(group.ids)]
        self.assertEqual(self.authenticate(self.user_token).scopes, frozenset())

    def test_the_device_is_seen_once_a_minute(self) -> None:
        authentication._seen_at.clear()
        self.device.last_seen_at = False
        self.authenticate(self.device_token)
        self.device.invalidate_recordset()
        self.assertTrue(self.device.last_seen_at)
        self.device.last_seen_at = before = fields.Datetime.to_datetime("2030-01-01")
        self.authenticate(self.device_token)
        self.device.invalidate_recordset()
        self.assertEqual(self.device.last_seen_at, before)

    def test_it_takes_one_statement(self) -> None:
        self.authenticate(self.pin_token)
        with self.assertQueryCount(1):
            self.authenticate(self.pin_token)


class TestSigningKeys(RestaurantCase):
    """Keys and their rotation."""

    def setUp(self) -> None:
        super().setUp()
        self.keys = self.env["fynlo.signing.key"]
        self.keys.search([]).unlink()
        self.registry.clear_cache("stable")
        self.key = self.keys._make()

    def age(self, key: Any, days: int) -> None:
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE fynlo_signing_key SET create_date = create_date - make_interval(days => %s)"
            " WHERE id = %s",
            [days, key.id],
        )
        self.keys.invalidate_model()

    def test_a_young_key_stays(self) -> None:
        self.age(self.key, 29)
        self.keys._rotate()
        self.assertEqual(self.keys.search([]), self.key)

    def test_an_old_key_is_followed_and_verifies_for_a_day_more(self) -> None:
        self.age(self.key, 31)
        self.keys._rotate()
        newest, old = self.keys.search([])
        self.assertEqual(old, self.key)
        listed = self.run_query("auth.jwks", caller=self.caller(None))["keys"]
        self.assertEqual({key["kid"] for key in listed}, {newest.key_id, old.key_id})
        self.keys._public(old.key_id)

        retired = old.key_id
        self.age(newest, 2)
        self.keys._rotate()
        self.assertEqual(self.keys.search([]), newest)
        with self.assertRaises(KeyError):
            self.keys._public(retired)

    def test_a_token_of_the_old_key_holds_after_rotation(self) -> None:
        issuing = self.service("fynlo.issuing")
        login = issuing._begin(self.users[Role.OWNER].id, self.company.id, "password")
        token = issuing._issue(login).access_token
        self.age(self.key, 31)
        self.keys._rotate()
        claims = self.env["fynlo.authentication"]._claims(token)
        self.assertEqual(claims.login_id, login.id)
        fresh = issuing._issue(login).access_token
        self.assertNotEqual(tokens.key_id(fresh), tokens.key_id(token))

    def test_no_part_of_the_private_key_is_published(self) -> None:
        [listed] = self.run_query("auth.jwks", caller=self.caller(None))["keys"]
        self.assertEqual(set(listed), {"kty", "crv", "use", "alg", "kid", "x", "y"})

    def test_nobody_reads_keys_in_odoo(self) -> None:
        for role in Role:
            model = self.keys.with_user(self.users[role])
            self.assertFalse(model.has_access("read"))

    def test_a_lost_passphrase_makes_a_new_key(self) -> None:
        with patch.dict("os.environ", {"FYNLO_SECRET_KEY": "first"}):
            sealed = self.keys._make()
            self.assertTrue(sealed.sudo().private_key.startswith("sealed:"))
            self.assertEqual(self.service("fynlo.issuing")._key()[0], sealed.key_id)
        with patch.dict("os.environ", {"FYNLO_SECRET_KEY": "second"}):
            key_id, _private = self.service("fynlo.issuing")._key()
        self.assertNotIn(key_id, {sealed.key_id, self.key.key_id})
