import base64
import time
from typing import Any

from odoo.addons.auth_totp.models.totp import TOTP, hotp

from ..const import Role
from .common import PASSWORD, RestaurantHttpCase

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class TestSignInRoutes(RestaurantHttpCase):
    """Signing in over HTTP, as an Odoo user and on a device."""

    def setUp(self) -> None:
        super().setUp()
        # Odoo counts wrong passwords in the process.
        self.registry._login_failures = None
        self.addCleanup(setattr, self.registry, "_login_failures", None)

    def login(self, user: Any, password: str = PASSWORD, **more: str) -> Any:
        body = {"login": user.login, "password": password, **more}
        return self.call("POST", "/auth/login", body)

    def test_a_user_signs_in(self) -> None:
        for role in Role:
            self.registry._login_failures = None
            reply = self.login(self.users[role])
            self.assertEqual(reply.status_code, 200, reply.text)
            self.assertEqual(reply.json()["role"], role)
            me = self.call("GET", "/auth/me", token=reply.json()["access_token"]).json()
            self.assertEqual(me["user"]["id"], self.users[role].id)
            self.assertEqual(me["company"]["id"], self.company.id)
            self.assertIsNone(me["device"])
            self.assertEqual(me["scopes"], reply.json()["scopes"])
        self.assertEqual(len(self.events("auth.login")), len(Role))

    def test_a_wrong_password_and_an_unknown_login_are_answered_alike(self) -> None:
        wrong = self.login(self.users[Role.OWNER], "wrong")
        unknown = self.call("POST", "/auth/login", {"login": "nobody", "password": "wrong"})
        self.assertEqual((wrong.status_code, unknown.status_code), (401, 401))
        told = [
            {key: reply.json()[key] for key in ("code", "detail", "errors", "title")}
            for reply in (wrong, unknown)
        ]
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0]["code"], "credentials_invalid")
        self.assertIn("WWW-Authenticate", wrong.headers)

    def test_a_user_without_a_role_is_refused(self) -> None:
        user = self.make_user(None, self.company)
        reply = self.login(user)
        self.assertEqual((reply.status_code, reply.json()["code"]), (403, "role_forbidden"))
        self.assertFalse(self.env["fynlo.login"].search([("user_id", "=", user.id)]))

    def test_an_archived_user_is_refused(self) -> None:
        user = self.users[Role.SERVER]
        user.active = False
        self.assertEqual(self.login(user).status_code, 401)

    def test_odoo_s_own_pause_after_wrong_passwords_holds(self) -> None:
        self.env["ir.config_parameter"].set_param("base.login_cooldown_after", 5)
        user = self.users[Role.OWNER]
        for _ in range(5):
            self.assertEqual(self.login(user, "wrong").status_code, 401)
        reply = self.login(user)
        self.assertEqual((reply.status_code, reply.json()["code"]), (429, "locked_out"))
        self.assertGreater(int(reply.headers["Retry-After"]), 0)

    def test_a_user_with_an_authenticator_needs_its_code(self) -> None:
        user = self.users[Role.OWNER]
        self.env.cr.execute(
            "UPDATE res_users SET totp_secret = %s WHERE id = %s", [SECRET, user.id]
        )
        self.env.invalidate_all()
        reply = self.login(user)
        self.assertEqual((reply.status_code, reply.json()["code"]), (401, "totp_required"))
        reply = self.login(user, totp=self.wrong_code())
        self.assertEqual((reply.status_code, reply.json()["code"]), (401, "credentials_invalid"))
        reply = self.login(user, "wrong", totp=self.code())
        self.assertEqual((reply.status_code, reply.json()["code"]), (401, "credentials_invalid"))
        self.assertFalse(self.env["fynlo.login"].search([("user_id", "=", user.id)]))

        code = self.code()
        self.assertEqual(self.login(user, totp=code).status_code, 200)
        again = self.login(user, totp=code)
        self.assertEqual((again.status_code, again.json()["code"]), (401, "credentials_invalid"))

    def test_a_password_is_reset_by_mail_without_a_hint(self) -> None:
        user = self.users[Role.SERVER]
        user.email = "server@example.com"
        for login in (user.login, "nobody"):
            reply = self.call("POST", "/auth/password-reset", {"login": login})
            self.assertEqual((reply.status_code, reply.text), (202, "{}"))
        asked = self.env["fynlo.password.mail"].search([]).mapped("login")
        self.assertEqual(asked, [user.login, "nobody"])

    def test_a_device_and_then_an_employee_sign_in(self) -> None:
        device = self.call("POST", "/auth/device", {"credential": self.credential}).json()
        self.assertIsNone(device["role"])
        token = device["access_token"]
        server = self.employees[Role.SERVER]
        body = {"employee_id": server.id, "pin": "2468"}
        reply = self.call("POST", "/auth/pin", body, token=token)
        self.assertEqual(reply.status_code, 200, reply.text)
        me = self.call("GET", "/auth/me", token=reply.json()["access_token"]).json()
        self.assertEqual(me["employee"], {"id": server.id, "name": server.name})
        self.assertEqual(me["till"], {"id": self.till.id, "name": "Bar"})
        self.assertEqual(me["device"]["id"], self.device.id)
        self.assertEqual(me["role"], "server")

    def test_an_unknown_credential_is_refused(self) -> None:
        reply = self.call("POST", "/auth/device", {"credential": "fyd_unknown"})
        self.assertEqual((reply.status_code, reply.json()["code"]), (401, "credentials_invalid"))

    def code(self) -> str:
        counter = int(time.time() / 30)
        return f"{hotp(base64.b32decode(SECRET), counter):06d}"

    def wrong_code(self) -> str:
        totp = TOTP(base64.b32decode(SECRET))
        return next(f"{code:06d}" for code in range(100) if totp.match(code) is None)
