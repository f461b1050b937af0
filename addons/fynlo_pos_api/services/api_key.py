from odoo import fields, models
from odoo.fields import Command

from ..const import Scope
from ..domain import secret_text
from ..exceptions import Forbidden, Invalid, NotFound
from ..schemas.api_key import ApiKeyCreate, ApiKeyCreated, ApiKeyId
from .definition import Idempotency, command

SHOWN_LENGTH = 8


class FynloApiKeys(models.AbstractModel):
    """API keys for machines."""

    _name = "fynlo.api_keys"
    _inherit = ["fynlo.service"]
    _description = "API keys"

    @command("api_key.create", Scope.API_KEYS_WRITE, Idempotency.NONE)
    def _create_key(self, data: ApiKeyCreate) -> ApiKeyCreated:
        """Make a key that runs as the caller.

        :raises Forbidden: role_forbidden: the caller has not all of its scopes
        :raises Invalid: it would have expired already
        """
        missing = sorted(set(data.scopes) - self._caller.scopes)
        if missing:
            raise Forbidden(
                f"A key may do no more than you; you lack {', '.join(missing)}.", field="scopes"
            )
        if data.expires_at and data.expires_at <= fields.Datetime.now():
            raise Invalid("Choose a time that is still to come.", field="expires_at")
        key = secret_text.new_secret(secret_text.API_KEY_PREFIX)
        scopes = self.env["fynlo.api.scope"].search([("name", "in", data.scopes)])
        # sudo: nobody may write keys; the scope was checked
        record = (
            self.env["fynlo.api.key"]
            .sudo()
            .create(
                {
                    "name": data.name,
                    "user_id": self._caller.user_id,
                    "company_id": self._caller.company_id,
                    "scope_ids": [Command.set(scopes.ids)],
                    "key_hash": secret_text.fingerprint(key),
                    "key_start": key[:SHOWN_LENGTH],
                    "expires_at": data.expires_at,
                }
            )
        )
        self._emit("api_key.created", record, {"name": data.name, "scopes": sorted(data.scopes)})
        return ApiKeyCreated(id=record.id, key=key)

    @command("api_key.revoke", Scope.API_KEYS_WRITE)
    def _revoke(self, data: ApiKeyId) -> None:
        """End a key at once.

        :raises NotFound: the company has no such key
        """
        # sudo: nobody may write keys; the scope was checked and the domain keeps to the company
        key = (
            self.env["fynlo.api.key"]
            .sudo()
            .search([("id", "=", data.api_key_id), ("company_id", "=", self._caller.company_id)])
        )
        if not key:
            raise NotFound("There is no API key with this id.")
        if not key.revoked_at:
            key.revoked_at = fields.Datetime.now()
            self._emit("api_key.revoked", key, {"name": key.name})
