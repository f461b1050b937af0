from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from odoo import models

from ..const import ErrorCode
from ..domain.money import from_minor, to_minor
from ..domain.refund import pay_back
from ..exceptions import Invalid
from ..schemas.refund import RefundPaymentSent


class FynloRefundPayments(models.AbstractModel):
    """Decides by which methods a refund goes back: those that the guest paid with."""

    _name = "fynlo.refund.payments"
    _inherit = ["fynlo.service"]
    _description = "Payments of refunds"

    def _methods(self, order: Any, sent: Sequence[RefundPaymentSent]) -> list[Any]:
        """The method (pos.payment.method) of each payment that the caller sends.

        :raises Invalid: the till has no such method, or it takes another currency
        """
        found = []
        for index, payment in enumerate(sent):
            path = f"payments.{index}."
            found.append(self.env["fynlo.payment.taking"]._method(order, payment.method_id, path))
            self._check_money(order, payment, path)
        return found

    def _check_money(self, order: Any, payment: RefundPaymentSent, path: str) -> None:
        currency = order.currency_id.name
        if payment.amount.currency != currency:
            raise Invalid(f"This till takes {currency}.", field=f"{path}amount.currency")
        if payment.amount.amount <= 0:
            raise Invalid("Send more than nothing.", field=f"{path}amount.amount")

    def _divide(
        self, order: Any, total: int, methods: Sequence[Any], sent: Sequence[RefundPaymentSent]
    ) -> list[tuple[Any, int]]:
        """How much (minor units) goes back by which method.

        :param methods: of what the caller sends; none: back to where the money came from
        :raises Invalid: what was sent is not the total of the refund
        :raises ApprovalRequired: more by a method than the guest paid with it
        """
        taken = self._taken(order)
        if not sent:
            return self._in_coins(order, self._to_origin(order, total, taken), taken)
        asked: dict[Any, int] = defaultdict(int)
        for method, payment in zip(methods, sent, strict=True):
            asked[method] += payment.amount.amount
        if sum(asked.values()) != total:
            raise Invalid(
                f"The refund is {total} minor units, not {sum(asked.values())}.",
                ErrorCode.TOTAL_MISMATCH,
                field="payments",
            )
        if any(amount > taken.get(method, 0) for method, amount in asked.items()):
            self._require_approval("A refund to another payment method")
        return self._in_coins(order, list(asked.items()), taken)

    def _to_origin(self, order: Any, total: int, taken: dict[Any, int]) -> list[tuple[Any, int]]:
        there = {
            method: amount
            for method, amount in taken.items()
            if method in order.config_id.payment_method_ids
        }
        try:
            amounts = pay_back(total, list(there.values()))
        except ValueError:
            raise Invalid(
                "The till does not have the methods that the guest paid with: send `payments`.",
                field="payments",
            ) from None
        return [pair for pair in zip(there, amounts, strict=True) if pair[1]]

    def _in_coins(
        self, order: Any, divided: list[tuple[Any, int]], taken: dict[Any, int]
    ) -> list[tuple[Any, int]]:
        """The same with cash as there are coins for it, and no more of it than was taken."""
        config, places = order.config_id, order.currency_id.decimal_places
        if not (config.cash_rounding and config.only_round_cash_method):
            return divided
        rounding = self.env["fynlo.cash.rounding"]
        coins = {
            method: to_minor(rounding._round(config, from_minor(amount, places)), places)
            for method, amount in divided
            if method.is_cash_count
        }
        return [
            (method, min(coins.get(method, amount), max(taken.get(method, 0), amount)))
            for method, amount in divided
        ]

    def _taken(self, order: Any) -> dict[Any, int]:
        """What each method took less what it gave back, in minor units; cards come first."""
        places = order.currency_id.decimal_places
        rows = (order | self.env["fynlo.refunds"]._of(order)).payment_ids.sorted("id")
        taken: dict[Any, int] = defaultdict(int)
        for row in rows.sorted(lambda row: row.payment_method_id.is_cash_count):
            taken[row.payment_method_id] += to_minor(row.amount, places)
        return taken
