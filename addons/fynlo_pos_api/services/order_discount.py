from typing import Any
from uuid import UUID, uuid4

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.adjustment import Calculation
from ..domain.line_kind import LineKind
from ..domain.reasons import ReasonKind
from ..exceptions import Conflict, NotFound
from ..schemas.common import Money
from ..schemas.order import Order
from ..schemas.order_adjustment import DiscountAdd, DiscountRemove
from .definition import Idempotency, command


class FynloOrderDiscount(models.AbstractModel):
    """Discounts on whole orders."""

    _name = "fynlo.order.discount"
    _inherit = ["fynlo.order"]
    _description = "Discounts on orders"

    @command("order.add_discount", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def add_discount(self, data: DiscountAdd) -> Order:
        """Take a share or an amount off the whole order; never more than it costs.

        :raises Conflict: order_not_open, uuid_taken, or a newer version than `base_version`
        :raises ApprovalRequired: all discounts together are above the caller's limit
        :raises Invalid: overpaid: more was paid than what would be left
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        reason = self.env["fynlo.reasons"]._of(ReasonKind.DISCOUNT, data.reason_id)
        percent, amount = self._terms()._off(order, data)
        self.env["fynlo.discount.limits"]._allow_on_order(order, data)
        self._check_id(data.id)
        discount = order.env["fynlo.order.adjustment"].create(
            {
                "uuid": str(data.id or uuid4()),
                "order_id": order.id,
                "kind": str(LineKind.DISCOUNT),
                "name": f"Discount: {reason.name}",
                "calculation": str(Calculation.PERCENT if percent else Calculation.AMOUNT),
                "value": percent or amount,
                "reason_id": reason.id,
                "note": data.note or False,
                "employee_id": self._caller.employee_id or False,
                "approver_id": self._run.approver_id or False,
            }
        )
        order.fynlo_is_adjusted = True
        payload = _payload(discount, order.currency_id)
        return self._changed(order, "order.discounted", payload, "percent" if percent else "amount")

    @command("order.remove_discount", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def remove_discount(self, data: DiscountRemove) -> Order:
        """Take a discount off an open order.

        :raises NotFound: the order has no such discount
        :raises Conflict: order_not_open, or a newer version than what the caller saw
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        discount = self._discounts(order).filtered(
            lambda item: item.uuid == str(data.adjustment_id)
        )
        if not discount:
            raise NotFound(f"Order {order.pos_reference} has no discount {data.adjustment_id}.")
        payload = _payload(discount, order.currency_id)
        discount.unlink()
        return self._changed(order, "order.discount_removed", payload, "adjustment_id")

    def _terms(self) -> Any:
        return self.env["fynlo.order.line_terms"]

    def _discounts(self, order: Any) -> Any:
        """The order's own discounts (fynlo.order.adjustment)."""
        if not order.fynlo_is_adjusted:
            return order.env["fynlo.order.adjustment"]
        return order.fynlo_adjustment_ids.filtered(lambda item: item.kind == LineKind.DISCOUNT)

    def _check_id(self, uuid: UUID | None) -> None:
        # sudo: an id that another company's device made is taken too, and no more is told of it
        discounts = self.env["fynlo.order.adjustment"].sudo()
        if uuid and discounts.search_count([("uuid", "=", str(uuid))], limit=1):
            raise Conflict("There is such a discount already.", ErrorCode.UUID_TAKEN, field="id")


def _payload(discount: Any, currency: Any) -> dict[str, Any]:
    is_share = discount.calculation == Calculation.PERCENT
    return {
        "adjustment_id": discount.uuid,
        "percent": discount.value if is_share else None,
        "amount": None if is_share else Money.of(discount.value, currency).model_dump(),
        "reason_id": discount.reason_id.id,
        "reason": discount.reason_id.name,
        "note": discount.note or None,
    }
