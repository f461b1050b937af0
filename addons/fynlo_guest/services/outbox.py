from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.const import BUS_FULL


class FynloOutbox(models.AbstractModel):
    """Tells the guests at a table of what was asked for there."""

    _inherit = "fynlo.outbox"

    def _channels(self, event: dict[str, Any]) -> list[tuple[tuple[Any, str], bool]]:
        channels: list[tuple[tuple[Any, str], bool]] = super()._channels(event)
        if event["aggregate_model"] != "fynlo.service.request":
            return channels
        # Who comes is not for guests: their pages hear that there is something to read.
        followed = self._followed_at(event["payload"]["table_id"])
        return channels + [((order, BUS_FULL), False) for order in followed]

    def _followed_at(self, table_id: int) -> Any:
        """The orders of this day at a table that guests follow."""
        domain = [
            ("table_id", "=", table_id),
            ("session_id.state", "!=", "closed"),
            ("fynlo_is_tracked", "=", True),
            # Whose guests hear by the order that took it in.
            ("fynlo_merged_into_id", "=", False),
        ]
        # sudo: only the names of channels are made of them
        found = self.env["pos.order"].sudo().search(domain)
        records = self.env["fynlo.service_request.records"]
        here = found.filtered(lambda order: not records._has_left(order))
        return here.union(*(order._fynlo_followed() for order in here))
