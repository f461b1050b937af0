from typing import Any

from ..const import ErrorCode, Role
from ..domain.secret_text import fingerprint
from ..exceptions import Unauthenticated
from .common import RestaurantCase


class TestRefresh(RestaurantCase):
    """Going on with a sign-in, and ending it."""

    def setUp(self) -> None:
        super().setUp()
        self.tokens = self.run_command("auth.device", {"credential": self.credential}, key=None)
        self.login = self.env["fynlo.login"].search([], order="id desc", limit=1)

    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        values = {"refresh_token": tokens["refresh_token"]}
        return self.run_command("auth.refresh", values, key=None)

    def assert_refused(self, tokens: dict[str, Any], code: ErrorCode) -> None:
        with self.assertRaises(Unauthenticated) as refused:
            self.refresh(tokens)
        self.assertEqual(refused.exception.code, code)

    def age(self, seconds: int) -> None:
        """Let so much time pass since every use."""
        self.env.cr.execute(
            "UPDATE fynlo_refresh_token SET used_at = used_at - make_interval(secs => %s)",
            [seconds],
        )

    def test_only_the_hash_is_stored(self) -> None:
        self.env.cr.execute(
            "SELECT token_hash FROM fynlo_refresh_token WHERE login_id = %s", [self.login.id]
        )
        self.assertEqual(self.env.cr.fetchall(), [(fingerprint(self.tokens["refresh_token"]),)])

    def test_a_token_is_rotated(self) -> None:
        second = self.refresh(self.tokens)
        third = self.refresh(second)
        secrets = {item["refresh_token"] for item in (self.tokens, second, third)}
        self.assertEqual(len(secrets), 3)
        self.assertEqual(third["scopes"], self.tokens["scopes"])

    def test_a_lost_reply_does_not_lock_the_till_out(self) -> None:
        self.refresh(self.tokens)
        again = self.refresh(self.tokens)
        self.refresh(again)
        self.assertFalse(self.login.revoked_at)

    def test_a_second_use_is_refused_later(self) -> None:
        self.refresh(self.tokens)
        self.age(11)
        self.assert_refused(self.tokens, ErrorCode.TOKEN_REUSED)

    def test_a_second_use_is_refused_once_its_successor_is_used(self) -> None:
        self.refresh(self.refresh(self.tokens))
        self.assert_refused(self.tokens, ErrorCode.TOKEN_REUSED)

    def test_the_end_of_a_reused_sign_in_is_an_event(self) -> None:
        # Called by itself: inside a refused command the test's transaction would lose it.
        service = self.service("fynlo.refresh", self.caller(None))
        error = service._reused(self.login.id)
        self.assertEqual(error.code, ErrorCode.TOKEN_REUSED)
        self.login.invalidate_recordset()
        self.assertTrue(self.login.revoked_at)
        [event] = self.events("auth.token_reused")
        self.assertEqual(event.device_id, self.device)
        self.assert_refused(self.tokens, ErrorCode.TOKEN_INVALID)

    def test_an_old_token_is_refused(self) -> None:
        self.env.cr.execute("UPDATE fynlo_refresh_token SET expires_at = now() AT TIME ZONE 'UTC'")
        self.assert_refused(self.tokens, ErrorCode.TOKEN_EXPIRED)

    def test_an_unknown_token_is_refused(self) -> None:
        self.assert_refused({"refresh_token": "fyr_no"}, ErrorCode.TOKEN_INVALID)

    def test_logging_out_ends_the_sign_in(self) -> None:
        caller = self.caller(Role.SERVER, login_id=self.login.id)
        self.run_command("auth.logout", caller=caller, key=None)
        self.assertTrue(self.login.revoked_at)
        self.assertEqual(len(self.events("auth.logout")), 1)
        self.assert_refused(self.tokens, ErrorCode.TOKEN_INVALID)
        self.assertFalse(self.run_look_up())

    def test_the_token_of_a_revoked_device_is_refused(self) -> None:
        self.run_command("device.revoke", {"device_id": self.device.id})
        self.assert_refused(self.tokens, ErrorCode.DEVICE_REVOKED)

    def run_look_up(self) -> Any:
        self.env.flush_all()
        return self.env["fynlo.login"]._look_up(self.login.id)
