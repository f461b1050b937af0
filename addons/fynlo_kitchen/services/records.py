from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.exceptions import Conflict, NotFound
from odoo.addons.fynlo_pos_api.schemas.order import Order

from ..const import SHOWN_AT, StationKind
from ..schemas.ticket import Ticket
from .routing import is_cancelled


class FynloKitchenRecords(models.AbstractModel):
    """Finds and holds the stations and tickets that a caller may see, and tells of them."""

    _name = "fynlo.kitchen.records"
    _inherit = ["fynlo.order.records"]
    _description = "Kitchen records of the caller"

    # === STATIONS === #

    def _stations(self, station_id: int | None = None) -> Any:
        """The company's stations, or one of them; the screen of a station sees its own only.

        :raises NotFound: the caller sees no such station
        """
        caller = self._caller
        domain = Domain("company_id", "=", caller.company_id)
        if caller.station_id:
            domain &= Domain("id", "=", caller.station_id)
        if station_id:
            domain &= Domain("id", "=", station_id)
        # sudo: the scope is checked by the runner, and the domain keeps to the caller's stations
        stations = self.env["fynlo.kitchen.station"].sudo()
        found = stations.search(domain)
        if station_id and not found:
            raise NotFound(f"There is no station {station_id}.", field="station_id")
        return found

    # === TICKETS === #

    def _tickets(self) -> Any:
        # sudo: the scope is checked by the runner, and every search is in _ticket_scope
        return self.env["fynlo.kitchen.ticket"].sudo()

    def _ticket_lines(self) -> Any:
        # sudo: as in _tickets
        return self.env["fynlo.kitchen.ticket.line"].sudo()

    def _ticket_scope(self) -> Domain:
        """Which tickets the caller can see: of its station, of its till, or of its company."""
        caller = self._caller
        domain = Domain("company_id", "=", caller.company_id)
        if caller.station_id:
            domain &= Domain("station_id", "=", caller.station_id)
        if caller.till_id:
            domain &= Domain("config_id", "=", caller.till_id)
        return domain

    def _ticket(self, ticket_id: UUID) -> Any:
        """The ticket with this UUID.

        :raises NotFound: the caller sees no such ticket
        """
        domain = Domain("uuid", "=", str(ticket_id)) & self._ticket_scope()
        ticket = self._tickets().search(domain, limit=1)
        if not ticket:
            raise NotFound(f"There is no ticket {ticket_id}.")
        return ticket

    def _hold_ticket(self, ticket: Any, base_version: int | None) -> Any:
        """The ticket, held with its order until the end of the transaction.

        :raises VersionConflict: it is newer than what the caller saw
        """
        # After a split dishes of several orders are on it.
        self._take_turn(ticket.order_id | ticket.line_ids.order_line_id.order_id)
        self._hold(ticket, base_version, self._show)
        return ticket

    def _take_turn(self, orders: Any) -> None:
        """Let whoever works on another ticket of these orders at this moment see what this does.

        Two stations that complete the last two tickets would each find the other's open, and
        nobody would say that the order is ready: the second collides here, and is tried again.
        """
        self.env.cr.execute(
            "UPDATE pos_order SET fynlo_kitchen_turn = COALESCE(fynlo_kitchen_turn, 0) + 1"
            " WHERE id = ANY(%s)",
            [sorted(orders.ids)],
        )

    def _show(self, ticket: Any) -> Ticket:
        """The ticket as its station's screen has it."""
        made_at = self.env["fynlo.kitchen.tickets"]._made_at(ticket)
        return Ticket.from_record(ticket, _now(), made_at)

    def _tell(self, ticket: Any, name: str, *, first: bool = False, **more: Any) -> None:
        """Leave an event about a ticket.

        :param name: what happened, e.g. `ticket_started`
        """
        order = ticket.order_id
        payload = {
            "station_id": ticket.station_id.id,
            "order_id": order.uuid,
            "number": order.tracking_number or None,
            "state": ticket.state,
            "course": ticket.course or None,
            **more,
        }
        # A ticket that is new comes with the expo's own, which the expo hears of anyhow.
        if not first and (expo_ids := self._shown_at(ticket)):
            payload[SHOWN_AT] = expo_ids
        self._emit(f"kitchen.{name}", ticket, payload, ticket.config_id, first=first)

    def _shown_at(self, ticket: Any) -> list[int]:
        """The ids of the expo stations that show dishes of a preparation station's ticket too.

        One query for each change of a ticket, none when an order is sent. No setting answers it:
        a dish goes where its routes and modifiers sent it at the time, and a split or a merge
        takes it elsewhere.
        """
        if ticket.station_id.kind == StationKind.EXPO:
            return []
        domain = Domain("order_line_id", "in", ticket.line_ids.order_line_id.ids)
        domain &= Domain("station_id.kind", "=", StationKind.EXPO)
        found = self._ticket_lines()._read_group(domain, ["station_id"])
        return sorted(station.id for (station,) in found)

    # === ORDERS === #

    def _hold_order(
        self,
        order_id: UUID,
        base_version: int | None,
        current: Callable[[Any], BaseModel] = Order.from_record,
    ) -> Any:
        """An order that the kitchen may work on, held until the end of the transaction.

        :param current: what the refusal of an old version shows of it
        :raises NotFound: there is no such order in the caller's company and till
        :raises VersionConflict: it is newer than what the caller saw
        :raises Conflict: order_not_open: it was cancelled, or is a refund
        """
        order = self._find(str(order_id))
        self._hold(order, base_version, current)
        if is_cancelled(order) or order.is_refund:
            raise Conflict(
                f"Order {order.pos_reference} is cancelled or a refund.", ErrorCode.ORDER_NOT_OPEN
            )
        return order

    def _next_number(self, order: Any) -> int:
        """The number of the order's next send."""
        order.fynlo_send_number += 1
        number: int = order.fynlo_send_number
        return number


def _now() -> datetime:
    moment: datetime = fields.Datetime.now()
    return moment
