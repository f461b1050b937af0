from collections import defaultdict
from datetime import timedelta
from typing import Any

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.domain import cursor
from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus
from odoo.addons.fynlo_pos_api.exceptions import MalformedRequest
from odoo.addons.fynlo_pos_api.schemas.common import Empty
from odoo.addons.fynlo_pos_api.schemas.order import OrderType
from odoo.addons.fynlo_pos_api.services.definition import query

from ..const import StationKind
from ..domain.delta import DeltaKind
from ..domain.ticket_state import OPEN, LineState, TicketState, least_done
from ..schemas.kitchen import (
    DishCount,
    PickUp,
    PickUps,
    Shown,
    StationFilter,
    Summary,
    TicketFilter,
)
from ..schemas.station import Station, Stations
from ..schemas.ticket import MadeAt, Ticket, Tickets
from .records import _now

_STATES = {
    Shown.OPEN: sorted(OPEN),
    Shown.HELD: [TicketState.HELD],
    Shown.UNFINISHED: sorted({*OPEN, TicketState.HELD}),
    Shown.COMPLETED: [TicketState.COMPLETED],
}
# Those that guests fetch; for how long one that nobody fetched stays on their screen.
_FETCHED = [OrderType.TAKEAWAY, OrderType.PICK_UP]
_PREPARING = [OrderStatus.CONFIRMED, OrderStatus.PREPARING, OrderStatus.COOKING]
_SHOWN_FOR = timedelta(hours=4)


class FynloKitchenTickets(models.AbstractModel):
    """What the screens of the kitchen show."""

    _name = "fynlo.kitchen.tickets"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Reads the kitchen"

    @query("kitchen.stations", Scope.KITCHEN_READ)
    def list_stations(self, data: Empty) -> Stations:
        """The stations that the caller sees, in their order."""
        stations = self._stations()
        domain = self._ticket_scope() & Domain("state", "in", sorted(OPEN))
        counts = dict(self._tickets()._read_group(domain, ["station_id"], ["__count"]))
        return Stations(
            items=[Station.from_record(item, counts.get(item, 0)) for item in stations],
            undo_seconds=self.env.company.fynlo_undo_seconds,
        )

    @query("kitchen.orders", Scope.KITCHEN_READ)
    def list_tickets(self, data: TicketFilter) -> Tickets:
        """Tickets, the oldest first; those that are completed, the last one first.

        :raises NotFound: the caller sees no such station
        :raises MalformedRequest: the cursor is not one of ours
        """
        domain = self._ticket_scope() & Domain("state", "in", _STATES[data.state])
        if data.station_id:
            domain &= Domain("station_id", "=", self._stations(data.station_id).id)
        if data.order_id:
            domain &= Domain("order_id.uuid", "=", str(data.order_id))
        offset = self._offset(data.cursor)
        order = "changed_at desc, id desc" if data.state is Shown.COMPLETED else "sent_at, id"
        found = self._tickets().search(domain, order=order, offset=offset, limit=data.limit + 1)
        page, now = found[: data.limit], _now()
        made_at = self._made_at(page)
        return Tickets(
            items=[Ticket.from_record(ticket, now, made_at) for ticket in page],
            at=now,
            next_cursor=cursor.encode(offset + data.limit) if len(found) > len(page) else None,
        )

    @query("kitchen.summary", Scope.KITCHEN_READ)
    def read_summary(self, data: StationFilter) -> Summary:
        """How many of each dish are to be made, on the screen and on hold.

        :raises NotFound: the caller sees no such station
        """
        stations = self._stations(data.station_id)
        domain = self._ticket_scope() & Domain("station_id", "in", stations.ids)
        tickets = self._tickets().search(domain & Domain("state", "in", [*OPEN, TicketState.HELD]))
        shown = tickets.filtered(lambda ticket: ticket.state in OPEN)
        now = _now()
        return Summary(
            items=self._counts(tickets),
            open_tickets=len(shown),
            late_tickets=len(shown.filtered(lambda x: x.late_at and x.late_at <= now)),
        )

    @query("kitchen.pickup", Scope.KITCHEN_READ)
    def list_pickups(self, data: Empty) -> PickUps:
        """The numbers of the orders that guests fetch: in the making, and ready."""
        domain = [
            ("fynlo_order_type", "in", _FETCHED),
            ("fynlo_status", "in", [*_PREPARING, OrderStatus.READY]),
            *self._scope(),
        ]
        # What was ordered at noon for seven in the evening is shown in the evening.
        since = _now() - _SHOWN_FOR
        domain = Domain(domain) & (
            Domain("date_order", ">=", since) | Domain("fynlo_ticket_ids.changed_at", ">=", since)
        )
        orders = self._orders().search(domain, order="date_order, id")
        ready = orders.filtered(lambda order: order.fynlo_status == OrderStatus.READY)
        return PickUps(preparing=_pickups(orders - ready), ready=_pickups(ready))

    def _counts(self, tickets: Any) -> list[DishCount]:
        """How many of each dish are left to make, by name."""
        counts: dict[Any, list[Any]] = defaultdict(lambda: ["", 0.0, 0.0])
        for line in tickets.line_ids:
            if line.kind != DeltaKind.ADDED or line.state in {LineState.DONE, LineState.VOIDED}:
                continue
            count = counts[line.product_id.id]
            count[0] = line.name
            count[1 + (line.state == LineState.HELD)] += line.quantity - line.voided_quantity
        items = [
            DishCount(product_id=key, name=name, quantity=round(now, 3), held=round(held, 3))
            for key, (name, now, held) in counts.items()
        ]
        return sorted(items, key=lambda item: (-item.quantity, -item.held, item.name))

    def _made_at(self, tickets: Any) -> dict[int, list[MadeAt]]:
        """For the expo's tickets: how far each line (id) of them is where it is made."""
        at_expo = tickets.filtered(lambda ticket: ticket.station_id.kind == StationKind.EXPO)
        if not at_expo:
            return {}
        domain = [
            ("order_line_id", "in", at_expo.line_ids.order_line_id.ids),
            ("station_id.kind", "=", str(StationKind.PREPARATION)),
            ("kind", "=", str(DeltaKind.ADDED)),
        ]
        of_line = self._ticket_lines().search(domain).grouped("order_line_id")
        return {
            line.id: _made_where(line, of_line[line.order_line_id])
            for line in at_expo.line_ids
            if line.order_line_id in of_line
        }

    def _offset(self, text: str | None) -> int:
        """How many tickets the pages before had. What happens between two pages moves them."""
        if not text:
            return 0
        try:
            return cursor.decode(text)
        except ValueError:
            raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None


def _pickups(orders: Any) -> list[PickUp]:
    return [
        PickUp(number=order.tracking_number or "", order_type=OrderType(order.fynlo_order_type))
        for order in orders
    ]


def _made_where(shown: Any, rows: Any) -> list[MadeAt]:
    """How far a line at the expo is, once for each station that makes it.

    :param rows: the lines of tickets that say so, of every send. A dish of which more was ordered
        later came with several sends: each is as far as its own. A station that makes it only
        since a modifier was changed has no row of this send: all that it has counts.
    """
    made = []
    for station, own in rows.grouped("station_id").items():
        of_send = own.filtered(lambda row: row.send_number == shown.send_number) or own
        state = least_done(of_send.mapped("state"))
        made.append(MadeAt(station_id=station.id, name=station.name, state=state))
    return made
