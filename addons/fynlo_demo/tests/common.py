"""What the tests of the demo restaurant share."""

from odoo.models import BaseModel
from odoo.tests import TransactionCase


class DemoCase(TransactionCase):
    """The restaurant as its installation made it."""

    def record(self, name: str) -> BaseModel:
        """Return the record with this XML id of the addon.

        :raises ValueError: there is none
        """
        return self.env.ref(f"fynlo_demo.{name}")

    def records(self, model: str) -> BaseModel:
        """Return all records of a model that the addon made."""
        ids = self.env["ir.model.data"].search(
            [("module", "=", "fynlo_demo"), ("model", "=", model)]
        )
        return self.env[model].browse(ids.mapped("res_id"))
