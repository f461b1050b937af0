from datetime import timedelta

from odoo import api, fields, models

# A till that was offline for a long weekend still finds the reply to what it sent before.
KEPT_DAYS = 7


class FynloIdempotency(models.Model):
    """The reply to a command, stored under the key that its caller chose."""

    _name = "fynlo.idempotency"
    _description = "Idempotency key"
    _log_access = False
    _rec_name = "key"

    owner = fields.Char(required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    command = fields.Char(required=True, readonly=True)
    request_hash = fields.Char(required=True, readonly=True)
    reply = fields.Text(readonly=True)
    created_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, index=True
    )

    _owner_key = models.UniqueIndex("(owner, key)")

    @api.model
    def _claim(self, owner: str, key: str, command: str, request_hash: str) -> int | None:
        """Take the key: its new row's id, or None when it is taken by a committed command.

        A twin that runs at this moment makes the statement wait; when the twin commits, this
        transaction fails to serialize and is tried again, and then finds the reply.
        """
        self.env.cr.execute(
            "INSERT INTO fynlo_idempotency (owner, key, command, request_hash, created_at)"
            " VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC')"
            " ON CONFLICT (owner, key) DO NOTHING RETURNING id",
            [owner, key, command, request_hash],
        )
        row = self.env.cr.fetchone()
        return row[0] if row else None

    @api.model
    def _stored(self, owner: str, key: str) -> tuple[str, str]:
        """The hash of the request that took the key, and its reply."""
        self.env.cr.execute(
            "SELECT command || ' ' || request_hash, reply FROM fynlo_idempotency"
            " WHERE owner = %s AND key = %s",
            [owner, key],
        )
        return self.env.cr.fetchone()

    @api.model
    def _store_reply(self, row_id: int, reply: str) -> None:
        self.env.cr.execute(
            "UPDATE fynlo_idempotency SET reply = %s WHERE id = %s", [reply, row_id]
        )

    @api.autovacuum
    def _delete_old(self) -> None:
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.env.cr.execute("DELETE FROM fynlo_idempotency WHERE created_at < %s", [before])
