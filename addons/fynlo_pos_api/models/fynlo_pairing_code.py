from datetime import timedelta
from typing import Self

from odoo import api, fields, models

VALID = timedelta(minutes=10)

_TAKE = """
UPDATE fynlo_pairing_code SET used_at = now() AT TIME ZONE 'UTC'
 WHERE code_hash = %s AND used_at IS NULL AND expires_at > now() AT TIME ZONE 'UTC'
RETURNING id
"""


class FynloPairingCode(models.Model):
    """A code that pairs one device with one place, once, within ten minutes.

    The place is a till; another addon may know of others. `replaces_id` is a device that is
    revoked when the code is used.
    """

    _name = "fynlo.pairing.code"
    _description = "Pairing code"
    _rec_name = "config_id"

    config_id = fields.Many2one("pos.config", "Till", readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    replaces_id = fields.Many2one(
        "fynlo.device",
        "Takes the place of",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    code_hash = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    used_at = fields.Datetime(readonly=True)

    _code_hash_unique = models.UniqueIndex("(code_hash)")

    @api.model
    def _take(self, code_hash: str) -> Self:
        """Use the code up.

        :return: the code; none when it is unknown, used, or too old
        """
        self.env.cr.execute(_TAKE, [code_hash])
        row = self.env.cr.fetchone()
        return self.browse(row or [])

    @api.autovacuum
    def _delete_old(self) -> None:
        before = fields.Datetime.now() - timedelta(days=1)
        self.search([("expires_at", "<", before)], limit=10_000).unlink()
