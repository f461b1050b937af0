from collections.abc import Sequence
from typing import Any
from uuid import UUID

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.division import divide
from ..domain.money import from_minor
from ..exceptions import Conflict, Invalid
from ..schemas.common import Money
from ..schemas.order import OrderGet
from ..schemas.order_split import Share, ShareList
from .definition import query


class FynloOrderShares(models.AbstractModel):
    """Shares of what is due of an order: who pays what, while the dishes stay together."""

    _name = "fynlo.order.shares"
    _inherit = ["fynlo.order.records"]
    _description = "Shares of orders"

    @query("order.shares", Scope.ORDERS_READ)
    def list_shares(self, data: OrderGet) -> ShareList:
        """The shares of one order, by number.

        :raises NotFound: there is no such order in the caller's company and till
        """
        order = self._find(str(data.order_id))
        shares = self._shares(order)
        return ShareList(
            items=[Share.from_record(share) for share in shares],
            due=self._due(order),
            stale=self._is_stale(order, shares),
        )

    def _evenly(self, order: Any, parts: int) -> Any:
        """Share what is due evenly; the first shares take the pence that are left.

        :raises Invalid: less is due than one unit for each
        """
        due = self._due(order).amount
        if due < parts:
            raise Invalid(f"Only {due} minor units are due, for {parts} shares.", field="parts")
        return self._make(order, divide(due, [1] * parts))

    def _by_amounts(self, order: Any, amounts: Sequence[Money]) -> Any:
        """Share what is due by amounts; what they leave is a share of its own.

        :raises Invalid: an amount is nothing, of another currency, or more than what is left
        """
        left, shares = self._due(order).amount, []
        for index, money in enumerate(amounts):
            field = f"amounts.{index}"
            if money.currency != order.currency_id.name:
                raise Invalid(
                    f"This till takes {order.currency_id.name}.", field=f"{field}.currency"
                )
            if not 0 < money.amount <= left:
                raise Invalid(
                    f"Send an amount from 1 to {left} minor units.", field=f"{field}.amount"
                )
            shares.append(money.amount)
            left -= money.amount
        return self._make(order, [*shares, left] if left else shares)

    def _make(self, order: Any, amounts: Sequence[int]) -> Any:
        """New shares in the place of those that nobody has paid."""
        shares = self._shares(order)
        paid = shares.filtered(lambda share: share._fynlo_payment())
        (shares - paid).unlink()
        places, first = order.currency_id.decimal_places, max(paid.mapped("number"), default=0) + 1
        return shares.create(
            [
                {"order_id": order.id, "number": number, "amount": from_minor(amount, places)}
                for number, amount in enumerate(amounts, first)
            ]
        )

    def _of(self, order: Any, share_id: UUID, amount: Money) -> Any:
        """The open share that a payment of this amount pays.

        :raises Invalid: the order has none of this id, or of another amount
        :raises Conflict: it is paid, or the order has changed since it was split
        """
        shares = self._shares(order)
        share = shares.filtered(lambda item: item.uuid == str(share_id))
        if not share:
            raise Invalid(f"Order {order.pos_reference} has no share {share_id}.", field="share_id")
        if share._fynlo_payment():
            raise Conflict(
                f"Share {share.number} is paid.", ErrorCode.OPERATION_REFUSED, field="share_id"
            )
        if self._is_stale(order, shares):
            raise Conflict(
                "The order has changed since it was split; split it again.",
                ErrorCode.OPERATION_REFUSED,
                field="share_id",
            )
        due = Money.of(share.amount, order.currency_id)
        if amount != due:
            raise Invalid(
                f"Share {share.number} is {due.amount} {due.currency} minor units.",
                field="amount",
            )
        return share

    def _mark_paid(self, share: Any, payment_id: UUID) -> None:
        """Note which payment of the order pays the share."""
        rows = share.order_id.payment_ids
        share.payment_id = rows.filtered(lambda row: row.uuid == str(payment_id))

    def _is_stale(self, order: Any, shares: Any) -> bool:
        """Whether the shares that are not paid sum to something else than what is due."""
        unpaid = shares.filtered(lambda share: not share._fynlo_payment())
        total = sum(Money.of(share.amount, order.currency_id).amount for share in unpaid)
        return bool(shares) and total != self._due(order).amount

    def _shares(self, order: Any) -> Any:
        # sudo: as in _orders; the order was found in the caller's company and till
        return self.env["fynlo.order.share"].sudo().search([("order_id", "=", order.id)])

    def _due(self, order: Any) -> Money:
        return Money.of(max(order.amount_total - order.amount_paid, 0.0), order.currency_id)
