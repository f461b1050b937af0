import threading
import time
from typing import Any

from odoo import api, models
from odoo.tools import ormcache

from ..const import ErrorCode, Role, Scope
from ..domain import tokens
from ..domain.caller import Caller
from ..domain.roles import DEVICE_SCOPES, GUEST_SCOPES, SCOPES, group_of, strongest
from ..domain.secret_text import API_KEY_PREFIX, ORDER_PREFIX, fingerprint
from ..exceptions import Unauthenticated
from .definition import Access, definitions

SEEN_SECONDS = 60
_SCHEME = "bearer "


class FynloAuthentication(models.AbstractModel):
    """Finds out who is calling. Whatever is not proved is refused."""

    _name = "fynlo.authentication"
    _description = "Authentication"

    @api.private
    def authenticate(self, httprequest: Any, calls: str | None, request_id: str) -> Caller:
        """The caller of a request.

        :param calls: the command or query behind the route; None, or one that is public, asks
            for no proof
        :raises Unauthenticated: no token, or one that does not hold (any more)
        """
        if calls is None or definitions(self.env.registry)[calls].access is Access.PUBLIC:
            return self._anonymous(request_id)
        header = httprequest.headers.get("Authorization", "")
        if header[: len(_SCHEME)].lower() != _SCHEME:
            raise Unauthenticated(
                "Send an access token or an API key: `Authorization: Bearer ...`.",
                ErrorCode.TOKEN_MISSING,
            )
        return self._caller_of(header[len(_SCHEME) :].strip(), request_id)

    @api.private
    def caller_of(self, token: str, request_id: str) -> Caller:
        """The caller whom an access token, an API key or the token of an order proves, also where
        there is no request.

        :raises Unauthenticated: it does not hold (any more)
        """
        return self._caller_of(token, request_id)

    def _caller_of(self, token: str, request_id: str) -> Caller:
        if token.startswith(API_KEY_PREFIX):
            return self._by_api_key(token, request_id)
        if token.startswith(ORDER_PREFIX):
            return self._by_order_token(token, request_id)
        return self._by_login(self._claims(token), request_id)

    def _anonymous(self, request_id: str) -> Caller:
        data = self.env["ir.model.data"]
        return Caller(
            user_id=data._xmlid_to_res_id("base.public_user"),
            company_id=data._xmlid_to_res_id("base.main_company"),
            request_id=request_id,
        )

    def _claims(self, token: str) -> tokens.Claims:
        try:
            key = self.env["fynlo.signing.key"]._public(tokens.key_id(token))
            return tokens.verify(token, key)
        except tokens.TokenExpired:
            raise Unauthenticated(
                "The access token has expired; get a new one by POST /auth/refresh.",
                ErrorCode.TOKEN_EXPIRED,
            ) from None
        except (tokens.TokenInvalid, KeyError):
            raise _invalid() from None

    def _by_login(self, claims: tokens.Claims, request_id: str) -> Caller:
        found = self.env["fynlo.login"]._look_up(claims.login_id)
        if found is None:
            raise _invalid()
        if found.device_revoked:
            raise Unauthenticated(
                "This device was revoked; pair it again.", ErrorCode.DEVICE_REVOKED
            )
        if (found.user_id, found.device_id) != (claims.user_id, claims.device_id):
            raise _invalid()
        role = self._role(found.user_id, found.device_id, found.employee_role)
        if found.device_id:
            self._seen("fynlo_device", "last_seen_at", found.device_id)
        caller = Caller(
            user_id=found.user_id,
            company_id=found.company_id,
            scopes=self._scopes(role, found.device_id),
            role=role,
            till_id=found.till_id,
            device_id=found.device_id,
            employee_id=found.employee_id,
            employee_name=found.employee_name,
            language=found.language,
            login_id=claims.login_id,
            request_id=request_id,
        )
        return self._known(caller)

    def _known(self, caller: Caller) -> Caller:
        """The caller of a sign-in, with what another addon knows of it."""
        return caller

    def _by_api_key(self, key: str, request_id: str) -> Caller:
        row = self.env["fynlo.api.key"]._look_up(fingerprint(key))
        if row is None:
            raise _invalid()
        key_id, user_id, company_id, language, chosen = row
        role = self._role_of_user(user_id)
        self._seen("fynlo_api_key", "last_used_at", key_id)
        return Caller(
            user_id=user_id,
            company_id=company_id,
            scopes=self._scopes(role, None) & frozenset(chosen),
            role=role,
            language=language,
            api_key_id=key_id,
            request_id=request_id,
        )

    def _by_order_token(self, token: str, request_id: str) -> Caller:
        row = self.env["fynlo.order.token"]._look_up(fingerprint(token))
        if row is None:
            raise _invalid()
        order_id, company_id, language = row
        return Caller(
            # Nobody in Odoo: the guest has no user.
            user_id=self.env["ir.model.data"]._xmlid_to_res_id("base.public_user"),
            company_id=company_id,
            scopes=GUEST_SCOPES,
            language=language,
            order_id=order_id,
            request_id=request_id,
        )

    def _role(self, user_id: int, device_id: int | None, employee_role: str | None) -> Role | None:
        if device_id:
            return Role(employee_role) if employee_role else None
        return self._role_of_user(user_id)

    def _scopes(self, role: Role | None, device_id: int | None) -> frozenset[Scope]:
        if role is not None:
            return SCOPES[role]
        return DEVICE_SCOPES if device_id else frozenset()

    def _role_of_user(self, user_id: int) -> Role | None:
        """The user's strongest role by Odoo's groups; both look-ups are cached by Odoo."""
        groups = self._role_groups()
        # As that user: a transaction that knows no user yet cannot compute groups.
        # sudo: they are no secret of the user's.
        users = self.env["res.users"].with_user(user_id).sudo()
        user_groups = users.browse(user_id)._get_group_ids()
        return strongest({groups[group] for group in user_groups if group in groups})

    @ormcache(cache="stable")
    def _role_groups(self) -> dict[int, Role]:
        data = self.env["ir.model.data"]
        return {data._xmlid_to_res_id(group_of(role)): role for role in Role}

    def _seen(self, table: str, column: str, record_id: int) -> None:
        """Note the time, at most once a minute and process, and never in the request's way."""
        if _due(self.env.cr.dbname, table, record_id):
            with self.env.registry.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {column} = now() AT TIME ZONE 'UTC' WHERE id ="  # noqa: S608
                    f" (SELECT id FROM {table} WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED)",
                    [record_id],
                )


_seen_at: dict[tuple[str, str, int], float] = {}
_seen_lock = threading.Lock()


def _due(database: str, table: str, record_id: int) -> bool:
    key, now = (database, table, record_id), time.monotonic()
    with _seen_lock:
        if now - _seen_at.get(key, float("-inf")) < SEEN_SECONDS:
            return False
        _seen_at[key] = now
        return True


def _invalid() -> Unauthenticated:
    return Unauthenticated("The token does not hold; sign in again.", ErrorCode.TOKEN_INVALID)
