from collections.abc import Collection
from typing import Any
from uuid import UUID

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import ErrorCode, Scope
from odoo.addons.fynlo_pos_api.exceptions import Conflict, Invalid, NotFound
from odoo.addons.fynlo_pos_api.services.definition import command

from ..domain.delta import DeltaKind
from ..domain.ticket_state import OPEN, TO_MAKE, LineState, TicketState, may_become
from ..schemas.kitchen import LineBump, TicketComplete, TicketGiven
from ..schemas.ticket import Ticket
from .records import _now


class FynloKitchenWorking(models.AbstractModel):
    """What cooks do to tickets: start, complete, bump a line.

    Each is done once: what is started or completed already is answered as it is.
    """

    _name = "fynlo.kitchen.working"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Works on kitchen tickets"

    @command("kitchen.start", Scope.KITCHEN_WRITE)
    def start_ticket(self, data: TicketGiven) -> Ticket:
        """Begin with a ticket: its order is prepared now.

        :raises NotFound: the caller sees no such ticket
        :raises Conflict: operation_refused: it is on hold, done or voided; or a newer version
        """
        ticket = self._hold_ticket(self._ticket(data.ticket_id), data.base_version)
        if ticket.state != TicketState.STARTED:
            self._check_may(ticket, TicketState.STARTED)
            self._undoing()._remember(ticket, "start")
            self._begin(ticket, ticket.line_ids)
            self._tell(ticket, "ticket_started")
        return self._show(ticket)

    @command("kitchen.complete", Scope.KITCHEN_WRITE)
    def complete_ticket(self, data: TicketComplete) -> Ticket:
        """All of a ticket is made; a change or void on it was seen.

        :raises NotFound: the caller sees no such ticket
        :raises Conflict: operation_refused: it is on hold or voided; or a newer version
        :raises Invalid: check_missing: a dish asks for a check that was not ticked
        """
        ticket = self._hold_ticket(self._ticket(data.ticket_id), data.base_version)
        if ticket.state != TicketState.COMPLETED:
            self._check_may(ticket, TicketState.COMPLETED)
            lines = ticket.line_ids.filtered(lambda line: line.state in TO_MAKE)
            self._check_ticked(lines, data.checked)
            self._undoing()._remember(ticket, "complete")
            self._do(ticket, lines)
            self._finish(ticket)
        return self._show(ticket)

    @command("kitchen.bump_line", Scope.KITCHEN_WRITE)
    def bump_line(self, data: LineBump) -> Ticket:
        """A line is made; the last one completes the ticket.

        :raises NotFound: the caller sees no such line
        :raises Conflict: operation_refused: it is on hold or voided; or a newer version
        :raises Invalid: check_missing: the dish asks for a check that was not ticked
        """
        line = self._line(data.ticket_line_id)
        ticket = self._hold_ticket(line.ticket_id, data.base_version)
        if line.state != LineState.DONE:
            if ticket.state not in OPEN or line.state not in TO_MAKE:
                raise _refused(f"This line is {line.state}.")
            self._check_ticked(line, {data.ticket_line_id} if data.checked else ())
            self._undoing()._remember(ticket, "bump_line")
            if ticket.state != TicketState.STARTED:
                self._begin(ticket, line)
            self._do(ticket, line)
            self._tell(ticket, "line_bumped", line_id=line.uuid)
            if not ticket.line_ids.filtered(lambda item: item.state in TO_MAKE):
                self._finish(ticket)
            else:
                self._progress()._finished(line.order_line_id.order_id)
        return self._show(ticket)

    # === STEPS === #

    def _begin(self, ticket: Any, lines: Any) -> None:
        now = _now()
        values = {"state": str(TicketState.STARTED), "changed_at": now}
        ticket.write(values | {"started_at": ticket.started_at or now})
        new = lines.filtered(lambda line: line.state == LineState.NEW)
        new.write({"state": str(LineState.STARTED), "started_at": now})
        self._progress()._started(ticket)

    def _do(self, ticket: Any, lines: Any) -> None:
        """Note that lines are made, and what that took."""
        now = _now()
        dishes = lines.filtered(lambda line: line.kind == DeltaKind.ADDED)
        self.env["fynlo.kitchen.estimates"]._learn(ticket.station_id, dishes, now)
        lines.write({"state": str(LineState.DONE), "done_at": now})
        ticket.changed_at = now

    def _finish(self, ticket: Any) -> None:
        """Take a ticket off the screen, and see what follows for its orders."""
        now = _now()
        left = ticket.line_ids.filtered(lambda line: line.quantity > line.voided_quantity)
        has_dishes = left.filtered(lambda line: line.kind != DeltaKind.VOIDED)
        state = TicketState.COMPLETED if has_dishes else TicketState.VOIDED
        ticket.write(
            {
                "state": str(state),
                "completed_at": ticket.completed_at or now,
                "changed_at": now,
                "moved_from": False,
            }
        )
        self._tell(ticket, "ticket_completed")
        orders = self._progress()._orders_of(ticket)
        self._progress()._finished(orders)
        for order in orders:
            self.env["fynlo.kitchen.courses"]._served(order)

    # === CHECKS === #

    def _check_may(self, ticket: Any, wanted: TicketState) -> None:
        """:raises Conflict: operation_refused: the ticket's state does not allow it."""
        if not may_become(ticket.state, wanted):
            raise _refused(f"This ticket is {ticket.state}.")

    def _check_ticked(self, lines: Any, ticked: Collection[UUID]) -> None:
        """Note the checks that were ticked of lines that are going to be done.

        :raises Invalid: check_missing, with the lines that lack theirs
        """
        asked = lines.filtered(lambda line: line.check_text and not line.is_checked)
        made = asked.filtered(lambda line: line.quantity > line.voided_quantity)
        sent = {str(line_id) for line_id in ticked}
        missing = made.filtered(lambda line: line.uuid not in sent)
        if missing:
            texts = "; ".join(dict.fromkeys(missing.mapped("check_text")))
            raise Invalid(
                f"Tick first: {texts}",
                ErrorCode.CHECK_MISSING,
                field="checked",
                extra={"lines": missing.mapped("uuid")},
            )
        asked.filtered(lambda line: line.uuid in sent).write({"is_checked": True})

    def _line(self, line_id: UUID) -> Any:
        """The ticket's line with this UUID.

        :raises NotFound: the caller sees no such line
        """
        line = self._ticket_lines().search([("uuid", "=", str(line_id))], limit=1)
        seen = line and self._tickets().search_count(
            self._ticket_scope() & Domain("id", "=", line.ticket_id.id), limit=1
        )
        if not seen:
            raise NotFound(f"There is no line {line_id} of a ticket.")
        return line

    def _progress(self) -> Any:
        return self.env["fynlo.kitchen.progress"]

    def _undoing(self) -> Any:
        return self.env["fynlo.kitchen.undoing"]


def _refused(detail: str) -> Conflict:
    return Conflict(detail, ErrorCode.OPERATION_REFUSED)
