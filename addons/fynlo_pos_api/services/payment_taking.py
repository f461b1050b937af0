from typing import Any
from uuid import uuid4

from odoo import models

from ..const import ErrorCode
from ..domain.money import from_minor
from ..exceptions import Conflict, Invalid
from ..schemas.common import Money
from ..schemas.payment import Payment
from ..schemas.payment_input import OrderPayment
from ..schemas.payment_method import PaymentKind, kind_of


class FynloPaymentTaking(models.AbstractModel):
    """Takes a payment of an open order, in a command that holds the order."""

    _name = "fynlo.payment.taking"
    _inherit = ["fynlo.order.records"]
    _description = "Takes payments"

    def _take(self, order: Any, data: OrderPayment, path: str = "") -> Payment:
        """Record a payment and leave its events; the one that covers the rest closes the order.

        :param order: an open pos.order that this transaction made or holds
        :param path: where the payment is in the command's input, e.g. `payments.0.`
        :raises Conflict: uuid_taken
        :raises Invalid: overpaid, an unknown method, a wrong currency or tendered amount
        """
        if order.state != "draft":
            detail = "The payments before this one have paid the order."
            raise Invalid(detail, ErrorCode.OVERPAID, field=f"{path}amount")
        method = self._method(order, data.method_id, path)
        tip = self._tip(order, data, path)
        change = self._change(order, data, kind_of(method), path)
        record = self._record(order, method, data, change, path)
        if tip:
            record.fynlo_tip_line_id = self.env["fynlo.tips"]._add(order, tip)
        self._settle(order, change)
        payload = {
            "payment_id": record.uuid,
            "method_id": method.id,
            "amount": data.amount.model_dump(),
            "tip": Money.of(tip, order.currency_id).model_dump(),
            "change": Money.of(change, order.currency_id).model_dump(),
            "due": self._due(order).model_dump(),
        }
        self._emit("payment.recorded", order, payload, order.config_id)
        self._close_if_paid(order, in_cash=kind_of(method) is PaymentKind.CASH)
        return Payment.from_record(record, change)

    def _method(self, order: Any, method_id: int, path: str) -> Any:
        method = order.config_id.payment_method_ids.filtered(lambda item: item.id == method_id)
        if not method:
            raise Invalid(
                f"This till takes no payment method {method_id}.", field=f"{path}method_id"
            )
        if not order.partner_id and (method.split_transactions or method.type == "pay_later"):
            raise Invalid(
                f"{method.name} needs to know the customer: the order has none.",
                field=f"{path}method_id",
            )
        return method

    def _tip(self, order: Any, data: OrderPayment, path: str) -> float:
        """The tip in major units; the amount is paid beside it."""
        tip = self.env["fynlo.tips"]._check(order, data.tip, path)
        return from_minor(tip, order.currency_id.decimal_places)

    def _change(self, order: Any, data: OrderPayment, kind: PaymentKind, path: str) -> float:
        """The change in major units, when the amounts are right."""
        currency = order.currency_id
        for name in ("amount", "tendered"):
            money = getattr(data, name)
            if money and money.currency != currency.name:
                raise Invalid(f"This till takes {currency.name}.", field=f"{path}{name}.currency")
        rounding = self.env["fynlo.cash.rounding"]
        amount, due = data.amount.amount, rounding._due(order, kind is PaymentKind.CASH)
        if amount > due:
            detail = f"Only {due} {currency.name} minor units are due."
            raise Invalid(detail, ErrorCode.OVERPAID, field=f"{path}amount")
        if amount < 0 or (amount == 0 and due > 0):
            raise Invalid("Pay more than nothing.", field=f"{path}amount.amount")
        if kind is PaymentKind.CASH:
            rounding._check(order, amount, f"{path}amount.amount")
        if data.tendered is None:
            return 0.0
        if kind is not PaymentKind.CASH:
            raise Invalid("Only cash is tendered.", field=f"{path}tendered")
        taken = amount + (data.tip.amount if data.tip else 0)
        if data.tendered.amount < taken:
            detail = "The guest tendered less than the amount."
            raise Invalid(detail, field=f"{path}tendered.amount")
        return from_minor(data.tendered.amount - taken, currency.decimal_places)

    def _due(self, order: Any) -> Money:
        return Money.of(order.amount_total - order.amount_paid, order.currency_id)

    def _record(self, order: Any, method: Any, data: OrderPayment, change: float, path: str) -> Any:
        """The pos.payment, and a second one for the change, as Odoo's own till keeps it."""
        uuid = str(data.id or uuid4())
        payments = order.env["pos.payment"]
        if data.id and payments.search_count([("uuid", "=", uuid)], limit=1):
            raise Conflict(
                f"There is a payment {uuid} already.", ErrorCode.UUID_TAKEN, field=f"{path}id"
            )
        paid_at = self._moment(data.paid_at, f"{path}paid_at")
        card, currency = data.card, order.currency_id
        tip = data.tip.as_float(currency) if data.tip else 0.0
        amount = currency.round(data.amount.as_float(currency) + tip + change)
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
                "fynlo_reverses_id": False,
                "fynlo_tip": tip,
                "payment_ref_no": data.reference or False,
                "card_brand": (card and card.brand) or False,
                "card_no": (card and card.last4) or False,
                "payment_method_authcode": (card and card.auth_code) or False,
            }
        ]
        if change:
            name = change_name(uuid)
            values.append({**shared, "name": name, "amount": -change, "is_change": True})
        return payments.create(values)[0]

    def _settle(self, order: Any, change: float) -> None:
        """Sum up the payments."""
        paid = order.currency_id.round(sum(order.payment_ids.mapped("amount")))
        order.write({"amount_paid": paid, "amount_return": order.amount_return + change})

    def _close_if_paid(self, order: Any, *, in_cash: bool = False) -> None:
        """Close an order of which nothing is due, as Odoo's own till does.

        :param in_cash: after a payment in cash, which leaves what is less than a coin
        """
        if self.env["fynlo.cash.rounding"]._due(order, in_cash) > 0:
            return
        order.action_pos_order_paid()
        order._create_order_picking()
        order._compute_total_cost_in_real_time()
        self._emit("order.paid", order, self._summary(order, order.lines), order.config_id)


def change_name(payment_uuid: str) -> str:
    """The label of the change of a payment: what ties the two together."""
    return f"Change {payment_uuid}"
