"""Discounts on an order and service charges: how much they are, over which taxes.

Amounts are integers in minor units, in the terms of the prices: with those taxes that are included
in prices. A discount is negative, as the lines that stand for it are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

from .division import divide

Group = TypeVar("Group")


class Calculation(StrEnum):
    """What the value of a discount or charge stands for."""

    PERCENT = "percent"
    AMOUNT = "amount"
    PER_COVER = "per_cover"


CALCULATIONS: dict[Calculation, str] = {
    Calculation.PERCENT: "Per cent",
    Calculation.AMOUNT: "Amount",
    Calculation.PER_COVER: "Amount per cover",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share (per cent), an amount (minor units), or one for each cover."""

    calculation: Calculation
    value: Decimal

    def of(self, base: int, covers: int = 0) -> int:
        """What it comes to, of so much; halves are rounded up.

        >>> Rate(Calculation.PERCENT, Decimal("12.5")).of(1300)
        163
        >>> Rate(Calculation.PER_COVER, Decimal(150)).of(9999, covers=4)
        600
        """
        if self.calculation is Calculation.PERCENT:
            exact = base * self.value / 100
        elif self.calculation is Calculation.PER_COVER:
            exact = self.value * covers
        else:
            exact = self.value
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def take_off(rate: Rate, left: Mapping[Group, int]) -> dict[Group, int]:
    """A discount over groups of lines with the same taxes, in proportion to what they cost.

    It is never more than what is left, so nothing is sold for less than nothing.

    :param left: what each group costs still
    :return: for each group what it loses, negative; groups that lose nothing are left out

    >>> take_off(Rate(Calculation.PERCENT, Decimal(10)), {"20 %": 1295, "0 %": 310})
    {'20 %': -130, '0 %': -31}
    >>> take_off(Rate(Calculation.AMOUNT, Decimal(500)), {"20 %": 200, "0 %": 100})
    {'20 %': -200, '0 %': -100}
    """
    groups = {group: amount for group, amount in left.items() if amount > 0}
    base = sum(groups.values())
    off = min(rate.of(base), base)
    if off <= 0:
        return {}
    parts = divide(-off, list(groups.values()))
    return {group: part for group, part in zip(groups, parts, strict=True) if part}


def after(left: Mapping[Group, int], changes: Mapping[Group, int]) -> dict[Group, int]:
    """What each group costs after a discount."""
    return {group: amount + changes.get(group, 0) for group, amount in left.items()}
