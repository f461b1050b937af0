from typing import Any

from odoo import fields, models


class FynloDevice(models.Model):
    _inherit = "fynlo.device"

    station_id = fields.Many2one(
        "fynlo.kitchen.station",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Whose screen it is, in the place of a till.",
    )

    _one_place = models.Constraint(
        "CHECK (num_nonnulls(config_id, station_id) = 1)",
        "A device is a till's or a station's.",
    )

    def _fynlo_station(self) -> Any:
        """The station whose screen it is."""
        super()._fynlo_station()
        return self.station_id
