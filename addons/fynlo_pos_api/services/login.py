from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from odoo import models
from odoo.exceptions import AccessDenied
from odoo.http import request

from ..const import CALLER, ErrorCode
from ..exceptions import Forbidden, LockedOut, Unauthenticated
from ..schemas.auth import PasswordSignIn, Tokens
from .definition import Access, Idempotency, command
from .lasting import lasting


class FynloPasswordSignIn(models.AbstractModel):
    """Sign-in of an Odoo user, by Odoo's own check of passwords and codes."""

    _name = "fynlo.password_sign_in"
    _inherit = ["fynlo.service"]
    _description = "Sign-in with a password"

    @command("auth.login", Access.PUBLIC, Idempotency.NONE)
    def _sign_in(self, data: PasswordSignIn) -> Tokens:
        """Sign in with a login and a password, and the authenticator's code where one is set.

        :raises Unauthenticated: credentials_invalid, or totp_required
        :raises Forbidden: the user has no role in Fynlo
        :raises LockedOut: Odoo takes no more tries from this address for now
        """
        self._check_cooldown()
        # Odoo counts wrong codes and remembers used ones in the database, and that has to stay
        # when the sign-in is refused.
        user_id, refusal = lasting(self, lambda service: service._prove(data))
        if refusal:
            raise refusal
        return self._begin(user_id)

    def _prove(self, data: PasswordSignIn) -> tuple[int, Unauthenticated | None]:
        # sudo: nobody is signed in yet; Odoo's check is made for this moment
        users = self.env["res.users"].sudo()
        credential = {
            "login": data.login,
            "password": data.password.get_secret_value(),
            "type": "password",
        }
        try:
            found = users.authenticate(credential, {"interactive": True})
            user = users.with_user(found["uid"]).browse(found["uid"])
            return user.id, self._second_factor(user, found, data)
        except AccessDenied:
            self._spend_as_long(users, data)
            return 0, _refused()

    def _second_factor(
        self, user: Any, found: dict[str, Any], data: PasswordSignIn
    ) -> Unauthenticated | None:
        kind = None if found.get("mfa") == "skip" else user._mfa_type()
        if kind is None:
            return None
        if kind != "totp":
            return _code_missing("This user needs an authenticator app: set one up in Odoo first.")
        if data.totp is None:
            return _code_missing("Send `totp`, the six digits that the authenticator app shows.")
        code = data.totp.get_secret_value()
        if not (code.isascii() and code.isdigit()):
            return _refused()
        with user._assert_can_auth(user=data.login):
            user._check_credentials({"type": "totp", "token": int(code)}, {"interactive": True})
        return None

    def _begin(self, user_id: int) -> Tokens:
        # sudo: the request still runs as nobody
        user = self.env["res.users"].sudo().browse(user_id)
        if self.env["fynlo.authentication"]._role_of_user(user_id) is None:
            raise Forbidden("This user has no role in Fynlo; an owner gives one in Odoo.")
        company_id = user.company_id.id
        caller = replace(self._caller, user_id=user_id, company_id=company_id)
        service = self.with_context(**{CALLER: caller})
        issuing = service.env["fynlo.issuing"]
        login = issuing._begin(user_id, company_id, "password")
        service._emit("auth.login", login, {"method": "password"})
        return issuing._issue(login)

    def _check_cooldown(self) -> None:
        """Odoo's own limit on wrong passwords from an address, told as a 429."""
        users = self.env["res.users"]
        known = getattr(self.env.registry, "_login_failures", None) or {}
        address = request.httprequest.remote_addr if request else None
        if address not in known or not users._on_login_cooldown(*known[address]):
            return
        # sudo: a system parameter, and nobody is signed in yet
        parameters = self.env["ir.config_parameter"].sudo()
        pause = int(parameters.get_param("base.login_cooldown_duration", 60))
        # Odoo notes local time without a zone
        until = known[address][1] + timedelta(seconds=pause)
        seconds = max(1, round((until - datetime.now()).total_seconds()))  # noqa: DTZ005
        raise LockedOut(
            f"Too many wrong passwords; try again in {seconds} seconds.",
            headers={"Retry-After": str(seconds)},
        )

    def _spend_as_long(self, users: Any, data: PasswordSignIn) -> None:
        """An unknown login takes as long as a wrong password."""
        if not users.search_count(users._get_login_domain(data.login), limit=1):
            users._crypt_context().hash(data.password.get_secret_value())


def _refused() -> Unauthenticated:
    return Unauthenticated(
        "The login, the password, or the code is wrong.", ErrorCode.CREDENTIALS_INVALID
    )


def _code_missing(detail: str) -> Unauthenticated:
    return Unauthenticated(detail, ErrorCode.TOTP_REQUIRED, field="totp")
