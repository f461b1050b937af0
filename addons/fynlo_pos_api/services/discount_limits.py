from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from odoo import models

from ..domain.adjustment import Calculation
from ..domain.money import from_minor, to_minor
from ..schemas.order_line import Reduction


@dataclass(frozen=True, slots=True)
class Given:
    """What is off an order already: shares in hundredths of a per cent, amounts in minor units.

    `line_share` is the highest of its lines: the order's own shares come on top of it.
    """

    order_share: int = 0
    line_share: int = 0
    amount: int = 0


class FynloDiscountLimits(models.AbstractModel):
    """What a role may take off an order alone: its discounts count together.

    No dish is below its price by more than the limit's share, be it by a discount of its line, of
    the order, or both; the amounts sum up, whichever line they are of.
    """

    _name = "fynlo.discount.limits"
    _inherit = ["fynlo.service"]
    _description = "Limits of discounts"

    def _allow_on_lines(
        self, order: Any, discounts: Sequence[Reduction], currency: Any, instead_of: Any = None
    ) -> None:
        """Go on when the caller may take this off lines, or somebody approved.

        :param order: the pos.order; None for a new one
        :param discounts: one for each line that gets one
        :param instead_of: the line (pos.order.line) whose discount is another one from now on
        :raises ApprovalRequired: it is above the caller's limit and nobody approved
        """
        if not discounts:
            return
        given = self._given(order, instead_of)
        shares = [_share(discount) for discount in discounts if discount.percent is not None]
        amounts = [discount.amount.amount for discount in discounts if discount.amount]
        if shares:
            self._allow_share(max(shares) + given.order_share)
        if amounts:
            self._allow_amount(currency, sum(amounts) + given.amount)

    def _allow_on_order(self, order: Any, discount: Reduction) -> None:
        """Go on when the caller may take this off the whole order, or somebody approved.

        :raises ApprovalRequired: it is above the caller's limit and nobody approved
        """
        given = self._given(order)
        if discount.percent is not None:
            self._allow_share(_share(discount) + given.order_share + given.line_share)
        elif discount.amount:
            self._allow_amount(order.currency_id, discount.amount.amount + given.amount)

    def _allow_share(self, hundredths: int) -> None:
        reason = f"A discount of {hundredths / 100:g} % in all"
        self.env["fynlo.role.limits"]._allow("discount_percent", hundredths, reason)

    def _allow_amount(self, currency: Any, minor: int) -> None:
        places = currency.decimal_places
        amount = f"{from_minor(minor, places):.{places}f} {currency.name}"
        self.env["fynlo.role.limits"]._allow(
            "discount_amount", minor, f"A discount of {amount} in all"
        )

    def _given(self, order: Any, instead_of: Any = None) -> Given:
        """What is off an order; dishes that were given away had an approval of their own."""
        if not order:
            return Given()
        places = order.currency_id.decimal_places
        lines = order.lines.filtered(lambda line: line.qty > 0 and not line.fynlo_comped)
        if instead_of:
            lines -= instead_of | instead_of.combo_line_ids
        of_order = self.env["fynlo.order.discount"]._discounts(order)
        shares = of_order.filtered(lambda item: item.calculation == Calculation.PERCENT)
        amounts = [*lines.mapped("fynlo_discount_amount"), *(of_order - shares).mapped("value")]
        return Given(
            order_share=sum(_hundredths(value) for value in shares.mapped("value")),
            line_share=max(map(_hundredths, lines.mapped("discount")), default=0),
            amount=sum(to_minor(amount, places) for amount in amounts),
        )


def _share(discount: Reduction) -> int:
    return int((discount.percent or 0) * 100)


def _hundredths(percent: float) -> int:
    return round(percent * 100)
