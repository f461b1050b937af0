from datetime import timedelta
from typing import Any

from odoo import fields

from ..const import Role
from ..domain import tokens
from ..exceptions import Unauthenticated
from .common import PASSWORD, RestaurantCase


class TestSignInsEnd(RestaurantCase):
    """Another password, authenticator, or PIN ends what was begun with the one before."""

    def setUp(self) -> None:
        super().setUp()
        self.server, self.owner = self.employees[Role.SERVER], self.users[Role.OWNER]
        self.by_password = self.begin("password", self.owner)
        at_till = {"device_id": self.device.id}
        self.own_user_by_pin = self.begin(
            "pin", self.owner, employee_id=self.employees[Role.OWNER].id, **at_till
        )
        till_user = self.device.user_id
        self.by_pin = self.begin("pin", till_user, employee_id=self.server.id, **at_till)
        self.by_device = self.begin("device", till_user, **at_till)

    def begin(self, method: str, user: Any, **device: int) -> Any:
        return self.service("fynlo.issuing")._begin(user.id, self.company.id, method, **device)

    def ended(self) -> set[str]:
        """Which of the sign-ins are over."""
        self.env.flush_all()
        names = ("by_password", "own_user_by_pin", "by_pin", "by_device")
        look_up = self.env["fynlo.login"]._look_up
        return {name for name in names if look_up(getattr(self, name).id) is None}

    def reasons(self) -> list[tuple[int, str]]:
        return [(e.aggregate_id, e.payload["reason"]) for e in self.events("auth.logout")]

    def test_a_new_password_ends_every_sign_in_of_the_user(self) -> None:
        self.owner.write({"name": "Somebody"})
        self.assertEqual(self.ended(), set())
        self.owner.write({"password": "another battery"})
        self.assertEqual(self.ended(), {"by_password", "own_user_by_pin"})
        expected = {(self.by_password.id, "password_changed")}
        expected.add((self.own_user_by_pin.id, "password_changed"))
        self.assertEqual(set(self.reasons()), expected)

    def test_a_user_changes_his_own_password(self) -> None:
        self.owner.with_user(self.owner).change_password(PASSWORD, "another battery")
        self.assertEqual(self.ended(), {"by_password", "own_user_by_pin"})
        event = self.events("auth.logout")[-1]
        self.assertEqual((event.user_id, event.company_id), (self.owner, self.company))

    def test_an_authenticator_that_is_set_or_taken_away_ends_them(self) -> None:
        for secret in ("GEZDGNBVGY3TQOJQ", False):
            login = self.begin("password", self.owner)
            self.owner.sudo().totp_secret = secret
            self.assertTrue(login.revoked_at)
            self.assertIn((login.id, "authenticator_changed"), self.reasons())
        self.assertEqual(self.ended(), {"by_password", "own_user_by_pin"})

    def test_a_new_pin_ends_the_sign_ins_of_the_employee(self) -> None:
        self.server.write({"pin": "2468"})
        self.assertEqual(self.ended(), set())
        self.server.with_user(self.users[Role.MANAGER]).write({"pin": "1357"})
        self.assertEqual(self.ended(), {"by_pin"})
        self.assertEqual(self.reasons(), [(self.by_pin.id, "pin_changed")])
        [event] = self.events("auth.logout")
        self.assertEqual(event.user_id, self.users[Role.MANAGER])

    def test_another_user_ends_the_sign_ins_of_the_employee(self) -> None:
        self.server.user_id = self.users[Role.SERVER]
        self.assertEqual(self.reasons(), [(self.by_pin.id, "user_changed")])

    def test_refreshing_does_not_move_the_end_of_a_pin_sign_in(self) -> None:
        shift_end = fields.Datetime.now() + timedelta(hours=12)
        self.assertAlmostEqual(self.by_pin.expires_at, shift_end, delta=timedelta(seconds=60))
        first = self.service("fynlo.issuing")._issue(self.by_pin)
        self.assertEqual(first.expires_in, tokens.ACCESS_SECONDS)
        end = self.by_pin.expires_at = fields.Datetime.now() + timedelta(minutes=5)
        second = self.service("fynlo.issuing")._issue(self.by_pin)
        self.assertEqual(self.by_pin.expires_at, end)
        self.assertIn(second.expires_in, range(290, 301))
        newest = self.by_pin.refresh_token_ids.sorted("id")[-1]
        self.assertEqual(newest.expires_at, end)

    def test_a_pin_sign_in_is_over_at_its_end(self) -> None:
        issued = self.service("fynlo.issuing")._issue(self.by_pin)
        values = {"refresh_token": issued.refresh_token}
        again = self.run_command("auth.refresh", values, key=None)
        self.by_pin.refresh_token_ids.expires_at = fields.Datetime.now()
        # The first within the grace of a repeat, the second for the first time.
        for token in (issued.refresh_token, again["refresh_token"]):
            with self.assertRaises(Unauthenticated) as refused:
                self.run_command("auth.refresh", {"refresh_token": token}, key=None)
            self.assertEqual(refused.exception.code, "token_expired")
