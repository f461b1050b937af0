from typing import Any

from odoo import models

# What proves who a user is; setting one of them, also to nothing, ends what was begun before.
_PROOFS = {"password": "password_changed", "totp_secret": "authenticator_changed"}


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals: dict[str, Any]) -> bool:
        """A new password or authenticator ends the user's sign-ins in Fynlo, on tills too.

        The changer's own session in Odoo's web pages is Odoo's matter and goes on.
        """
        written = super().write(vals)
        for field in _PROOFS.keys() & vals.keys():
            self.env["fynlo.sign_ins"]._end([("user_id", "in", self.ids)], _PROOFS[field])
        return written
