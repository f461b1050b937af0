from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def action_show_tracking_link(self) -> dict[str, object]:
        """Button: make a link by which the guest follows the order, and show it."""
        self.ensure_one()
        return self.env["fynlo.tracking.link"]._made_for(self)
