from typing import Any
from uuid import UUID, uuid4

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid
from ..schemas.common import Money
from ..schemas.order import OrderGet
from ..schemas.payment import (
    OrderBalance,
    Payment,
    PaymentCreate,
    PaymentList,
    PaymentTaken,
)
from ..schemas.payment_method import PaymentKind, kind_of
from .definition import Idempotency, command, query


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
        method = self._method(order, data.method_id)
        change = self._check(order, data, kind_of(method))
        payment = self._record(order, method, data, change)
        self._settle(order, change)
        catalogue._close()
        currency = order.currency_id
        self._emit(
            "payment.recorded",
            order,
            {
                "payment_id": payment.uuid,
                "method_id": method.id,
                "amount": data.amount.model_dump(),
                "change": Money.of(change, currency).model_dump(),
                "due": Money.of(order.amount_total - order.amount_paid, currency).model_dump(),
            },
            order.config_id,
        )
        if order.state == "paid":
            self._emit("order.paid", order, self._summary(order, order.lines), order.config_id)
        return PaymentTaken(
            payment=self._payment(payment, change), order=OrderBalance.from_record(order)
        )

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
            items=[self._payment(item, change.get(_change_name(item.uuid), 0.0)) for item in taken],
            total=balance.total,
            paid=balance.paid,
            due=balance.due,
        )

    def _method(self, order: Any, method_id: int) -> Any:
        method = order.config_id.payment_method_ids.filtered(lambda item: item.id == method_id)
        if not method:
            raise Invalid(f"This till takes no payment method {method_id}.", field="method_id")
        return method

    def _check(self, order: Any, data: PaymentCreate, kind: PaymentKind) -> float:
        """The change in major units, when the amounts are right."""
        currency = order.currency_id
        for name in ("amount", "tendered"):
            money = getattr(data, name)
            if money and money.currency != currency.name:
                raise Invalid(f"This till takes {currency.name}.", field=f"{name}.currency")
        due = Money.of(order.amount_total - order.amount_paid, currency).amount
        if data.amount.amount > due:
            raise Invalid(
                f"Only {due} {currency.name} minor units are due.",
                ErrorCode.OVERPAID,
                field="amount",
            )
        if data.amount.amount < 0 or (data.amount.amount == 0 and due > 0):
            raise Invalid("Pay more than nothing.", field="amount.amount")
        if data.tendered is None:
            return 0.0
        if kind is not PaymentKind.CASH:
            raise Invalid("Only cash is tendered.", field="tendered")
        if data.tendered.amount < data.amount.amount:
            raise Invalid("The guest tendered less than the amount.", field="tendered.amount")
        return data.tendered.as_float(currency) - data.amount.as_float(currency)

    def _record(self, order: Any, method: Any, data: PaymentCreate, change: float) -> Any:
        """The pos.payment, and a second one for the change, as Odoo's own till keeps it."""
        uuid = str(data.id or uuid4())
        payments = order.env["pos.payment"]
        if data.id and payments.search_count([("uuid", "=", uuid)], limit=1):
            raise Conflict(f"There is a payment {uuid} already.", ErrorCode.UUID_TAKEN, field="id")
        paid_at = self._moment(data.paid_at, "paid_at")
        card = data.card
        amount = order.currency_id.round(data.amount.as_float(order.currency_id) + change)
        shared = {
            "pos_order_id": order.id,
            "session_id": order.session_id.id,
            "company_id": order.company_id.id,
            "employee_id": order.employee_id.id,
            "payment_method_id": method.id,
            "payment_date": paid_at,
        }
        values = [
            {
                **shared,
                "uuid": uuid,
                "amount": amount,
                "payment_ref_no": data.reference or False,
                "card_brand": (card and card.brand) or False,
                "card_no": (card and card.last4) or False,
                "payment_method_authcode": (card and card.auth_code) or False,
            }
        ]
        if change:
            name = _change_name(uuid)
            values.append({**shared, "name": name, "amount": -change, "is_change": True})
        return payments.create(values)[0]

    def _settle(self, order: Any, change: float) -> None:
        """Sum up the payments and, when nothing is due, close the order as Odoo's till does."""
        currency = order.currency_id
        paid = currency.round(sum(order.payment_ids.mapped("amount")))
        order.write({"amount_paid": paid, "amount_return": order.amount_return + change})
        if currency.compare_amounts(paid, order.amount_total) >= 0:
            order.action_pos_order_paid()
            order._create_order_picking()
            order._compute_total_cost_in_real_time()

    def _payment(self, payment: Any, change: float) -> Payment:
        currency, method = payment.currency_id, payment.payment_method_id
        return Payment(
            id=UUID(payment.uuid),
            order_id=UUID(payment.pos_order_id.uuid),
            method_id=method.id,
            method=method.name,
            kind=kind_of(method),
            amount=Money.of(payment.amount - change, currency),
            tendered=Money.of(payment.amount, currency),
            change=Money.of(change, currency),
            reference=payment.payment_ref_no or None,
            paid_at=payment.payment_date,
            employee_id=payment.employee_id.id or None,
        )


def _change_name(payment_uuid: str) -> str:
    """The label of the change of a payment: what ties the two together."""
    return f"Change {payment_uuid}"
