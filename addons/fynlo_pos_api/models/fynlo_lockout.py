from datetime import timedelta

from odoo import api, fields, models

from ..domain.lockout import FORGET_SECONDS, FREE_TRIES, LOCK_SECONDS

# One statement, so that of many tries at once each is counted before any of them is looked at.
_COUNT = """
INSERT INTO fynlo_lockout AS old (subject, failures, tried_at, locked_until)
VALUES (%(subject)s, 1, now() AT TIME ZONE 'UTC', NULL)
ON CONFLICT (subject) DO UPDATE SET
    failures = {count},
    tried_at = now() AT TIME ZONE 'UTC',
    locked_until = CASE WHEN {count} >= %(free)s THEN now() AT TIME ZONE 'UTC'
        + make_interval(secs => (%(locks)s)[LEAST({count} - %(free)s + 1, %(length)s)]) END
WHERE old.locked_until IS NULL OR old.locked_until <= now() AT TIME ZONE 'UTC'
RETURNING failures
""".format(
    count="(CASE WHEN old.tried_at < now() AT TIME ZONE 'UTC'"
    " - make_interval(secs => %(forget)s) THEN 1 ELSE old.failures + 1 END)"
)
_REMAINING = """
SELECT CEIL(EXTRACT(EPOCH FROM locked_until - now() AT TIME ZONE 'UTC'))::int
  FROM fynlo_lockout WHERE subject = %s
"""


class FynloLockout(models.Model):
    """How often somebody was wrong in a row. The rows are counted in their own transactions."""

    _name = "fynlo.lockout"
    _description = "Wrong tries"
    _log_access = False
    _rec_name = "subject"

    subject = fields.Char(required=True, readonly=True)
    failures = fields.Integer(required=True, readonly=True)
    tried_at = fields.Datetime(required=True, readonly=True, index=True)
    locked_until = fields.Datetime(readonly=True)

    _subject_unique = models.UniqueIndex("(subject)")

    @api.model
    def _count(self, subject: str) -> int | None:
        """Count a try as wrong before it is looked at.

        :return: how many there were in a row, this one included; None when it is locked out
        """
        self.env.cr.execute(
            _COUNT,
            {
                "subject": subject,
                "free": FREE_TRIES,
                "locks": list(LOCK_SECONDS),
                "length": len(LOCK_SECONDS),
                "forget": FORGET_SECONDS,
            },
        )
        row = self.env.cr.fetchone()
        return row[0] if row else None

    @api.model
    def _remaining_seconds(self, subject: str) -> int:
        """For how long it stays locked out; at least 1."""
        self.env.cr.execute(_REMAINING, [subject])
        row = self.env.cr.fetchone()
        return max(1, row[0] or 0) if row else 1

    @api.model
    def _forget(self, subject: str) -> None:
        """The try was right: the count starts again."""
        self.env.cr.execute("DELETE FROM fynlo_lockout WHERE subject = %s", [subject])

    @api.autovacuum
    def _delete_old(self) -> None:
        before = fields.Datetime.now() - timedelta(seconds=FORGET_SECONDS)
        self.env.cr.execute("DELETE FROM fynlo_lockout WHERE tried_at < %s", [before])
