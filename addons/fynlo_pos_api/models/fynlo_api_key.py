from collections.abc import Collection
from typing import Any

from odoo import api, fields, models

_LOOK_UP = """
SELECT k.id, k.user_id, k.company_id, p.lang,
       ARRAY(SELECT s.name FROM fynlo_api_key_fynlo_api_scope_rel r
               JOIN fynlo_api_scope s ON s.id = r.fynlo_api_scope_id
              WHERE r.fynlo_api_key_id = k.id)
  FROM fynlo_api_key k
  JOIN res_users u ON u.id = k.user_id AND u.active
  JOIN res_company_users_rel uc ON uc.user_id = k.user_id AND uc.cid = k.company_id
  JOIN res_company c ON c.id = k.company_id
  JOIN res_partner p ON p.id = c.partner_id
 WHERE k.key_hash = %s AND k.revoked_at IS NULL
   AND (k.expires_at IS NULL OR k.expires_at > now() AT TIME ZONE 'UTC')
"""

_LOOK_UP_ALL = _LOOK_UP.replace("k.key_hash = %s", "k.id = ANY(%s)", 1)


class FynloApiKey(models.Model):
    """A key for a machine: it runs as its user, within its scopes and those of the user's role."""

    _name = "fynlo.api.key"
    _inherit = ["fynlo.versioned"]
    _description = "API key"
    _order = "revoked_at desc nulls first, name, id"

    name = fields.Char("Used for", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Runs as", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    scope_ids = fields.Many2many("fynlo.api.scope", string="Scopes", readonly=True)
    key_hash = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    key_start = fields.Char("Begins with", readonly=True)
    expires_at = fields.Datetime("Expires", readonly=True)
    last_used_at = fields.Datetime("Last used", readonly=True)
    revoked_at = fields.Datetime("Revoked", readonly=True)

    _key_hash_unique = models.UniqueIndex("(key_hash)")

    @api.model
    def _look_up(self, key_hash: str) -> tuple[int, int, int, str, list[str]] | None:
        """(key, user, company, its language, scopes) of a key that holds now."""
        self.env.cr.execute(_LOOK_UP, [key_hash])
        return self.env.cr.fetchone()

    @api.model
    def _look_up_all(self, key_ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
        """The same of each key, by one statement; those that are over are missing."""
        if not key_ids:
            return {}
        self.env.cr.execute(_LOOK_UP_ALL, [list(key_ids)])
        return {row[0]: (*row[:4], *sorted(row[4])) for row in self.env.cr.fetchall()}

    def action_revoke(self) -> None:
        """Button: revoke the keys, by a command that leaves an event."""
        office = self.env["fynlo.back_office"]
        for key in self:
            office._command("api_key.revoke", {"api_key_id": key.id})
