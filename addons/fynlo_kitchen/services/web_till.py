from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from odoo import fields, models

from odoo.addons.fynlo_pos_api.const import CALLER, Scope
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.schemas.order import Order
from odoo.addons.fynlo_pos_api.services.definition import command

from ..const import WEB_TILL_SAVES, Sends
from ..domain.ticket_state import TicketState
from ..domain.web_till import moved_lines, told_lines, told_text
from ..schemas.kitchen import SentOrder
from ..schemas.web_till import LineMove, WebTillOrder
from .changes import shown_of
from .routing import is_cancelled

FOLLOW = "kitchen.follow_web_till"


@dataclass(frozen=True)
class Before:
    """An order as it was before the till saved it; `shown` is empty where nothing was sent."""

    told: dict[str, tuple[float, str, str]]
    shown: dict[str, Any]


class FynloKitchenWebTill(models.AbstractModel):
    """Lets the kitchen follow what Odoo's own web till does.

    That till keeps on the order what it has sent. What is new there is sent to the stations; what
    it changed or deleted of dishes that they have is told with the next send, or when it is paid.
    """

    _name = "fynlo.kitchen.web_till"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Odoo's own till and the kitchen"

    @command(FOLLOW, Scope.KITCHEN_WRITE)
    def follow(self, data: WebTillOrder) -> SentOrder:
        """Send what the till has sent, and tell the stations what became of what they have.

        :raises NotFound: there is no such order in the caller's company
        """
        order = self._find(data.order_id)
        self._hold(order, None, Order.from_record)
        changes, sending = self.env["fynlo.kitchen.changes"], self.env["fynlo.kitchen.sending"]
        if data.shown_before:
            changes._note_orders(order, {order.id: data.shown_before})
        if data.moves:
            self.env["fynlo.kitchen.web_till_moves"]._take_over(order, data.moves)
        if data.settles:
            changes._note_lines(order.lines)
            changes._void_deleted(order)
        sent = order.lines.browse()
        if not is_cancelled(order) and not order.is_refund:
            sent = sending._send(order, self._lines(order, data.sent_lines))
            self._fire(order)
        return sending._sent(order, sent)

    def _lines(self, order: Any, uuids: list[str]) -> Any:
        return order.lines.filtered(lambda line: line.uuid in uuids)

    def _fire(self, order: Any) -> None:
        """Fire the courses that the till has fired."""
        held = self._tickets().search(
            [("order_id", "=", order.id), ("state", "=", str(TicketState.HELD))]
        )
        numbers = {*held.mapped("course")}
        for course in order.course_ids.filtered(lambda x: x.fired and x.index in numbers):
            self.env["fynlo.kitchen.courses"]._fire(order, course)

    # === WHAT THE TILL SAVES === #

    def _before(self, order: Any) -> Before:
        """An order (pos.order) that the till is going to save; an empty one is new.

        :raises AccessError: the user may not read it
        """
        # sudo: how often it was sent is known to nobody; the user may read the order itself
        known = order.sudo()
        return Before(
            told_lines(known.last_order_preparation_change or None),
            shown_of(known) if known.fynlo_send_number else {},
        )

    def _saved(self, order: Any, before: Before) -> None:
        """Let the kitchen follow an order that the till has saved."""
        # sudo: settings of the till, and how often it was sent; the user has saved the order
        known = order.sudo()
        told = told_lines(known.last_order_preparation_change or None)
        sends, is_over = known.config_id.fynlo_kitchen_sends, known.state != "draft"
        by_itself = sends == Sends.ORDERED or (sends == Sends.PAID and is_over)
        lines = [*known.lines.mapped("uuid")] if by_itself else [*told]
        sent = lines if by_itself or told != before.told else []
        settles = bool(sent) or (is_over and bool(known.fynlo_send_number))
        changed = bool(before.shown) and shown_of(known) != before.shown
        if settles or changed or self._is_fired(known):
            self._run_follow(
                known,
                sent_lines=sent,
                settles=settles,
                moves=_moves(known) if sent else [],
                shown_before=before.shown,
            )

    def _is_fired(self, order: Any) -> bool:
        """Whether a course that the stations hold back was fired at the till."""
        waiting = order.fynlo_ticket_ids.filtered(lambda x: x.state == TicketState.HELD)
        fired = order.course_ids.filtered("fired").mapped("index")
        return not {*waiting.mapped("course")}.isdisjoint(fired)

    def _sent_when_over(self, order: Any, text: str | None) -> None:
        """Send what the till has sent of an order after it was paid.

        A till without tables does, and Odoo saves nothing of that any more.
        """
        # sudo: as in _saved
        lines, told = order.sudo().lines, told_lines(text)
        if lines.filtered(lambda line: line.uuid in told and not line.fynlo_sent_number):
            self._run_follow(order, sent_lines=[*told])

    def _cancelled(self, orders: Any) -> None:
        """Tell the stations that nothing is to be made of cancelled orders, whoever did it."""
        # sudo: only whether they were sent; the user has cancelled them
        for order in orders.sudo().filtered("fynlo_send_number"):
            self._run_follow(order, settles=True)

    def _orders_with(self, lines: Any) -> Any:
        """The orders whose dishes the kitchen has, of lines that are going to be deleted."""
        if self.env.context.get(WEB_TILL_SAVES):
            return lines.order_id.browse()
        # sudo: only whether they were sent; the deletion itself is checked by Odoo
        return lines.sudo().filtered("fynlo_sent_number").order_id

    def _deleted(self, orders: Any) -> None:
        """Tell the stations that lines of these orders are no more."""
        for order in orders.exists():
            self._run_follow(order, settles=True)

    def _run_follow(self, order: Any, **values: Any) -> None:
        """Run the command for whoever saved the order in Odoo, with the one scope it needs.

        Odoo has checked that the user may; a till whose dishes reach no kitchen would help nobody.
        """
        caller = Caller(
            user_id=self.env.uid,
            company_id=order.company_id.id,
            scopes=frozenset({Scope.KITCHEN_WRITE}),
            request_id=uuid4().hex,
        )
        runner = self.env["fynlo.runner"].with_company(order.company_id)
        data = {"order_id": order.uuid, **values}
        runner.with_context(**{CALLER: caller, WEB_TILL_SAVES: False})._command(FOLLOW, data)

    # === WHAT THE TILL READS === #

    def _note_sent(self, order: Any) -> None:
        """Let Odoo's own till know what the kitchen has of an order: it would send it anew."""
        lines = order.lines.filtered("fynlo_sent_number")
        known = {*lines.mapped("uuid")}
        before = told_lines(order.last_order_preparation_change or None)
        text = told_text(
            [_told(line) for line in lines if line.qty > 0],
            {
                "general_customer_note": order.general_customer_note or "",
                "internal_note": order.internal_note or "",
                "sittingMode": order.preset_id.id or 0,
            },
            fields.Datetime.to_string(fields.Datetime.now()),
            order.last_order_preparation_change or None,
            {*order.lines.mapped("uuid")} - known,
        )
        ours = {uuid: told for uuid, told in told_lines(text).items() if uuid in known}
        if ours != {uuid: told for uuid, told in before.items() if uuid in known}:
            order.last_order_preparation_change = text


def _moves(order: Any) -> list[LineMove]:
    found = moved_lines(order.last_order_preparation_change or None)
    return [LineMove(line=line, source=source, quantity=count) for line, source, count in found]


def _told(line: Any) -> dict[str, Any]:
    return {
        "uuid": line.uuid,
        "product_id": line.product_id.id,
        "name": line.full_product_name,
        "quantity": line.qty,
        "note": line.note,
        "customer_note": line.customer_note,
        "modifiers": line.attribute_value_ids.mapped("name"),
        "isCombo": bool(line.combo_line_ids),
        "combo_parent_uuid": line.combo_parent_id.uuid or None,
    }
