from collections.abc import Collection
from typing import Any

from odoo import models

from ..const import BUS_FULL, BUS_TYPE, ErrorCode, Scope
from ..domain.caller import Caller
from ..domain.roles import SCOPES
from ..domain.secret_text import ORDER_PREFIX, fingerprint
from ..exceptions import Unauthenticated
from ..models.fynlo_login import SignedIn
from ..realtime.browser_socket import BrowserSocket
from ..realtime.guard import guard
from ..realtime.identity import Identity

# Why a connection ends although its token holds: authenticated anew, it hears what it may now.
RIGHTS_CHANGED = "rights_changed"


class FynloListening(models.AbstractModel):
    """Who may listen on a websocket, and whether he still may."""

    _name = "fynlo.listening"
    _description = "Listening on websockets"

    def _identity(self, token: str, request_id: str) -> Identity:
        """Whom a token proves, until when, and what he hears.

        :raises Unauthenticated: it does not hold (any more)
        """
        caller = self.env["fynlo.authentication"].caller_of(token, request_id)
        channels = self.env["fynlo.event.feed"]._channels(caller)
        proof = self._proofs([caller]).get(caller, ())
        return Identity(caller, self._ends_at(token), proof, channels)

    def _refusals(self, identities: Collection[Identity]) -> dict[Identity, str]:
        """Which of these may no longer listen as they do, and why."""
        proofs = self._proofs({identity.caller for identity in identities})
        refusals: dict[Identity, str] = {}
        for identity in identities:
            proof = proofs.get(identity.caller)
            if proof is None:
                refusals[identity] = ErrorCode.TOKEN_INVALID
            elif proof != identity.proof:
                is_revoked = isinstance(proof[0], SignedIn) and proof[0].device_revoked
                refusals[identity] = ErrorCode.DEVICE_REVOKED if is_revoked else RIGHTS_CHANGED
        return refusals

    def _proofs(self, callers: Collection[Caller]) -> dict[Caller, tuple[Any, ...]]:
        """What the database says of callers now, in a statement for each kind of proof.

        Whose sign-in or key is over is missing.
        """
        logins = self.env["fynlo.login"]._look_up_all({item.login_id for item in callers} - {None})
        keys = self.env["fynlo.api.key"]._look_up_all(
            {item.api_key_id for item in callers} - {None}
        )
        proofs: dict[Caller, tuple[Any, ...]] = {}
        for caller in callers:
            found: Any = caller.order_id
            if caller.login_id:
                found = logins.get(caller.login_id)
            elif caller.api_key_id:
                found = keys.get(caller.api_key_id)
            if found is not None:
                proofs[caller] = found, self._role(caller)
        return proofs

    def _role(self, caller: Caller) -> Any:
        """The role of a person of the back office; that of an employee is in the proof."""
        if caller.device_id or caller.order_id:
            return None
        return self.env["fynlo.authentication"]._role_of_user(caller.user_id)

    def _ends_at(self, token: str) -> float | None:
        """When a token that holds ends, in Unix time; that of a key is in its proof."""
        if token.startswith(ORDER_PREFIX):
            return self.env["fynlo.order.token"]._ends_at(fingerprint(token))
        try:
            return float(self.env["fynlo.authentication"]._claims(token).expires_at)
        except Unauthenticated:
            return None

    # === ODOO'S OWN BROWSERS === #

    def _heard(self, user: Any) -> frozenset[tuple[int, str]]:
        """(company's id, kind of channel) of each channel that a user (res.users) hears.

        What events hold (takings, payments, sign-ins) only those hear who may read reports.
        """
        role = self.env["fynlo.authentication"]._role_of_user(user.id)
        if role is None or not user.active or not user._is_internal():
            return frozenset()
        kind = BUS_FULL if Scope.REPORTS_READ in SCOPES[role] else BUS_TYPE
        return frozenset((company_id, kind) for company_id in user.company_ids.ids)

    def _heard_now(self, user_ids: Collection[int]) -> dict[int, frozenset[tuple[int, str]]]:
        """The same of several users, as it is now."""
        users = self.env["res.users"].browse(user_ids).exists()
        return {user.id: self._heard(user) for user in users}

    def _watch(self, socket: Any, user_id: int, heard: frozenset[tuple[int, str]]) -> None:
        """Let the websocket of a user begin anew when he may hear something else."""
        if isinstance(socket, BrowserSocket):
            socket.hears(user_id, heard)
            guard.watch_browser(socket)

    # === DEVICES === #

    def _note_seen(self, device_ids: Collection[int]) -> None:
        """Note that devices are connected, all of them in one statement."""
        self.env.cr.execute(
            "UPDATE fynlo_device SET last_seen_at = now() AT TIME ZONE 'UTC' WHERE id IN"
            " (SELECT id FROM fynlo_device WHERE id = ANY(%s) FOR NO KEY UPDATE SKIP LOCKED)",
            [list(device_ids)],
        )
