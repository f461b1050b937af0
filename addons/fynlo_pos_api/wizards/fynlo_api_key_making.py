import json

from odoo import fields, models


class FynloApiKeyMaking(models.TransientModel):
    """The back office's screen that makes an API key and shows it once."""

    _name = "fynlo.api.key.making"
    _description = "Make an API key"

    name = fields.Char("Used for", required=True)
    scope_ids = fields.Many2many("fynlo.api.scope", string="Scopes", required=True)
    expires_at = fields.Datetime("Expires")

    def action_make(self) -> dict[str, object]:
        """Button: make the key by a command, and show it. It is kept nowhere."""
        self.ensure_one()
        reply = self.env["fynlo.back_office"]._command(
            "api_key.create",
            {
                "name": self.name,
                "scopes": self.scope_ids.mapped("name"),
                "expires_at": self.expires_at or None,
            },
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Copy the API key now"),
            "res_model": "fynlo.api.key.shown",
            "view_mode": "form",
            "target": "new",
            "context": {"default_key": json.loads(reply.body)["key"]},
        }
