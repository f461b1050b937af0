from odoo import api, fields, models

from ..domain.refresh import Seen

_FIND = """
SELECT t.id, t.login_id, t.expires_at, t.used_at,
       EXISTS (SELECT 1 FROM fynlo_refresh_token child
                WHERE child.parent_id = t.id AND child.used_at IS NOT NULL),
       EXISTS (SELECT 1 FROM fynlo_refresh_token sibling
                WHERE sibling.parent_id = t.parent_id AND sibling.id != t.id
                  AND sibling.used_at IS NOT NULL)
  FROM fynlo_refresh_token t
 WHERE t.token_hash = %s
"""


class FynloRefreshToken(models.Model):
    """A refresh token, by the SHA-256 of it; what was given for another is that one's child."""

    _name = "fynlo.refresh.token"
    _description = "Refresh token"
    _log_access = False
    _rec_name = "login_id"

    login_id = fields.Many2one(
        "fynlo.login", "Sign-in", required=True, readonly=True, index=True, ondelete="cascade"
    )
    parent_id = fields.Many2one(
        "fynlo.refresh.token",
        "Given for",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    token_hash = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime(required=True, readonly=True)
    used_at = fields.Datetime(readonly=True)

    _token_hash_unique = models.UniqueIndex("(token_hash)")

    @api.model
    def _find(self, token_hash: str) -> tuple[int, int, Seen] | None:
        """The token's id, its sign-in's id, and what is known of its use."""
        self.env.cr.execute(_FIND, [token_hash])
        row = self.env.cr.fetchone()
        if row is None:
            return None
        token_id, login_id, *seen = row
        return token_id, login_id, Seen(*seen)

    @api.model
    def _use(self, token_id: int) -> None:
        """Mark a token used. Of two at once one fails to serialize, and is tried again."""
        self.env.cr.execute(
            "UPDATE fynlo_refresh_token SET used_at = clock_timestamp() AT TIME ZONE 'UTC'"
            " WHERE id = %s",
            [token_id],
        )
