from typing import Any

from odoo import fields, models


class FynloDevice(models.Model):
    """An iPad or another client that was paired with a till, or a screen of a kitchen station."""

    _name = "fynlo.device"
    _inherit = ["fynlo.versioned"]
    _description = "Device"
    _order = "revoked_at desc nulls first, name, id"

    name = fields.Char(required=True, readonly=True)
    platform = fields.Char(readonly=True)
    config_id = fields.Many2one(
        "pos.config", "Till", readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Runs as", required=True, readonly=True, ondelete="restrict"
    )
    credential_hash = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    paired_at = fields.Datetime("Paired", required=True, readonly=True, default=fields.Datetime.now)
    last_seen_at = fields.Datetime("Last seen", readonly=True)
    revoked_at = fields.Datetime("Revoked", readonly=True)
    login_ids = fields.One2many("fynlo.login", "device_id", "Sign-ins", readonly=True)

    _credential_hash_unique = models.UniqueIndex("(credential_hash)")

    def _fynlo_station(self) -> Any:
        """The kitchen station whose screen it is, where an addon knows of such."""
        return None

    def action_revoke(self) -> None:
        """Button: revoke the devices, by the same command as the API."""
        office = self.env["fynlo.back_office"]
        for device in self:
            office._command("device.revoke", {"device_id": device.id})
