from typing import Any

from odoo import models

from ..domain.receipt_text import card_text
from ..schemas.common import Money
from ..schemas.payment_method import kind_of
from ..schemas.receipt import ReceiptPayment
from .payment_taking import change_name


class FynloReceiptPayments(models.AbstractModel):
    """How a receipt was paid. A payment that was cancelled is not on it."""

    _name = "fynlo.receipt.payments"
    _inherit = ["fynlo.service"]
    _description = "Payments of receipts"

    def _paid(self, order: Any) -> dict[str, Any]:
        """The payments that hold and their sums; of a refund what was given back."""
        currency, sign = order.currency_id, -1 if order.is_refund else 1
        rows = order.payment_ids.sorted("id")
        change = {row.name: -row.amount for row in rows if row.is_change}
        off = rows.fynlo_reverses_id
        payments = [
            self._payment(row, change.get(change_name(row.uuid), 0.0), sign)
            for row in rows
            if not row.is_change and not row.fynlo_reverses_id and row not in off
        ]
        due = max(order.amount_total - order.amount_paid, 0.0) if order.state == "draft" else 0.0
        return {
            "payments": payments,
            "paid": Money.of(sign * order.amount_paid, currency),
            "change": Money(
                amount=sum(item.change.amount for item in payments), currency=currency.name
            ),
            "due": Money.of(due, currency),
        }

    def _payment(self, row: Any, change: float, sign: int) -> ReceiptPayment:
        currency, method = row.currency_id, row.payment_method_id
        return ReceiptPayment(
            method=method.name,
            kind=kind_of(method),
            amount=Money.of(sign * (row.amount - change), currency),
            tip=Money.of(sign * row.fynlo_tip, currency),
            tendered=Money.of(sign * row.amount, currency),
            change=Money.of(change, currency),
            card=card_text(row.card_brand or None, row.card_no or None),
        )
