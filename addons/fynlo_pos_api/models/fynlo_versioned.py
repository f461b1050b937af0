from odoo import fields, models


class FynloVersioned(models.AbstractModel):
    """What events are about: its version is the number of its events so far."""

    _name = "fynlo.versioned"
    _description = "Something with a version that each event raises"

    fynlo_version = fields.Integer("Version", default=0, copy=False, readonly=True)

    def _fynlo_label(self) -> str:
        """What an event calls the record."""
        self.ensure_one()
        return self.display_name
