from odoo import models

from ..const import Scope
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

        :raises Conflict: order_not_open, uuid_taken, or a newer version than `base_version`
        :raises Invalid: overpaid, an unknown method, a wrong currency or tendered amount
        """
        catalogue = self.env["fynlo.catalogue"]
        catalogue._open()
        order = self._lock_open(str(data.order_id), data.base_version)
        payment = self.env["fynlo.payment.taking"]._take(order, data)
        catalogue._close()
        return PaymentTaken(payment=payment, order=OrderBalance.from_record(order))

    @query("payment.list", Scope.PAYMENTS_READ)
    def list_payments(self, data: OrderGet) -> PaymentList:
        """The payments of one order, in the order in which they were taken.

        :raises NotFound: there is no such order in the caller's company and till
        """
        order = self._find(str(data.order_id))
        balance = OrderBalance.from_record(order)
        taken = order.payment_ids.filtered(lambda item: not item.is_change).sorted("id")
        change = {item.name: -item.amount for item in order.payment_ids if item.is_change}
        return PaymentList(
            items=[
                Payment.from_record(item, change.get(change_name(item.uuid), 0.0)) for item in taken
            ],
            total=balance.total,
            paid=balance.paid,
            due=balance.due,
        )
