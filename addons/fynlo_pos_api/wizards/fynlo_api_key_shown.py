from odoo import fields, models


class FynloApiKeyShown(models.TransientModel):
    """Shows a new API key, which comes in the context and has no column to be kept in."""

    _name = "fynlo.api.key.shown"
    _description = "New API key"

    key = fields.Char("API key", readonly=True, store=False)
