import time
from datetime import UTC, datetime, timedelta
from typing import Any

from odoo import fields, models
from odoo.http import request

from ..const import Role, Scope
from ..domain import secret_text, tokens
from ..domain.sealing import CannotUnseal
from ..schemas.auth import Tokens

# Each use of a refresh token moves the end of its sign-in that far ahead. A PIN is short and
# typed where guests look on: it lasts for a shift, however often its tokens are refreshed.
LASTS = timedelta(days=30)
PIN_LASTS = timedelta(hours=12)


class FynloIssuing(models.AbstractModel):
    """Begins sign-ins and gives out their tokens."""

    _name = "fynlo.issuing"
    _inherit = ["fynlo.service"]
    _description = "Gives out tokens"

    def _begin(self, user_id: int, company_id: int, method: str, **device: int) -> Any:
        """A new sign-in (fynlo.login).

        :param method: password, device or pin
        :param device: device_id and employee_id, where it happens on a device
        """
        # sudo: nobody may write sign-ins; this one follows a proof that the service has checked
        return (
            self.env["fynlo.login"]
            .sudo()
            .create(
                {
                    "user_id": user_id,
                    "company_id": company_id,
                    "method": method,
                    "address": request.httprequest.remote_addr if request else None,
                    "expires_at": fields.Datetime.now() + (PIN_LASTS if method == "pin" else LASTS),
                    **device,
                }
            )
        )

    def _issue(self, login: Any, parent_id: int | None = None) -> Tokens:
        """An access token and a refresh token of a sign-in.

        Neither outlives a sign-in by PIN, whose end stands from the start.

        :param parent_id: the refresh token that these are given for
        """
        if login.method != "pin":
            login.expires_at = fields.Datetime.now() + LASTS
        refresh_token = secret_text.new_secret(secret_text.REFRESH_PREFIX)
        # sudo: nobody may read or write refresh tokens, not even their owner
        self.env["fynlo.refresh.token"].sudo().create(
            {
                "login_id": login.id,
                "parent_id": parent_id,
                "token_hash": secret_text.fingerprint(refresh_token),
                "expires_at": login.expires_at,
            }
        )
        now = int(time.time())
        expires_at = min(now + tokens.ACCESS_SECONDS, _unix(login.expires_at))
        role, scopes = self._allowed(login)
        return Tokens(
            access_token=self._sign(login, expires_at),
            expires_in=max(0, expires_at - now),
            refresh_token=refresh_token,
            role=role,
            scopes=sorted(scopes),
        )

    def _allowed(self, login: Any) -> tuple[Role | None, frozenset[Scope]]:
        device_id = login.device_id.id or None
        employee_role = login.employee_id.fynlo_role or None
        authentication = self.env["fynlo.authentication"]
        role = authentication._role(login.user_id.id, device_id, employee_role)
        return role, authentication._scopes(role, device_id)

    def _sign(self, login: Any, expires_at: int) -> str:
        device = login.device_id
        claims = tokens.Claims(
            user_id=login.user_id.id,
            login_id=login.id,
            company_id=login.company_id.id,
            expires_at=expires_at,
            device_id=device.id or None,
            employee_id=login.employee_id.id or None,
            till_id=device.config_id.id or None,
        )
        key_id, key = self._key()
        return tokens.sign(claims, key, key_id)

    def _key(self) -> tuple[str, Any]:
        """The newest key. There is none in a new database, or one sealed under a lost passphrase;
        then one is made.
        """
        # sudo: nobody may read signing keys
        keys = self.env["fynlo.signing.key"].sudo()
        newest = keys.search([], limit=1)
        try:
            private = newest._private() if newest else None
        except CannotUnseal:
            private = None
        if private is None:
            newest = keys._make()
            newest.flush_recordset()
            private = newest._private()
        return newest.key_id, private


def _unix(moment: datetime) -> int:
    """Unix time of a moment of Odoo's: UTC, naive."""
    return int(moment.replace(tzinfo=UTC).timestamp())
