from odoo import fields, models


class FynloVersioned(models.AbstractModel):
    """What events are about: its version is the number of its events so far."""

    _name = "fynlo.versioned"
    _description = "Something with a version that each event raises"

    # Only services count, as superuser: a user who wrote it over RPC would make the next event
    # collide with one that is there.
    fynlo_version = fields.Integer(
        "Version", default=0, copy=False, readonly=True, groups=fields.NO_ACCESS
    )

    def _fynlo_label(self) -> str:
        """What an event calls the record."""
        self.ensure_one()
        return self.display_name
