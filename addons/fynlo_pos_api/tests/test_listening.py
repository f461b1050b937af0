import time
from typing import Any

from odoo import fields
from odoo.fields import Command

from ..const import ErrorCode, Role
from ..domain import tokens
from ..domain.roles import group_of
from ..services.listening import RIGHTS_CHANGED
from .common import RestaurantHttpCase


class TestListening(RestaurantHttpCase):
    """Who may listen on a websocket, and what ends it. That it closes is proved in tests/e2e."""

    def setUp(self) -> None:
        super().setUp()
        self.listening = self.env["fynlo.listening"]

    def identity(self, token: str) -> Any:
        """Whom a token proves."""
        return self.listening._identity(token, "test")

    def refused(self, identity: Any) -> str | None:
        """Why the database says that he may not go on; None: he may."""
        self.env.flush_all()
        reason: str | None = self.listening._refusals([identity]).get(identity)
        return reason

    def test_an_identity_says_who_until_when_and_what_he_hears(self) -> None:
        identity = self.identity(self.token(Role.CASHIER))
        self.assertEqual(identity.caller, self.caller(Role.CASHIER, **self.found(identity)))
        self.assertAlmostEqual(identity.ends_at, time.time() + tokens.ACCESS_SECONDS, delta=30)
        self.assertEqual(sorted(identity.channels), ["company", "till"])
        self.assertIsNone(self.refused(identity))

    def found(self, identity: Any) -> dict[str, Any]:
        """What of a caller only its sign-in knows."""
        caller = identity.caller
        return {
            "login_id": caller.login_id,
            "employee_name": self.employees[Role.CASHIER].name,
            "language": caller.language,
        }

    def test_a_sign_out_ends_it(self) -> None:
        identity, other = (self.identity(self.token(role)) for role in (Role.CASHIER, None))
        self.env["fynlo.login"].browse(identity.caller.login_id)._revoke()
        self.assertEqual(self.refused(identity), ErrorCode.TOKEN_INVALID)
        self.assertIsNone(self.refused(other))

    def test_a_revoked_device_ends_all_on_it(self) -> None:
        identities = [self.identity(self.token(role)) for role in (Role.CASHIER, None)]
        self.run_command("device.revoke", {"device_id": self.device.id}, Role.MANAGER)
        for identity in identities:
            self.assertEqual(self.refused(identity), ErrorCode.DEVICE_REVOKED)

    def test_an_archived_employee_and_another_role_end_it(self) -> None:
        cashier, server = (self.identity(self.token(r)) for r in (Role.CASHIER, Role.SERVER))
        self.employees[Role.CASHIER].active = False
        self.employees[Role.SERVER].fynlo_role = str(Role.KITCHEN)
        self.assertEqual(self.refused(cashier), ErrorCode.TOKEN_INVALID)
        self.assertEqual(self.refused(server), RIGHTS_CHANGED)

    def test_another_group_of_a_user_ends_it(self) -> None:
        identity = self.identity(self.user_token(Role.MANAGER))
        group = self.env.ref(group_of(Role.ACCOUNTANT))
        self.users[Role.MANAGER].group_ids = [Command.set(group.ids)]
        self.assertEqual(self.refused(identity), RIGHTS_CHANGED)

    def test_many_cost_what_one_does(self) -> None:
        identities = [self.identity(self.token(role)) for role in (None, Role.SERVER, Role.CASHIER)]
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.assertEqual(self.listening._refusals(identities), {})

    def test_presence_is_noted_in_one_statement(self) -> None:
        early = fields.Datetime.now().replace(year=2020)
        self.device.last_seen_at = early
        other, _credential = self.make_device(self.till, "second")
        unseen, _credential = self.make_device(self.till, "third")
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.listening._note_seen({self.device.id, other.id})
        self.env.invalidate_all()
        self.assertGreater(self.device.last_seen_at, early)
        self.assertTrue(other.last_seen_at)
        self.assertFalse(unseen.last_seen_at)
