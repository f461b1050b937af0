from typing import Any
from uuid import uuid4

from odoo import models

from ..const import CALLER
from ..domain.caller import Caller
from ..http.reply import Reply


class FynloBackOffice(models.AbstractModel):
    """The door of Odoo's own screens to the commands: buttons run what the API runs."""

    _name = "fynlo.back_office"
    _description = "Commands for the back office"

    def _command(self, name: str, values: dict[str, Any]) -> Reply:
        """Run a command for the signed-in Odoo user, with the scopes of the user's role.

        :raises FynloError: what the command refuses; Odoo shows it to the user
        """
        runner = self.env["fynlo.runner"].with_context(**{CALLER: self._caller_of_user()})
        return runner._command(name, values)

    def _query(self, name: str, values: dict[str, Any]) -> Any:
        """Run a query for the signed-in Odoo user, with the scopes of the user's role.

        :return: the query's result
        :raises FynloError: what the query refuses; Odoo shows it to the user
        """
        runner = self.env["fynlo.runner"].with_context(**{CALLER: self._caller_of_user()})
        return runner._query(name, values)

    def _caller_of_user(self) -> Caller:
        authentication = self.env["fynlo.authentication"]
        role = authentication._role_of_user(self.env.uid)
        return Caller(
            user_id=self.env.uid,
            company_id=self.env.company.id,
            scopes=authentication._scopes(role, None),
            role=role,
            request_id=uuid4().hex,
        )
