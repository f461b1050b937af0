import hashlib
from collections.abc import Sequence
from typing import Any

from odoo import models

from ..const import ErrorCode
from ..domain.division import divide
from ..domain.line_kind import DISHES, LineKind
from ..domain.money import from_minor, to_minor
from ..exceptions import Conflict
from .order_parts import line_name, worth
from .pricing import LineToPrice

# How many lines are tried for a penny that the tax engine rounds away.
_TRIES = 5


class FynloOrderSums(models.AbstractModel):
    """Keeps the sum of orders when lines go from one to another.

    Discounts and charges on a whole order stay the amounts that they were: they are divided, or
    put together, and computed by their rules again only when a line changes.
    """

    _name = "fynlo.order.sums"
    _inherit = ["fynlo.order.records"]
    _description = "Sums of orders that are split and merged"

    # === DISCOUNTS AND CHARGES === #

    def _divide_adjustments(self, order: Any, made: Sequence[Any]) -> None:
        """Divide what an order was adjusted by among it and the orders that were made of it.

        Each derived line is divided in proportion to what its dishes cost in each order, by the
        largest remainder; an order without any gets nothing of it.
        """
        parts = [order, *made]
        for adjustment in order.fynlo_adjustment_ids:
            copies = [adjustment, *(self._copy_adjustment(adjustment, part) for part in made)]
            amounts = [0] * len(parts)
            for line in adjustment.line_ids:
                shares = self._divide_line(line, parts, copies)
                amounts = [sum(pair) for pair in zip(amounts, shares, strict=True)]
            if adjustment.calculation == "amount" and any(amounts):
                self._divide_value(copies, [abs(amount) for amount in amounts])
        for part in parts:
            part.fynlo_adjusted_for = self._adjusted_for(part)

    def _merge_adjustments(self, order: Any, others: Any) -> None:
        """Let an order have what others were adjusted by, each as the amount that it was."""
        adjustments = (order | others).fynlo_adjustment_ids
        for adjustment in adjustments:
            if adjustment.line_ids:
                amount = abs(sum(adjustment.line_ids.mapped("price_unit")))
                adjustment.write({"calculation": "amount", "value": amount})
        if adjustments:
            adjustments.order_id = order
            order.fynlo_is_adjusted = True

    def _stands(self, order: Any) -> bool:
        """Whether what an order was adjusted by at a split or merge still is for what it has."""
        return bool(order.fynlo_adjusted_for) and (
            order.fynlo_adjusted_for == self._adjusted_for(order)
        )

    def _adjusted_for(self, order: Any) -> str:
        """What discounts and charges on an order depend upon, in short."""
        dishes = [
            (line.uuid, line.qty, line.price_unit, line.discount, line.fynlo_discount_amount)
            for line in order.lines.sorted("id")
            if line.fynlo_kind in DISHES
        ]
        active = order.fynlo_adjustment_ids.filtered(lambda item: not item.removed)
        told = (order.customer_count, order.fiscal_position_id.id, active.ids, dishes)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def _copy_adjustment(self, adjustment: Any, order: Any) -> Any:
        [values] = adjustment.copy_data({"order_id": order.id})
        return adjustment.create(values)

    def _divide_line(self, line: Any, parts: Sequence[Any], copies: Sequence[Any]) -> list[int]:
        """Divide a derived line; what each order gets, in minor units."""
        total, price = worth(line), line.price_unit
        weights = [self._dishes(part, line) for part in parts]
        if not any(weights):
            weights = [1] + [0] * (len(parts) - 1)
        shares = divide(total, weights)
        for part, copy, share in list(zip(parts, copies, shares, strict=True))[1:]:
            if share:
                own = {"order_id": part.id, "fynlo_adjustment_id": copy.id}
                own |= {"name": line_name(part), "price_unit": price * share / total}
                [values] = line.copy_data(own)
                line.create(values)
        if shares[0]:
            line.price_unit = price * shares[0] / total
        else:
            line.unlink()
        return shares

    def _divide_value(self, copies: Sequence[Any], weights: Sequence[int]) -> None:
        """Each order's part of an amount that was taken off, or put on, as a whole."""
        places = copies[0].currency_id.decimal_places
        whole = to_minor(copies[0].value, places)
        for copy, value in zip(copies, divide(whole, weights), strict=True):
            copy.value = from_minor(value, places)

    def _dishes(self, order: Any, line: Any) -> int:
        """What the dishes of an order cost that a derived line is for, in minor units.

        A discount is for dishes of its own taxes, a charge for all of them.
        """
        dishes = order.lines.filtered(self._is_dish)
        if line.fynlo_kind == LineKind.DISCOUNT:
            dishes = dishes.filtered(lambda dish: dish.tax_ids == line.tax_ids)
        return max(sum(map(worth, dishes)), 0)

    def _is_dish(self, line: Any) -> bool:
        return line.fynlo_kind in DISHES or bool(line.fynlo_discount_of_id)

    # === TOTALS === #

    def _sum_up(self, orders: Sequence[Any], whole: int) -> None:
        """Price the orders as their lines are; together they cost what they did before.

        Where taxes come on top of prices, or are rounded on the whole order, the tax engine may
        give a penny more or less: a line's unit price takes it.

        :param whole: the sum of their totals, in minor units
        :raises Conflict: operation_refused: no unit price gives the sum
        """
        for order in orders:
            self._price(order)
        missing = whole - sum(self._minor(order, order.amount_total) for order in orders)
        if missing and not any(self._absorb(order, missing) for order in orders):
            raise Conflict(
                "These taxes cannot be divided to the penny; split what is due into shares.",
                ErrorCode.OPERATION_REFUSED,
            )

    def _price(self, order: Any) -> None:
        lines = order.lines
        known = [LineToPrice.of_record(line) for line in lines]
        totals = self.env["fynlo.pricing"]._price(order, known)
        for line, priced in zip(lines, known, strict=True):
            line.write({"price_subtotal": priced.net, "price_subtotal_incl": priced.total})
        order.write({"amount_tax": totals.tax, "amount_total": totals.total})

    def _absorb(self, order: Any, missing: int) -> bool:
        """Let one of the dearest lines take what is missing; whether one could."""
        wanted = self._minor(order, order.amount_total) + missing
        sold = order.lines.filtered(lambda line: line.qty > 0 and line.price_subtotal_incl > 0)
        for line in sold.sorted("price_subtotal_incl", reverse=True)[:_TRIES]:
            price = line.price_unit
            for change in (missing, missing + 1, missing - 1):
                share = 1 + change / self._minor(line, line.price_subtotal_incl)
                line.price_unit = price * share
                self._price(order)
                if self._minor(order, order.amount_total) == wanted:
                    return True
                line.price_unit = price
                self._price(order)
        return False

    def _minor(self, record: Any, value: float) -> int:
        return to_minor(value, record.currency_id.decimal_places)
