from typing import Any

from odoo import models

from ..const import Scope
from ..schemas.common import Money
from ..schemas.order import OrderGet
from ..schemas.payment import OrderBalance, Payment, PaymentCreate, PaymentList, PaymentTaken
from .definition import Idempotency, command, query
from .payment_taking import change_name


class FynloPayment(models.AbstractModel):
    """Takes payments of orders: cash with change, or a card payment that a terminal took."""

    _name = "fynlo.payment"
    _inherit = ["fynlo.order.records"]
    _description = "Payment commands"

    @command("payment.pay", Scope.PAYMENTS_WRITE, Idempotency.REQUIRED)
    def pay(self, data: PaymentCreate) -> PaymentTaken:
        """Record a payment of an open order; the payment that covers the rest closes it.

        :raises Conflict: order_not_open, uuid_taken, or a newer version than `base_version`;
            operation_refused: the share is paid, or the order has changed since it was split
        :raises Invalid: overpaid, an unknown method, a wrong currency or tendered amount; a share
            of another order or amount
        """
        catalogue = self.env["fynlo.catalogue"]
        catalogue._open()
        order = self._lock_open(str(data.order_id), data.base_version)
        shares = self.env["fynlo.order.shares"]
        share = shares._of(order, data.share_id, data.amount) if data.share_id else None
        payment = self.env["fynlo.payment.taking"]._take(order, data)
        if share:
            shares._mark_paid(share, payment.id)
        catalogue._close()
        return PaymentTaken(payment=payment, order=OrderBalance.from_record(order))

    @query("payment.list", Scope.PAYMENTS_READ)
    def list_payments(self, data: OrderGet) -> PaymentList:
        """The payments of one order, in the order in which they were taken, then its refunds'.

        :raises NotFound: there is no such order in the caller's company and till
        """
        order = self._find(str(data.order_id))
        balance = OrderBalance.from_record(order)
        refunded = self.env["fynlo.refunds"]._of(order)
        return PaymentList(
            items=[*self._listed(order), *self._listed(refunded)],
            total=balance.total,
            paid=balance.paid,
            due=balance.due,
            refunded=Money.of(-sum(refunded.mapped("amount_paid")), order.currency_id),
        )

    def _listed(self, orders: Any) -> list[Payment]:
        """What was taken and given back; the change is told with its payment."""
        rows = orders.payment_ids.sorted("id")
        change = {row.name: -row.amount for row in rows if row.is_change}
        cancelled = rows.fynlo_reverses_id
        return [
            Payment.from_record(
                row, change.get(change_name(row.uuid), 0.0), cancelled=row in cancelled
            )
            for row in rows
            if not row.is_change
        ]
