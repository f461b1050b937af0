from typing import Any

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals: dict[str, Any]) -> bool:
        """Write; the language of a company's own contact is the language of its menu."""
        if "lang" in vals:
            # sudo: only which company it is; the writer may belong to another
            companies = self.sudo().ref_company_ids
            if companies:
                self.env["fynlo.menu.version"]._touch(companies, self._name)
        return super().write(vals)
