from typing import Any

from odoo import models

from ..const import Scope
from ..domain.reasons import ReasonKind
from ..exceptions import Invalid
from ..schemas.order import Order
from ..schemas.order_line_change import LineComp, LineVoid
from .definition import Idempotency, command
from .order_line_terms import NO_DISCOUNT


class FynloOrderVoid(models.AbstractModel):
    """Takes back what was not made (void), and gives away what was (comp)."""

    _name = "fynlo.order.void"
    _inherit = ["fynlo.order"]
    _description = "Voids and comps"

    @command("order.void_line", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def void_line(self, data: LineVoid) -> Order:
        """Take back what was not made, with a reason and an approval where the role needs one.

        The dishes of a set menu are voided with its own line.

        :raises NotFound: the order has no such line
        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises ApprovalRequired: the caller may not void and nobody approved
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        line = self._whole(self._sent_line(order, data.line_id), "Void")
        quantity = line.qty
        if data.quantity:
            quantity = self._lines()._quantity(data.quantity, "quantity")
        if line.qty <= 0 or quantity > line.qty:
            raise Invalid(
                f"Only {line.qty:g} of this line are left to void.",
                field="quantity" if data.quantity else "line_id",
            )
        reason = self.env["fynlo.reasons"]._of(ReasonKind.VOID, data.reason_id)
        self.env["fynlo.role.limits"]._allow("may_void", None, "Voiding a line")
        self._take_back(line, quantity, reason, data.note)
        payload = told_line(line, quantity, reason, data.note)
        return self._changed(order, "order.line_voided", payload, "quantity")

    @command("order.comp_line", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def comp_line(self, data: LineComp) -> Order:
        """Give away what was made: the line stays with its quantity and costs nothing.

        :raises NotFound: the order has no such line
        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises ApprovalRequired: the caller may not give away and nobody approved
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        line = self._whole(self._sent_line(order, data.line_id), "Give away")
        if line.qty <= 0 or line.fynlo_comped:
            raise Invalid("Nothing of this line is left to give away.", field="line_id")
        reason = self.env["fynlo.reasons"]._of(ReasonKind.COMP, data.reason_id)
        self.env["fynlo.role.limits"]._allow("may_comp", None, "Giving a line away")
        (line | line.combo_line_ids).write(
            NO_DISCOUNT
            | {
                "discount": 100.0,
                "fynlo_comped": True,
                "fynlo_discount_reason_id": reason.id,
                "fynlo_discount_note": data.note or False,
                "fynlo_discount_approver_id": self._run.approver_id or False,
            }
        )
        payload = told_line(line, line.qty, reason, data.note)
        return self._changed(order, "order.line_comped", payload, "line_id")

    def _whole(self, line: Any, verb: str) -> Any:
        """The line, unless it is a part of a set menu."""
        if line.combo_parent_id:
            raise Invalid(f"{verb} the set menu's own line.", field="line_id")
        return line

    def _take_back(self, line: Any, quantity: float, reason: Any, note: str | None = None) -> None:
        """Lower the quantity of a line and of its dishes, and note why."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        share = quantity / line.qty
        for item in line | line.combo_line_ids:
            taken = round(item.qty * share, digits)
            item.write(
                {
                    "qty": round(item.qty - taken, digits),
                    "fynlo_voided_quantity": round(item.fynlo_voided_quantity + taken, digits),
                    "fynlo_void_reason": reason.name,
                    "fynlo_void_reason_id": reason.id,
                    "fynlo_void_note": note or False,
                }
            )


def told_line(line: Any, quantity: float, reason: Any, note: str | None) -> dict[str, Any]:
    """What the event of a void or comp says of the line."""
    return {
        "line_id": line.uuid,
        "product_id": line.product_id.id,
        "quantity": quantity,
        "reason_id": reason.id,
        "reason": reason.name,
        "note": note,
    }
