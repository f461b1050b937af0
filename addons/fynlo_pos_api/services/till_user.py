import psycopg2.errors

from odoo import models
from odoo.fields import Command


class FynloTillUser(models.AbstractModel):
    """The technical user that a company's tills run as; it has no password and cannot sign in."""

    _name = "fynlo.till_user"
    _description = "The user of the tills"

    def _of_company(self, company: "models.BaseModel") -> int:
        """The id of the company's till user, made when its first device is paired."""
        # sudo: pairing is not signed in, and the code gave the permission
        users = self.env["res.users"].sudo()
        login = f"fynlo-till-{company.id}"
        known = users.with_context(active_test=False).search([("login", "=", login)])
        if known:
            return known.id
        try:
            with self.env.cr.savepoint():
                return self._make(company, login)
        except psycopg2.errors.UniqueViolation as error:
            # Another device was paired at the same moment; the next try sees its user.
            raise psycopg2.errors.SerializationFailure from error

    def _make(self, company: "models.BaseModel", login: str) -> int:
        groups = self.env["ir.model.data"]._xmlid_to_res_id("fynlo_pos_api.group_device")
        # sudo: as above
        users = self.env["res.users"].sudo().with_context(no_reset_password=True)
        return users.create(
            {
                "name": f"Till ({company.name})",
                "login": login,
                "company_id": company.id,
                "company_ids": [Command.set([company.id])],
                "group_ids": [Command.set([groups])],
            }
        ).id
