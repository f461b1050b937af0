from datetime import timedelta
from typing import Any

from odoo import fields, models

from odoo.addons.fynlo_pos_api.const import ErrorCode, Scope
from odoo.addons.fynlo_pos_api.exceptions import Conflict
from odoo.addons.fynlo_pos_api.services.definition import command

from ..const import StationKind
from ..domain.ticket_state import OPEN, LineState, TicketState
from ..schemas.kitchen import TicketGiven, TicketRush
from ..schemas.ticket import Ticket
from .records import _now

# What an action may change of a ticket, and of its lines.
_OF_TICKET = ("state", "started_at", "completed_at", "recalls", "is_rushed", "moved_from")
_OF_LINE = ("state", "started_at", "done_at", "work_seconds", "is_checked")


class FynloKitchenUndoing(models.AbstractModel):
    """Brings tickets back, or to the front, and takes back what was done by mistake."""

    _name = "fynlo.kitchen.undoing"
    _inherit = ["fynlo.kitchen.working"]
    _description = "Recalls and undoes in the kitchen"

    @command("kitchen.recall", Scope.KITCHEN_WRITE)
    def recall_ticket(self, data: TicketGiven) -> Ticket:
        """Bring a completed ticket back to the screen; its dishes are to be made again.

        The order's status stays as it is: the guest was told.

        :raises NotFound: the caller sees no such ticket
        :raises Conflict: operation_refused: it is not completed; or a newer version
        """
        ticket = self._hold_ticket(self._ticket(data.ticket_id), data.base_version)
        if ticket.state != TicketState.RECALLED:
            self._check_may(ticket, TicketState.RECALLED)
            self._remember(ticket, "recall")
            ticket.write(
                {
                    "state": str(TicketState.RECALLED),
                    "recalls": ticket.recalls + 1,
                    "changed_at": _now(),
                }
            )
            done = ticket.line_ids.filtered(
                lambda line: line.state == LineState.DONE and line.quantity > line.voided_quantity
            )
            done.write({"state": str(LineState.NEW), "started_at": False, "is_checked": False})
            self._tell(ticket, "ticket_recalled")
        return self._show(ticket)

    @command("kitchen.rush", Scope.KITCHEN_WRITE)
    def rush_ticket(self, data: TicketRush) -> Ticket:
        """Mark a ticket as urgent, or no longer; one of the expo, with those of the other stations.

        :raises NotFound: the caller sees no such ticket
        :raises Conflict: operation_refused: it is done or voided; or a newer version
        """
        ticket = self._hold_ticket(self._ticket(data.ticket_id), data.base_version)
        shown = {*OPEN, TicketState.HELD}
        if ticket.state not in shown:
            raise Conflict(f"This ticket is {ticket.state}.", ErrorCode.OPERATION_REFUSED)
        tickets = ticket
        if ticket.station_id.kind == StationKind.EXPO:
            tickets |= ticket.order_id.fynlo_ticket_ids.filtered(lambda x: x.state in shown)
        for item in tickets.filtered(lambda x: x.is_rushed != data.rushed).sorted("id"):
            self._remember(item, "rush")
            item.write({"is_rushed": data.rushed, "changed_at": _now()})
            self._tell(item, "ticket_rushed", rushed=data.rushed)
        return self._show(ticket)

    @command("kitchen.undo", Scope.KITCHEN_WRITE)
    def undo_action(self, data: TicketGiven) -> Ticket:
        """Take back what was last done to a ticket, within the seconds that the company allows.

        The order's status stays as it is.

        :raises NotFound: the caller sees no such ticket
        :raises Conflict: operation_refused: there is nothing to undo, or it is too late; or a
            newer version
        """
        ticket = self._hold_ticket(self._ticket(data.ticket_id), data.base_version)
        before = ticket.undo
        if not before or _now() > ticket.changed_at + _lasts(ticket):
            raise Conflict("There is nothing to undo any more.", ErrorCode.OPERATION_REFUSED)
        ticket.write({**before["ticket"], "undo": False, "changed_at": _now()})
        for line in ticket.line_ids:
            values = before["lines"].get(line.uuid)
            # One that was voided since is not to be made; one that was done then says so by how
            # many of it are left.
            is_left = line.state != LineState.VOIDED and line.voided_quantity < line.quantity
            if values and is_left:
                line.write(values)
        self._tell(ticket, "ticket_changed", undone=before["action"])
        return self._show(ticket)

    def _remember(self, ticket: Any, action: str) -> None:
        """Keep how a ticket is before an action, for an undo of it."""
        ticket.undo = {
            "action": action,
            "ticket": _values(ticket, _OF_TICKET),
            "lines": {line.uuid: _values(line, _OF_LINE) for line in ticket.line_ids},
        }


def _lasts(ticket: Any) -> timedelta:
    return timedelta(seconds=ticket.company_id.fynlo_undo_seconds)


def _values(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for name in names:
        value = record[name]
        is_time = name.endswith("_at") and value
        found[name] = fields.Datetime.to_string(value) if is_time else value
    return found
