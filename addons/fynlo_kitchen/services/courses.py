from typing import Any
from uuid import UUID, uuid4

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import CALLER, ErrorCode, Scope
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.exceptions import Conflict, FynloError, NotFound
from odoo.addons.fynlo_pos_api.services.definition import command

from ..const import AutoFire, StationKind
from ..domain.courses import next_course
from ..domain.delta import DeltaKind
from ..domain.ticket_state import OPEN, TO_MAKE, LineState, TicketState
from ..schemas.kitchen import CourseGiven, SentOrder
from .records import _now
from .routing import is_cancelled

# The lowest course that waits of each order, where the last one was sent long enough ago. One that
# staff hold back keeps those after it back too.
_DUE = """
SELECT due.uuid, due.company_id, due.course FROM (
SELECT o.id, o.uuid, held.company_id, MIN(held.course) AS course
  FROM fynlo_kitchen_ticket held
  JOIN pos_order o ON o.id = held.order_id
  JOIN res_company c ON c.id = held.company_id
 WHERE held.state = 'held' AND c.fynlo_auto_fire = %(delay)s
   AND (SELECT MAX(other.sent_at) FROM fynlo_kitchen_ticket other
         WHERE other.order_id = o.id AND other.state <> 'held')
       <= %(now)s - c.fynlo_auto_fire_minutes * INTERVAL '1 minute'
 GROUP BY o.id, o.uuid, held.company_id) AS due
 WHERE NOT EXISTS (SELECT 1 FROM restaurant_order_course kept WHERE kept.order_id = due.id
                    AND kept.index = due.course AND kept.fynlo_kept)
"""


class FynloKitchenCourses(models.AbstractModel):
    """Holds and fires courses, by hand and by themselves."""

    _name = "fynlo.kitchen.courses"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Courses in the kitchen"

    @command("kitchen.fire_course", Scope.KITCHEN_WRITE)
    def fire_course(self, data: CourseGiven) -> SentOrder:
        """Let the stations make a course; from a till, what was not sent of it is sent.

        :raises NotFound: the caller sees no such order, or no such course of it
        :raises Conflict: order_not_open: it is cancelled, or a newer version
        """
        order = self._hold_order_of(data)
        course = self._course(order, data.course)
        if not self._caller.station_id:
            return self._sending()._sent(order, self._fire(order, course))
        # A cook does not see what a waiter has not sent yet, and does not send it.
        self._release(order, course)
        return self._sending()._sent(order, order.lines.browse())

    @command("kitchen.hold", Scope.KITCHEN_WRITE)
    def hold_course(self, data: CourseGiven) -> SentOrder:
        """Hold a course back that no station has begun with, until it is fired.

        :raises NotFound: the caller sees no such order, or no such course of it
        :raises Conflict: operation_refused: it is made; order_not_open, or a newer version
        """
        order = self._hold_order_of(data)
        course = self._course(order, data.course)
        tickets = self._of_course(order, course.index)
        waiting = tickets.filtered(lambda item: item.state in {TicketState.HELD, TicketState.NEW})
        made = tickets.filtered(lambda item: item.state != TicketState.VOIDED) - waiting
        if made:
            raise Conflict(f"Course {course.index} is made already.", ErrorCode.OPERATION_REFUSED)
        course.write({"fired": False, "fired_date": False, "fynlo_kept": True})
        # A cook still has to see that all of a ticket was voided.
        for ticket in waiting.filtered(lambda item: item.state == TicketState.NEW and _left(item)):
            held = {"state": str(TicketState.HELD), "sent_at": False, "late_at": False}
            ticket.write({**held, "undo": False})
            lines = ticket.line_ids.filtered(lambda line: line.state == LineState.NEW)
            lines.write({"state": str(LineState.HELD), "sent_at": False})
            self._tell(ticket, "ticket_changed", held=True)
        return self._sending()._sent(order, order.lines.browse())

    def _fire(self, order: Any, course: Any) -> Any:
        """Fire a course (restaurant.order.course).

        :return: its lines that were sent by it
        """
        self._release(order, course)
        return self._sending()._send(order, order.lines.filtered(lambda x: x.course_id == course))

    def _release(self, order: Any, course: Any) -> None:
        """Let the stations work on the tickets of a course."""
        course.write({"fired": True, "fired_date": _now(), "fynlo_kept": False})
        for ticket in self._of_course(order, course.index):
            if ticket.state == TicketState.HELD:
                self.env["fynlo.kitchen.writing"]._release(ticket)

    def _hold_order_of(self, data: CourseGiven) -> Any:
        """The order of a course, held; for the screen of a station one that it has a ticket of.

        :raises NotFound: the caller sees no such order; a station: no ticket of this course
        :raises Conflict: order_not_open: it is cancelled, or a newer version
        """
        if not self._caller.station_id:
            return self._hold_order(data.order_id, data.base_version)
        own = Domain("order_id.uuid", "=", str(data.order_id)) & Domain("course", "=", data.course)
        if not self._tickets().search_count(self._ticket_scope() & own, limit=1):
            raise NotFound(
                f"This station has no ticket of course {data.course} of order {data.order_id}.",
                field="course",
            )
        # Not the whole order: a station is told of its own tickets only.
        return self._hold_order(data.order_id, data.base_version, self._shown_to_station)

    def _shown_to_station(self, order: Any) -> SentOrder:
        sent: SentOrder = self._sending()._sent(order, order.lines.browse())
        return sent

    def _course(self, order: Any, number: int) -> Any:
        course = order.course_ids.filtered(lambda item: item.index == number)[:1]
        if not course:
            raise NotFound(f"Order {order.pos_reference} has no course {number}.", field="course")
        return course

    def _of_course(self, order: Any, number: int) -> Any:
        domain = [("order_id", "=", order.id), ("course", "=", number)]
        return self._tickets().search(domain, order="id")

    def _sending(self) -> Any:
        return self.env["fynlo.kitchen.sending"]

    # === BY THEMSELVES === #

    def _served(self, order: Any) -> None:
        """Fire the next course, where the company wants it when the one before is served.

        Served is what the expo has handed out; without an expo, what the stations have done.
        """
        if order.company_id.fynlo_auto_fire != AutoFire.SERVED or is_cancelled(order):
            return
        tickets = self._tickets().search([("order_id", "=", order.id), ("course", ">", 0)])
        waiting = tickets.filtered(lambda item: item.state == TicketState.HELD)
        if not waiting:
            return
        at_expo = tickets.filtered(lambda item: item.station_id.kind == StationKind.EXPO)
        unserved = (at_expo or tickets).filtered(lambda item: item.state in OPEN)
        number = next_course(set(waiting.mapped("course")), set(unserved.mapped("course")))
        kept = order.course_ids.filtered("fynlo_kept").mapped("index")
        if number and number not in kept:
            self._fire(order, self._course(order, number))

    def _fire_due(self) -> None:
        """The job of every minute: fire the courses whose time between courses is over."""
        cron = self.env["ir.cron"]
        for order_uuid, company_id, course in self._due():
            caller = self._of_nobody(company_id)
            runner = self.env["fynlo.runner"].with_context(**{CALLER: caller})
            values = {"order_id": UUID(order_uuid), "course": course}
            try:
                runner._command("kitchen.fire_course", values)
            except FynloError:
                # Somebody cancelled the order meanwhile; the others' turn has come all the same.
                continue
            if not cron._commit_progress(1):
                return

    def _due(self) -> list[tuple[str, int, int]]:
        """(order's UUID, company, number of the course) of what is to be fired now."""
        self.env.flush_all()
        self.env.cr.execute(_DUE, {"delay": str(AutoFire.DELAY), "now": _now()})
        rows: list[tuple[str, int, int]] = self.env.cr.fetchall()
        return rows

    def _of_nobody(self, company_id: int) -> Caller:
        """The caller that a job is: nobody's, with the one scope that it needs."""
        return Caller(
            user_id=self.env.uid,
            company_id=company_id,
            scopes=frozenset({Scope.KITCHEN_WRITE}),
            request_id=uuid4().hex,
        )


def _left(ticket: Any) -> Any:
    """The dishes of a ticket that are to be made."""
    return ticket.line_ids.filtered(
        lambda line: line.kind == DeltaKind.ADDED and line.state in TO_MAKE
    )
