from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from odoo import models
from odoo.fields import Command

from ..domain.adjustment import Calculation, Rate, after, take_off
from ..domain.line_kind import DISHES, LineKind
from ..domain.money import from_minor, to_minor
from .pricing import LineToPrice

DERIVED = frozenset({LineKind.DISCOUNT, LineKind.SERVICE_CHARGE})

# What the lines of one set of taxes cost, in minor units; the key is the ids of the taxes.
Groups = dict[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived line: what it comes from, and its amount in minor units.

    It comes from an adjustment of the order (its id), or from the discount of a line (its UUID).
    """

    source: int | str
    kind: LineKind
    name: str
    taxes: tuple[int, ...]
    amount: int

    @property
    def key(self) -> tuple[int | str, tuple[int, ...]]:
        """There is one line for each set of taxes."""
        return self.source, self.taxes


class FynloOrderAdjustments(models.AbstractModel):
    """Discounts by amount, discounts on orders, and service charges, as derived lines.

    First each line's own discount, then those of the order one after the other, each on what is
    left; the service charge is on what remains. A tip counts for none of them.
    """

    _name = "fynlo.order.adjustments"
    _inherit = ["fynlo.order.records"]
    _description = "Discounts and charges of orders"

    def _concerns(self, order: Any, new: Sequence[LineToPrice]) -> bool:
        """Whether an order has derived lines, or will have; costs no query."""
        return bool(order.fynlo_is_adjusted) or any(line.amount_off for line in new)

    def _apply(self, order: Any) -> None:
        """Make the derived lines of an order anew from its dishes and adjustments.

        They are priced with the rest afterwards: see fynlo.order.lines._reprice. What a split or
        a merge left stays while the dishes do.
        """
        if self.env["fynlo.order.sums"]._stands(order):
            return
        if not order.fynlo_is_adjusted:
            order.fynlo_is_adjusted = True
        dishes = [LineToPrice.of_record(line) for line in order.lines if line.fynlo_kind in DISHES]
        self.env["fynlo.pricing"]._price(order, dishes)
        self._write(order, self._derive(order, dishes))

    def _derive(self, order: Any, dishes: Sequence[LineToPrice]) -> list[Derived]:
        """The derived lines of priced dishes."""
        costs = {line.uuid: self._cost(order, line) for line in dishes}
        derived = []
        for line in dishes:
            if not line.amount_off:
                continue
            own = [item for item in dishes if line.uuid in {item.uuid, item.parent_uuid}]
            off = take_off(self._amount(order, line.amount_off), _grouped(own, costs))
            derived += [
                Derived(str(line.uuid), LineKind.DISCOUNT, self._name_of(line), taxes, amount)
                for taxes, amount in off.items()
            ]
        left = _grouped(dishes, costs)
        for item in derived:
            left = after(left, {item.taxes: item.amount})
        return derived + self._of_order(order, left)

    def _of_order(self, order: Any, left: Groups) -> list[Derived]:
        """The derived lines of the order's adjustments, on what its dishes cost."""
        active = order.fynlo_adjustment_ids.filtered(lambda item: not item.removed)
        derived = []
        for item in active.filtered(lambda item: item.kind == LineKind.DISCOUNT):
            off = take_off(self._rate(order, item), left)
            left = after(left, off)
            derived += [
                Derived(item.id, LineKind.DISCOUNT, item.name, taxes, amount)
                for taxes, amount in off.items()
            ]
        base = sum(left.values())
        for item in active.filtered(lambda item: item.kind == LineKind.SERVICE_CHARGE):
            amount = self._rate(order, item).of(base, order.customer_count) if base > 0 else 0
            taxes = tuple(sorted(item.service_charge_id.tax_ids.ids))
            if amount:
                derived.append(Derived(item.id, LineKind.SERVICE_CHARGE, item.name, taxes, amount))
        return derived

    def _cost(self, order: Any, line: LineToPrice) -> int:
        """What a priced line costs in the terms of prices: with the taxes that are in them."""
        taxes = order.fiscal_position_id.map_tax(line.taxes)
        included = [tax.price_include for tax in taxes]
        if all(included):
            cost = line.total
        elif not any(included):
            cost = line.net
        else:
            share = 1 - line.discount / 100
            cost = order.currency_id.round(line.price_unit * line.quantity * share)
        return to_minor(cost, order.currency_id.decimal_places)

    def _rate(self, order: Any, adjustment: Any) -> Rate:
        if adjustment.calculation == Calculation.PERCENT:
            return Rate(Calculation.PERCENT, Decimal(str(adjustment.value)))
        return self._amount(order, adjustment.value, Calculation(adjustment.calculation))

    def _amount(
        self, order: Any, value: float, calculation: Calculation = Calculation.AMOUNT
    ) -> Rate:
        return Rate(calculation, Decimal(to_minor(value, order.currency_id.decimal_places)))

    def _name_of(self, line: LineToPrice) -> str:
        return f"Discount: {line.product.display_name}"

    # === WRITING === #

    def _write(self, order: Any, derived: Sequence[Derived]) -> None:
        """Let the order have exactly these derived lines."""
        there = {_key_of(line): line for line in order.lines if line.fynlo_kind in DERIVED}
        kept = order.lines.browse()
        new = []
        for item in derived:
            price = from_minor(item.amount, order.currency_id.decimal_places)
            line = there.get(item.key)
            if line is None:
                new.append(self._values(order, item, price))
                continue
            kept |= line
            if (line.price_unit, line.full_product_name, line.qty) != (price, item.name, 1.0):
                line.write({"price_unit": price, "full_product_name": item.name, "qty": 1.0})
        gone = order.lines.browse(line.id for line in there.values()) - kept
        gone.unlink()
        if new:
            order.env["pos.order.line"].with_context(default_order_id=order.id).create(new)

    def _soften(self, order: Any, total: float) -> bool:
        """Lower the largest discount by what an order costs less than nothing; whether it did.

        Where taxes come on top of prices and are rounded line by line, those of a discount of
        everything may be some pence more than those of the dishes.

        :param total: of the order, in major units
        """
        discounts = order.lines.filtered(lambda line: line.fynlo_kind == LineKind.DISCOUNT)
        if order.currency_id.compare_amounts(total, 0.0) >= 0 or not discounts:
            return False
        largest = discounts.sorted("price_unit")[0]
        largest.price_unit = order.currency_id.round(largest.price_unit - total)
        return True

    def _values(self, order: Any, item: Derived, price: float) -> dict[str, Any]:
        """Values of a derived line; its amounts come with the order's next pricing."""
        company = order.company_id
        is_charge = item.kind is LineKind.SERVICE_CHARGE
        product = (
            company.fynlo_service_charge_product_id
            if is_charge
            else company.fynlo_discount_product_id
        )
        source: dict[str, Any] = {"fynlo_adjustment_id": item.source}
        if isinstance(item.source, str):
            dish = order.lines.filtered(lambda line: line.uuid == item.source)
            source = {"fynlo_discount_of_id": dish.id}
        return {
            "uuid": str(uuid4()),
            "company_id": company.id,
            "name": f"{order.pos_reference}/{item.kind}",
            "product_id": product.id,
            "full_product_name": item.name,
            "fynlo_kind": str(item.kind),
            "qty": 1.0,
            "price_unit": price,
            "tax_ids": [Command.set(item.taxes)],
            "price_subtotal": 0.0,
            "price_subtotal_incl": 0.0,
            **source,
        }


def _grouped(lines: Sequence[LineToPrice], costs: dict[str | None, int]) -> Groups:
    """What lines cost by their taxes, in the order of the lines."""
    groups: Groups = {}
    for line in lines:
        taxes = tuple(sorted(line.taxes.ids))
        groups[taxes] = groups.get(taxes, 0) + costs[line.uuid]
    return groups


def _key_of(line: Any) -> tuple[int | str, tuple[int, ...]]:
    source = line.fynlo_adjustment_id.id or line.fynlo_discount_of_id.uuid
    return source, tuple(sorted(line.tax_ids.ids))
