from typing import Any

from odoo import models

from ..const import Scope
from ..domain.money import to_minor
from ..exceptions import Invalid
from ..schemas.order import Order
from ..schemas.order_moves import OrderMerge
from .definition import Idempotency, command


class FynloOrderMerge(models.AbstractModel):
    """Puts open orders together."""

    _name = "fynlo.order.merge"
    _inherit = ["fynlo.order.records"]
    _description = "Merges orders"

    @command("order.merge", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def merge_orders(self, data: OrderMerge) -> Order:
        """Put open orders into another one: lines, payments taken so far, covers, discounts.

        The total is the sum of the totals. The emptied orders are cancelled and name the target.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Conflict: order_not_open, session_not_open, or a newer version
        :raises Invalid: an order twice, or of another till or with other taxes than the target
        """
        target, others = self._lock_all(data)
        self._check_alike(target, others)
        orders = target | others
        places = target.currency_id.decimal_places
        whole = sum(to_minor(order.amount_total, places) for order in orders)
        sums = self.env["fynlo.order.sums"]
        sums._merge_adjustments(target, others)
        for other in others:
            self._take_in(target, other)
        sums._sum_up([target], whole)
        if target.fynlo_is_adjusted:
            target.fynlo_adjusted_for = sums._adjusted_for(target)
        self._tell(target, others)
        if target.amount_paid:
            self.env["fynlo.payment.taking"]._close_if_paid(target)
        return Order.from_record(target)

    def _lock_all(self, data: OrderMerge) -> tuple[Any, Any]:
        """The target and the others; held in one order for all, so that no two merges wait for
        each other.
        """
        seen = {data.target_id: data.base_version}
        for index, item in enumerate(data.orders):
            if item.order_id in seen:
                raise Invalid(
                    "Name each order once, and not the target among the others.",
                    field=f"orders.{index}.order_id",
                )
            seen[item.order_id] = item.base_version
        held = {uuid: self._lock_open(str(uuid), seen[uuid]) for uuid in sorted(seen)}
        others = self._orders().concat(*(held[item.order_id] for item in data.orders))
        return held[data.target_id], others

    def _check_alike(self, target: Any, others: Any) -> None:
        for index, other in enumerate(others):
            field = f"orders.{index}.order_id"
            if other.session_id != target.session_id:
                raise Invalid(
                    f"Order {other.pos_reference} is of another till: it is paid there.",
                    field=field,
                )
            if other.fiscal_position_id != target.fiscal_position_id:
                raise Invalid(
                    f"Order {other.pos_reference} has other taxes; change its order type first.",
                    field=field,
                )

    def _take_in(self, target: Any, other: Any) -> None:
        """Let the target have everything of another order, which is cancelled."""
        parts = self.env["fynlo.order.parts"]
        for line in other.lines:
            parts._take_over(line, target)
        other.payment_ids.pos_order_id = target
        # sudo: as in _orders
        shares = self.env["fynlo.order.share"].sudo()
        shares.search([("order_id", "in", (target | other).ids)]).unlink()
        target.write(
            {
                "customer_count": target.customer_count + other.customer_count,
                "partner_id": (target.partner_id or other.partner_id).id,
                "amount_paid": target.amount_paid + other.amount_paid,
                "amount_return": target.amount_return + other.amount_return,
                "is_tipped": target.is_tipped or other.is_tipped,
                "tip_amount": target.tip_amount + other.tip_amount,
                # Its guest follows the target from now on.
                "fynlo_is_tracked": target.fynlo_is_tracked or other.fynlo_is_tracked,
            }
        )
        self.env["fynlo.order.status"]._cancel(other)
        other.write(
            {
                "fynlo_merged_into_id": target.id,
                "state": "cancel",
                "amount_total": 0.0,
                "amount_tax": 0.0,
                "amount_paid": 0.0,
                "amount_return": 0.0,
                "tip_amount": 0.0,
            }
        )

    def _tell(self, target: Any, others: Any) -> None:
        for other in others:
            into = {"id": target.uuid, "reference": target.pos_reference}
            payload = {**self._summary(other, other.lines), "merged_into": into}
            self._emit("order.cancelled", other, payload, target.config_id)
        payload = {
            **self._summary(target, target.lines.browse()),
            "orders": [{"id": item.uuid, "reference": item.pos_reference} for item in others],
        }
        self._emit("order.merged", target, payload, target.config_id)
