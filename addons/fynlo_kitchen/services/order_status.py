from datetime import datetime
from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus


class FynloOrderStatus(models.AbstractModel):
    """What the status of an order and the kitchen have to do with each other."""

    _inherit = "fynlo.order.status"

    def _set(self, order: Any, status: OrderStatus, note: str | None = None) -> None:
        """An order that is cancelled is not made any more, also one that was paid."""
        if status is OrderStatus.CANCELLED:
            self.env["fynlo.kitchen.changes"]._note_lines(order.lines)
        return super()._set(order, status, note)

    def _estimate(self, order: Any) -> datetime | None:
        """When the kitchen is going to have the order ready."""
        known = super()._estimate(order)
        return self.env["fynlo.kitchen.estimates"]._ready_at(order) or known
