from dataclasses import replace
from typing import Any

from odoo import fields, models

from ..const import CALLER, ErrorCode
from ..domain.refresh import Verdict, judge
from ..domain.secret_text import fingerprint
from ..exceptions import Unauthenticated
from ..schemas.auth import Refresh, Tokens
from ..schemas.common import Empty
from .definition import Access, Idempotency, command
from .lasting import lasting


class FynloRefresh(models.AbstractModel):
    """Goes on with a sign-in, or ends it."""

    _name = "fynlo.refresh"
    _inherit = ["fynlo.service"]
    _description = "Refreshes and ends sign-ins"

    @command("auth.refresh", Access.PUBLIC, Idempotency.NONE)
    def _refresh(self, data: Refresh) -> Tokens:
        """Change a refresh token for new tokens; it is single use (see domain/refresh).

        :raises Unauthenticated: token_invalid, token_expired, token_reused, or device_revoked
        """
        # sudo: nobody may read refresh tokens; whoever sends one may use it
        refresh_tokens = self.env["fynlo.refresh.token"].sudo()
        found = refresh_tokens._find(fingerprint(data.refresh_token.get_secret_value()))
        if found is None:
            raise _refused()
        token_id, login_id, seen = found
        verdict = judge(seen, fields.Datetime.now())
        if verdict is Verdict.REUSED:
            raise self._reused(login_id)
        if verdict is Verdict.EXPIRED:
            raise Unauthenticated(
                "The refresh token has expired; sign in again.", ErrorCode.TOKEN_EXPIRED
            )
        self._check_login(login_id)
        if verdict is Verdict.ROTATE:
            refresh_tokens._use(token_id)
        # sudo: as above
        login = self.env["fynlo.login"].sudo().browse(login_id)
        return self.env["fynlo.issuing"]._issue(login, parent_id=token_id)

    @command("auth.logout", Access.SIGNED_IN, Idempotency.NONE)
    def _sign_out(self, data: Empty) -> None:
        """End the sign-in that the access token belongs to."""
        if not self._caller.login_id:
            return
        # sudo: nobody may write sign-ins; this one is the caller's own
        login = self.env["fynlo.login"].sudo().browse(self._caller.login_id)
        login._revoke()
        self._emit("auth.logout", login, {})

    def _check_login(self, login_id: int) -> None:
        # sudo: nobody is signed in yet
        row = self.env["fynlo.login"].sudo()._look_up(login_id)
        if row is None:
            raise _refused()
        if row.device_revoked:
            raise Unauthenticated(
                "This device was revoked; pair it again.", ErrorCode.DEVICE_REVOKED
            )

    def _reused(self, login_id: int) -> Unauthenticated:
        """End the whole sign-in: two parties hold its tokens."""

        def end(service: Any) -> None:
            # sudo: nobody may write sign-ins; this one is in danger
            login = service.env["fynlo.login"].sudo().browse(login_id)
            if not login.revoked_at:
                login._revoke()
                service._as(login)._emit("auth.token_reused", login, {"method": login.method})

        lasting(self, end)
        return Unauthenticated(
            "This refresh token was used before, so the sign-in was ended; sign in again.",
            ErrorCode.TOKEN_REUSED,
        )

    def _as(self, login: Any) -> Any:
        """This service, for the sign-in's user: whom the event is about."""
        caller = replace(
            self._caller,
            user_id=login.user_id.id,
            company_id=login.company_id.id,
            till_id=login.device_id.config_id.id or None,
            device_id=login.device_id.id or None,
            employee_id=login.employee_id.id or None,
        )
        return self.with_context(**{CALLER: caller})


def _refused() -> Unauthenticated:
    return Unauthenticated(
        "The refresh token does not hold; sign in again.", ErrorCode.TOKEN_INVALID
    )
