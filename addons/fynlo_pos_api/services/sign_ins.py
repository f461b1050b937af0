from dataclasses import replace
from typing import Any

from odoo import models

from ..const import CALLER
from ..domain.caller import Caller
from .run import RUN, Run


class FynloSignIns(models.AbstractModel):
    """Ends sign-ins whose proof no longer holds, whoever changed it and by whichever door."""

    _name = "fynlo.sign_ins"
    _inherit = ["fynlo.service"]
    _description = "Ends sign-ins"

    def _end(self, domain: list[Any], reason: str) -> None:
        """End sign-ins in the transaction that changes the proof; each leaves `auth.logout`.

        :param domain: which sign-ins (fynlo.login)
        :param reason: password_changed, authenticator_changed, pin_changed, user_changed,
            or employee_archived
        """
        # sudo: nobody may write sign-ins; these fall with the proof that they were begun by
        logins = self.env["fynlo.login"].sudo().search([("revoked_at", "=", False), *domain])
        logins._revoke()
        for login in logins:
            caller = self._changer(login)
            run = Run(caller, "")
            service = self.with_context(**{CALLER: caller, RUN: run})
            service._emit("auth.logout", login, {"method": login.method, "reason": reason})
            service.env["fynlo.outbox"]._publish(run.events)

    def _changer(self, login: Any) -> Caller:
        """Who changed the proof: the caller of a command, or a user of Odoo's own screens."""
        sent = self.env.context.get(CALLER)
        if isinstance(sent, Caller):
            return replace(sent, company_id=login.company_id.id)
        return Caller(user_id=self.env.uid, company_id=login.company_id.id)
