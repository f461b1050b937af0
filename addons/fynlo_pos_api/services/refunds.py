from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..domain.money import to_minor
from ..schemas.common import Money
from ..schemas.order import OrderGet
from ..schemas.refund import Refund, RefundedOrder, RefundList
from .definition import query


class FynloRefunds(models.AbstractModel):
    """Knows what was given back of an order, and who may give back more."""

    _name = "fynlo.refunds"
    _inherit = ["fynlo.order.records"]
    _description = "Refunds of orders"

    @query("payment.refunds", Scope.PAYMENTS_READ)
    def list_refunds(self, data: OrderGet) -> RefundList:
        """The refunds of an order, the first one first.

        :raises NotFound: there is no such order in the caller's company and till
        """
        order = self._find(str(data.order_id))
        items = [Refund.from_record(refund) for refund in self._of(order)]
        return RefundList(items=items, order=self._balance(order))

    def _of(self, order: Any) -> Any:
        """The refunds (pos.order) of an order, those made in Odoo's own till included."""
        if order.is_refund:
            return order.browse()
        mine = Domain("fynlo_refund_of_id", "=", order.id)
        odoo = Domain("lines.refunded_orderline_id", "in", order.lines.ids)
        state = Domain("state", "!=", "cancel")
        return order.search(state & (mine | odoo), order="id")

    def _balance(self, order: Any) -> RefundedOrder:
        """What was paid of an order, given back, and may be given back yet."""
        currency = order.currency_id
        refunded = -sum(self._of(order).mapped("amount_paid"))
        sold = order.state in {"paid", "done"} and not order.is_refund
        left = order.amount_paid - refunded if sold else 0.0
        return RefundedOrder(
            id=order.uuid,
            version=order.fynlo_version,
            paid=Money.of(order.amount_paid, currency),
            refunded=Money.of(refunded, currency),
            refundable=Money.of(left, currency),
        )

    def _allow(self, order: Any, amount: float, reason: str) -> None:
        """Go on when the caller may give back so much of an order in all, or somebody approved.

        :param amount: of now, in major units of the order's currency
        :raises ApprovalRequired: with what went back before it is above the caller's limit and
            nobody approved
        """
        before = self._given_back(order)
        if before:
            reason += " after what went back before"
        company = order.company_id.currency_id
        value = company.round((before + amount) / (order.currency_rate or 1.0))
        minor = to_minor(value, company.decimal_places)
        self.env["fynlo.role.limits"]._allow("refund_amount", minor, reason)

    def _given_back(self, order: Any) -> float:
        """What went back of an order: refunds, and payments that were taken back."""
        refunded: float = sum(self._of(order).mapped("amount_paid"))
        reversals = order.payment_ids.filtered("fynlo_reverses_id")
        return -refunded - sum(reversals.mapped("amount"))
