from typing import Any

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.exceptions import NotFound
from odoo.addons.fynlo_pos_api.schemas.common import uuid_of
from odoo.addons.fynlo_pos_api.schemas.order import OrderType
from odoo.addons.fynlo_pos_api.services.definition import command

from ..domain.courses import held_courses
from ..domain.ticket_state import OPEN, TicketState
from ..schemas.kitchen import KitchenSend, SentOrder, SentTicket
from .routing import is_made
from .writing import Row


class FynloKitchenSending(models.AbstractModel):
    """Sends orders to the kitchen."""

    _name = "fynlo.kitchen.sending"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Sends orders to the kitchen"

    @command("kitchen.send", Scope.KITCHEN_WRITE)
    def send_order(self, data: KitchenSend) -> SentOrder:
        """Send what was not sent yet of an order to its stations.

        Sent again, or by many at once, it sends nothing twice: it answers with the tickets.

        :raises NotFound: there is no such order in the caller's company and till, or the caller
            is the screen of a station
        :raises Conflict: order_not_open: it is cancelled, or a newer version
        """
        if self._caller.station_id:
            raise NotFound(f"There is no order {data.order_id} for a station.")
        order = self._hold_order(data.order_id, data.base_version)
        lines = self._send(order, order.lines, fire_all=data.fire_all)
        return self._sent(order, lines)

    def _send(self, order: Any, lines: Any, *, fire_all: bool = False) -> Any:
        """Send those of an order's lines that are made and were not sent yet.

        :return: the lines that were sent now
        """
        unsent = lines.filtered(lambda line: not line.fynlo_sent_number and is_made(line))
        stations = self.env["fynlo.kitchen.routing"]._stations_of(order, unsent)
        sent = unsent.filtered(lambda line: line in stations)
        if not sent:
            return sent
        held = self._courses_that_wait(order, sent, fire_all=fire_all)
        number = self._next_number(order)
        rows = [Row(line, station, line.qty) for line in sent for station in stations[line]]
        self.env["fynlo.kitchen.writing"]._put_on_tickets(order, rows, number, held)
        sent.write({"fynlo_sent_number": number})
        self._tell_sent(order, stations, number)
        self.env["fynlo.kitchen.progress"]._sent(order)
        self.env["fynlo.kitchen.web_till"]._note_sent(order)
        return sent

    def _courses_that_wait(self, order: Any, lines: Any, *, fire_all: bool) -> set[int]:
        """The numbers of the courses that are held; the others are noted as fired."""
        courses = lines.course_id
        numbers = set(courses.mapped("index"))
        fired = order.course_ids.filtered("fired").mapped("index")
        kept = order.course_ids.filtered("fynlo_kept").mapped("index")
        is_served_here = (order.fynlo_order_type or OrderType.DINE_IN) == OrderType.DINE_IN
        held = set()
        if is_served_here and not fire_all:
            held = held_courses(numbers, fired, kept)
        now_fired = courses.filtered(lambda item: item.index not in held and not item.fired)
        # One by one: Odoo's own write of a course is made for one.
        for course in now_fired:
            course.write({"fired": True, "fynlo_kept": False})
        return held

    def _tell_sent(self, order: Any, stations: dict[Any, Any], number: int) -> None:
        payload = {
            "reference": order.pos_reference,
            "send_number": number,
            "lines": [
                {
                    "id": line.uuid,
                    "product_id": line.product_id.id,
                    "quantity": line.qty,
                    "station_ids": targets.ids,
                }
                for line, targets in stations.items()
            ],
        }
        self._emit("order.sent", order, payload, order.config_id)

    def _sent(self, order: Any, lines: Any) -> SentOrder:
        """What a caller is told of an order's tickets: a station of its own."""
        shown = [str(state) for state in sorted({*OPEN, TicketState.HELD})]
        domain = Domain("order_id", "=", order.id) & Domain("state", "in", shown)
        if self._caller.station_id:
            domain &= self._ticket_scope()
        return SentOrder(
            order_id=uuid_of(order),
            version=order.fynlo_version,
            send_number=order.fynlo_send_number,
            sent_lines=[uuid_of(line) for line in lines],
            tickets=[
                SentTicket(
                    id=uuid_of(ticket),
                    station_id=ticket.station_id.id,
                    state=TicketState(ticket.state),
                    course=ticket.course or None,
                    send_number=ticket.send_number,
                )
                for ticket in self._tickets().search(domain, order="id")
            ],
        )
