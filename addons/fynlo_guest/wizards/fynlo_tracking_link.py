import json
from typing import Any

from odoo import fields, models

from odoo.addons.fynlo_pos_api.domain.qr_code import qr_png


class FynloTrackingLink(models.TransientModel):
    """The back office's screen that shows a new link to an order, to be scanned or sent."""

    _name = "fynlo.tracking.link"
    _description = "Link by which a guest follows an order"
    _rec_name = "order_id"

    order_id = fields.Many2one("pos.order", required=True, readonly=True)
    url = fields.Char("Link", readonly=True)
    expires_at = fields.Datetime("Works until", readonly=True)
    qr_image = fields.Binary("QR code", readonly=True, attachment=False)

    def _made_for(self, order: Any) -> dict[str, object]:
        """Make a link by the same command as the API, and the action that shows it."""
        reply = self.env["fynlo.back_office"]._command(
            "order.make_tracking_link", {"order_id": order.uuid}
        )
        made = json.loads(reply.body)
        expires = made["expires_at"].rstrip("Z").replace("T", " ")
        shown = self.create(
            {
                "order_id": order.id,
                "url": made["url"],
                "expires_at": fields.Datetime.to_datetime(expires),
                "qr_image": qr_png(made["url"]),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The guest's link"),
            "res_model": self._name,
            "res_id": shown.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
