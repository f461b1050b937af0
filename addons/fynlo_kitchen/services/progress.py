from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus

from ..const import StationKind
from ..domain.delta import DeltaKind
from ..domain.ticket_state import is_done


class FynloKitchenProgress(models.AbstractModel):
    """An order's status follows what the kitchen does with its lines."""

    _name = "fynlo.kitchen.progress"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Progress of orders in the kitchen"

    def _sent(self, order: Any) -> None:
        """The kitchen has it."""
        self._follow(order, OrderStatus.CONFIRMED)

    def _started(self, ticket: Any) -> None:
        """A station works on it."""
        cooks = ticket.station_id.cooks
        wanted = OrderStatus.COOKING if cooks else OrderStatus.PREPARING
        for order in self._orders_of(ticket):
            self._follow(order, wanted)

    def _finished(self, orders: Any) -> None:
        """Those of which every dish is done are ready."""
        for order in orders:
            if is_done(self._states(order)):
                self._follow(order, OrderStatus.READY)

    def _states(self, order: Any) -> list[str]:
        """How far the dishes are where they are made; at the expo, where it alone has any."""
        domain = [("order_line_id.order_id", "=", order.id), ("kind", "!=", str(DeltaKind.VOIDED))]
        lines = self._ticket_lines().search(domain)
        made = lines.filtered(lambda line: line.station_id.kind == StationKind.PREPARATION)
        states: list[str] = (made or lines).mapped("state")
        return states

    def _orders_of(self, ticket: Any) -> Any:
        """The orders whose lines are on a ticket: after a split there are several."""
        return ticket.line_ids.order_line_id.order_id or ticket.order_id

    def _follow(self, order: Any, wanted: OrderStatus) -> None:
        self.env["fynlo.order.status"]._follow(order, wanted)
