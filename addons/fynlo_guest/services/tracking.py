from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.domain.line_kind import DISHES
from odoo.addons.fynlo_pos_api.schemas.common import Empty, Money
from odoo.addons.fynlo_pos_api.schemas.order import OrderType, due_of
from odoo.addons.fynlo_pos_api.services.definition import query

from ..domain.service_request import RequestKind, RequestState
from ..schemas.tracking import TrackedItem, TrackedOrder, TrackedRequest, TrackedStep

# Of the bill, to the guest whose order was put into another one.
NOTHING_TOLD: dict[str, Any] = {
    "items": [],
    **dict.fromkeys(("discount", "service_charge", "total", "paid", "due")),
}


class FynloTracking(models.AbstractModel):
    """Shows a guest the one order that the link is for; of one that took it in how far it is."""

    _name = "fynlo.tracking"
    _inherit = ["fynlo.service_request.records"]
    _description = "Orders as guests see them"

    @query("order.track", Scope.ORDER_STATUS_READ)
    def track(self, data: Empty) -> TrackedOrder:
        """The guest's order.

        :raises Forbidden: the caller is no guest with the link to an order
        """
        return self._tracked(self._own_order())

    def _tracked(self, own: Any) -> TrackedOrder:
        order, following = self._present(own), self.env["fynlo.order.following"]
        [followed] = following._followed(order)
        is_joined = order != own
        timeline = following._timeline_on(own) if is_joined else followed.timeline
        return TrackedOrder(
            number=order.tracking_number or "",
            restaurant=order.company_id.name,
            order_type=OrderType(order.fynlo_order_type or OrderType.DINE_IN),
            table=str(order.table_id.table_number) if order.table_id else None,
            status=followed.status,
            label=followed.label,
            progress=followed.progress,
            estimated_at=followed.estimated_at,
            promised_at=order.preset_time or None,
            ordered_at=own.date_order,
            # Who did it is not for guests.
            timeline=[
                TrackedStep(status=step.status, label=step.label, at=step.at, note=step.note)
                for step in timeline
            ],
            is_joined=is_joined,
            # What is on it was another party's too, and nothing tells whose a dish is.
            **(NOTHING_TOLD if is_joined else self._bill(order)),
            can_ask_for=self._can_ask_for(order),
            requests=[_request(item) for item in self._latest(own)],
            version=order.fynlo_version,
        )

    def _bill(self, order: Any) -> dict[str, Any]:
        currency = order.currency_id
        sums = self.env["fynlo.receipt.lines"]._sums(order)
        return {
            "items": self._items(order),
            "discount": sums["discount"],
            "service_charge": sums["service_charge"],
            "total": sums["total"],
            "paid": Money.of(order.amount_paid, currency),
            "due": due_of(order, currency),
        }

    def _items(self, order: Any) -> list[TrackedItem]:
        lines = self.env["fynlo.receipt.lines"]._lines(order, [])
        return [
            TrackedItem(
                name=line.name,
                quantity=line.quantity,
                modifiers=[modifier.name for modifier in line.modifiers],
                note=line.note,
                is_part=line.is_part,
                is_comped=line.is_comped,
                price=line.total,
            )
            for line in lines
            if line.kind in DISHES
        ]


def _request(request: Any) -> TrackedRequest:
    return TrackedRequest(
        kind=RequestKind(request.kind),
        state=RequestState(request.state),
        asked_at=request.asked_at,
        closed_at=request.closed_at or None,
    )
