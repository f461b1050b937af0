import logging
from typing import Any

from cryptography.hazmat.primitives import serialization
from jwt.algorithms import ECAlgorithm

from odoo import models

from ..exceptions import FynloError
from ..schemas.auth import CompanyName, EmployeeName, Jwk, Jwks, Me, PasswordReset, UserName
from ..schemas.common import Empty, Schema
from ..schemas.device import DeviceName, TillName
from .definition import Access, Idempotency, command, query

_logger = logging.getLogger(__name__)


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

        The answer is the same for a login that does not exist, or has no address to mail to.
        """
        # sudo: nobody is signed in; only Odoo's own mail goes out, to the user's own address
        users = self.env["res.users"].sudo()
        user = users.search(users._get_login_domain(data.login), limit=2)
        if len(user) == 1 and user.email:
            self._mail(user)
        return Empty()

    def _mail(self, user: Any) -> None:
        try:
            with self.env.cr.savepoint():
                user.action_reset_password()
        except FynloError:
            raise
        except Exception as error:  # noqa: BLE001 - the answer must not tell what went wrong
            _logger.warning("The password mail could not be made: %s", type(error).__name__)


def _jwk(key: Any) -> Jwk:
    public = serialization.load_pem_public_key(key.public_key.encode())
    numbers = ECAlgorithm.to_jwk(public, as_dict=True)
    return Jwk(kid=key.key_id, x=numbers["x"], y=numbers["y"])
