from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models

# Ended sign-ins stay for a while, for whoever asks what happened.
KEPT = timedelta(days=90)

# Odoo discards what a connection has prepared at the start of each request, so the statement is
# planned each time. Joining all of it is planned in 1.5 ms; a subquery for a single value is
# planned by itself, and the whole in 0.25 ms.
_LOOK_UP = """
SELECT l.user_id, l.company_id, l.device_id, l.employee_id, d.config_id, e.fynlo_role, e.name,
       (SELECT p.lang FROM res_partner p WHERE p.id =
            (SELECT c.partner_id FROM res_company c WHERE c.id = l.company_id)),
       d.revoked_at IS NOT NULL
  FROM fynlo_login l
  LEFT JOIN fynlo_device d ON d.id = l.device_id
  LEFT JOIN hr_employee e
    ON e.id = l.employee_id AND e.company_id = l.company_id AND e.active
 WHERE l.id = %s AND (l.revoked_at IS NULL OR d.revoked_at IS NOT NULL)
   AND (l.employee_id IS NULL OR e.id IS NOT NULL)
   AND (SELECT u.active FROM res_users u WHERE u.id = l.user_id)
   AND (SELECT TRUE FROM res_company_users_rel c
         WHERE c.user_id = l.user_id AND c.cid = l.company_id)
"""

_LOOK_UP_ALL = _LOOK_UP.replace("SELECT l.user_id", "SELECT l.id, l.user_id", 1).replace(
    "l.id = %s", "l.id = ANY(%s)", 1
)


class SignedIn(NamedTuple):
    """What a request needs to know of its sign-in, in the order of the look-up's columns."""

    user_id: int
    company_id: int
    device_id: int | None
    employee_id: int | None
    till_id: int | None
    employee_role: str | None
    employee_name: str | None
    language: str | None
    device_revoked: bool


class FynloLogin(models.Model):
    """A sign-in: what its access and refresh tokens belong to, and what ends them at once."""

    _name = "fynlo.login"
    _inherit = ["fynlo.versioned"]
    _description = "Sign-in"
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    device_id = fields.Many2one(
        "fynlo.device", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    method = fields.Selection(
        [("password", "Password"), ("device", "Device"), ("pin", "PIN")],
        required=True,
        readonly=True,
    )
    address = fields.Char(readonly=True)
    expires_at = fields.Datetime("Ends", required=True, readonly=True, index=True)
    revoked_at = fields.Datetime("Revoked", readonly=True)
    refresh_token_ids = fields.One2many("fynlo.refresh.token", "login_id")

    @api.model
    def _look_up(self, login_id: int) -> SignedIn | None:
        """What a request needs to know of its sign-in, by one indexed statement.

        :return: None when the sign-in is over or its user or employee is no longer active
        """
        self.env.cr.execute(_LOOK_UP, [login_id])
        row = self.env.cr.fetchone()
        return SignedIn(*row) if row else None

    @api.model
    def _look_up_all(self, login_ids: Collection[int]) -> dict[int, SignedIn]:
        """What _look_up says of each, by one statement; those that are over are missing."""
        if not login_ids:
            return {}
        self.env.cr.execute(_LOOK_UP_ALL, [list(login_ids)])
        return {row[0]: SignedIn(*row[1:]) for row in self.env.cr.fetchall()}

    def _revoke(self) -> None:
        """End the sign-ins; their tokens stop at once."""
        self.filtered(lambda login: not login.revoked_at).revoked_at = fields.Datetime.now()

    @api.autovacuum
    def _delete_ended(self) -> None:
        before = fields.Datetime.now() - KEPT
        self.search([("expires_at", "<", before)], limit=10_000).unlink()
