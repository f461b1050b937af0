from odoo import fields, models

from ..const import Scope


class FynloApiScope(models.Model):
    """The scopes, as records, so that an API key can choose among them."""

    _name = "fynlo.api.scope"
    _description = "Scope"
    _order = "name"

    name = fields.Char(required=True, readonly=True)

    _name_unique = models.UniqueIndex("(name)")

    def init(self) -> None:
        """There is one record for each scope that the code knows."""
        self.env.cr.execute(
            "INSERT INTO fynlo_api_scope (name) SELECT unnest(%s) ON CONFLICT DO NOTHING",
            [[str(scope) for scope in Scope]],
        )
