from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from odoo import models

from ..const import ErrorCode
from ..domain.line_kind import DISHES, LineKind
from ..domain.money import to_minor
from ..domain.refund import Amounts, part, split
from ..exceptions import Invalid
from ..schemas.refund import RefundLineSent, RefundMake, signed

_CHARGES = frozenset({LineKind.DISCOUNT, LineKind.SERVICE_CHARGE})


@dataclass(frozen=True, slots=True)
class Part:
    """What a refund gives back: a share of a line, or without one an amount under some taxes.

    `quantity` and the amounts are positive as in the line that was sold.
    """

    line: Any
    quantity: float
    amounts: Amounts
    taxes: Any


class FynloRefundLines(models.AbstractModel):
    """Works out what a refund gives back, to the penny and tax by tax."""

    _name = "fynlo.refund.lines"
    _inherit = ["fynlo.service"]
    _description = "Lines of refunds"

    def _chosen(self, order: Any, lines: Sequence[RefundLineSent]) -> dict[Any, float]:
        """How much of which line (pos.order.line) the caller gives back, set menus with dishes.

        :raises Invalid: the order has no such line, or less of it
        """
        known = {line.uuid: line for line in order.lines if line.fynlo_kind in DISHES}
        chosen: dict[Any, float] = {}
        for index, sent in enumerate(lines):
            line = known.get(str(sent.line_id))
            path = f"lines.{index}"
            if line is None or line.combo_parent_id or line in chosen:
                raise Invalid(
                    "Send each line of the order once; a set menu by its own line.",
                    field=f"{path}.line_id",
                )
            chosen[line] = self._quantity(line, sent, path)
            for dish in line.combo_line_ids:
                chosen[dish] = dish.qty * chosen[line] / line.qty
        return chosen

    def _quantity(self, line: Any, sent: RefundLineSent, path: str) -> float:
        left = line.qty - line.refunded_qty
        quantity = left
        if sent.quantity is not None:
            quantity = self.env["fynlo.order.lines"]._quantity(sent.quantity, f"{path}.quantity")
        if left <= 0 or quantity > left:
            field = f"{path}.quantity" if sent.quantity else f"{path}.line_id"
            raise Invalid(
                f"Only {max(left, 0):g} of this line are left to give back.",
                ErrorCode.REFUND_TOO_LARGE,
                field=field,
            )
        return quantity

    def _parts(self, order: Any, data: RefundMake, chosen: dict[Any, float]) -> list[Part]:
        """What the refund gives back in all.

        :raises Invalid: refund_too_large
        """
        left = self._left(order)
        parts = self._of_lines(order, chosen) if chosen else []
        if data.amount is not None:
            parts += self._of_amount(data.amount.amount, left)
        self._check_taxes(parts, left)
        if data.tip:
            parts += self._of_tips(order)
        return parts

    def _of_lines(self, order: Any, chosen: dict[Any, float]) -> list[Part]:
        """The chosen lines, and their share of discounts and service charges on the order."""
        shares = {
            line: _ratio(line.refunded_qty + quantity, line.qty)
            for line, quantity in chosen.items()
        }
        parts = [
            self._part(line, chosen[line], share) for line, share in shares.items() if line.qty
        ]
        for line in order.lines:
            if line.fynlo_kind in _CHARGES:
                share = self._share_of_charge(order, line, shares)
                parts.append(self._part(line, 1.0, share))
        return [item for item in parts if item.line in chosen or item.amounts != Amounts()]

    def _share_of_charge(self, order: Any, charge: Any, shares: dict[Any, Fraction]) -> Fraction:
        """How much of a discount or service charge goes back with what it was reckoned on."""
        if charge.fynlo_discount_of_id:
            line = charge.fynlo_discount_of_id
            return shares.get(line, _ratio(line.refunded_qty, line.qty))
        dishes = order.lines.filtered(lambda line: line.fynlo_kind in DISHES)
        dishes = dishes.filtered(lambda line: line.tax_ids == charge.tax_ids) or dishes
        whole = sum(amounts_of(line).total for line in dishes)
        given = sum(
            amounts_of(line).total * shares.get(line, _ratio(line.refunded_qty, line.qty))
            for line in dishes
        )
        return Fraction(given) / whole if whole else Fraction(0)

    def _part(self, line: Any, quantity: float, share: Fraction) -> Part:
        amounts = part(amounts_of(line), share, self._given(line))
        return Part(line, quantity, amounts, line.tax_ids)

    def _of_amount(self, amount: int, left: dict[Any, Amounts]) -> list[Part]:
        """An amount as parts, one under each set of taxes of the order, in proportion."""
        whole = sum(item.total for item in left.values())
        if not 0 < amount <= whole:
            raise Invalid(
                f"Give back from 1 to {max(whole, 0)} minor units.",
                ErrorCode.REFUND_TOO_LARGE,
                field="amount",
            )
        divided = split(amount, list(left.values()))
        nothing = next(iter(left)).env["pos.order.line"]
        return [
            Part(nothing, 1.0, amounts, taxes)
            for taxes, amounts in zip(left, divided, strict=True)
            if amounts.total
        ]

    def _of_tips(self, order: Any) -> list[Part]:
        """All tips that were not given back yet.

        :raises Invalid: there is none
        """
        tips = order.lines.filtered(lambda line: line.fynlo_kind == LineKind.TIP)
        parts = [self._part(line, 1.0, Fraction(1)) for line in tips]
        parts = [item for item in parts if item.amounts.total]
        if not parts:
            detail = "There is no tip left to give back."
            raise Invalid(detail, ErrorCode.REFUND_TOO_LARGE, field="tip")
        return parts

    def _check_taxes(self, parts: Iterable[Part], left: dict[Any, Amounts]) -> None:
        """Under no taxes more goes back than was sold: an amount may have gone back before."""
        for item in parts:
            left[item.taxes] = left.get(item.taxes, Amounts()) - item.amounts
        for taxes, rest in left.items():
            if rest.total < 0 and any(item.taxes == taxes for item in parts):
                raise Invalid(
                    "Less is left to give back of these lines; send an amount instead.",
                    ErrorCode.REFUND_TOO_LARGE,
                    field="lines",
                )

    # === WHAT WAS GIVEN BACK === #

    def _left(self, order: Any) -> dict[Any, Amounts]:
        """What may still be given back under each set of taxes, tips aside."""
        left: dict[Any, Amounts] = {}
        for line in order.lines | self.env["fynlo.refunds"]._of(order).lines:
            if line.fynlo_kind != LineKind.TIP:
                left[line.tax_ids] = left.get(line.tax_ids, Amounts()) + amounts_of(line)
        return left

    def _given(self, line: Any) -> Amounts:
        """What was given back of a line so far."""
        refunds = line.refund_orderline_ids.filtered(lambda item: item.order_id.state != "cancel")
        return sum((Amounts() - amounts_of(item) for item in refunds), Amounts())


def amounts_of(line: Any) -> Amounts:
    """What a line (pos.order.line) costs, in minor units; less than nothing where it gives back."""
    places = line.order_id.currency_id.decimal_places
    return Amounts(
        to_minor(signed(line, line.price_subtotal), places),
        to_minor(signed(line, line.price_subtotal_incl), places),
    )


def _ratio(quantity: float, of: float) -> Fraction:
    """A share of a quantity, free of what floats add to it."""
    if not of:
        return Fraction(1)
    return min(Fraction(repr(quantity)) / Fraction(repr(of)), Fraction(1))
