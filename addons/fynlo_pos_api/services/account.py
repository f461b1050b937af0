from typing import Any

from jwt.algorithms import ECAlgorithm

from odoo import models

from ..schemas.auth import CompanyName, EmployeeName, Jwk, Jwks, Me, PasswordReset, UserName
from ..schemas.common import Empty, Schema
from ..schemas.device import DeviceName, StationName, TillName
from .definition import Access, Idempotency, command, query

_ES256 = ECAlgorithm(ECAlgorithm.SHA256)


class FynloAccount(models.AbstractModel):
    """What a caller may know of itself, and the way back in."""

    _name = "fynlo.account"
    _inherit = ["fynlo.service"]
    _description = "The caller's own account"

    @query("auth.me", Access.SIGNED_IN)
    def _me(self, data: Empty) -> Me:
        """Who the token stands for and what it may do."""
        caller = self._caller
        # sudo: names that the caller works with, though it may not read the models in Odoo
        env = self.sudo().env
        company = env["res.company"].browse(caller.company_id)
        user = env["res.users"].browse(caller.user_id)
        till = env["pos.config"].browse(caller.till_id or [])
        device = env["fynlo.device"].browse(caller.device_id or [])
        employee = env["hr.employee"].browse(caller.employee_id or [])
        return Me(
            user=UserName(id=user.id, name=user.name, login=user.login),
            role=caller.role,
            scopes=sorted(caller.scopes),
            company=CompanyName(
                id=company.id, name=company.name, currency=company.currency_id.name
            ),
            till=TillName.from_record(till) if till else None,
            station=StationName.of(device),
            device=DeviceName(id=device.id, name=device.name) if device else None,
            employee=EmployeeName(id=employee.id, name=employee.name) if employee else None,
        )

    @query("auth.jwks", Access.PUBLIC)
    def _jwks(self, data: Empty) -> Jwks:
        """The public keys of access tokens."""
        # sudo: only the public halves leave here
        return Jwks(keys=[_jwk(key) for key in self.env["fynlo.signing.key"].sudo().search([])])

    @command("auth.password_reset", Access.PUBLIC, Idempotency.NONE)
    def _reset_password(self, data: PasswordReset) -> Schema:
        """Let Odoo mail the user a link to set a new password.

        Neither the answer nor its time tells whether the login exists: nobody looks before the
        mail is made, in the background.
        """
        # sudo: nobody may write the list; Odoo's own mail goes out, to the user's own address
        self.env["fynlo.password.mail"].sudo()._ask(data.login)
        return Empty()


def _jwk(key: Any) -> Jwk:
    numbers = _ES256.to_jwk(_ES256.prepare_key(key.public_key), as_dict=True)
    return Jwk(kid=key.key_id, x=numbers["x"], y=numbers["y"])
