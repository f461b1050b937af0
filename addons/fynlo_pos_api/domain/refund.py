"""What a refund gives back: shares of lines, amounts over sets of taxes, and to which payments.

Amounts are minor units. Refunds of the same thing are counted from the start each time, so that
those of the whole of it sum to what was paid, however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .division import divide


@dataclass(frozen=True, slots=True)
class Amounts:
    """An amount without tax (`net`) and with it (`total`)."""

    net: int = 0
    total: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        """Both together."""
        return Amounts(self.net + other.net, self.total + other.total)

    def __sub__(self, other: "Amounts") -> "Amounts":
        """What is left without the other."""
        return Amounts(self.net - other.net, self.total - other.total)


def part(whole: Amounts, share: Fraction, given: Amounts) -> Amounts:
    """What is to be given back of a line now.

    :param share: how much of the line is given back in all, this time included: from 0 to 1
    :param given: what was given back of it before

    >>> whole = Amounts(net=775, total=930)
    >>> first = part(whole, Fraction(1, 3), Amounts())
    >>> second = part(whole, Fraction(2, 3), first)
    >>> first, second, part(whole, Fraction(1), first + second)
    (Amounts(net=258, total=310), Amounts(net=259, total=310), Amounts(net=258, total=310))
    """
    return Amounts(_rounded(whole.net * share), _rounded(whole.total * share)) - given


def split(total: int, left: Sequence[Amounts]) -> list[Amounts]:
    """An amount as parts, one for each set of taxes, in proportion to what is left of each.

    A set of which less than nothing is left gets nothing.

    :param total: at most what is left of all sets
    :raises ValueError: nothing is left

    >>> split(800, [Amounts(net=1079, total=1295), Amounts(net=310, total=310)])
    [Amounts(net=537, total=645), Amounts(net=155, total=155)]
    """
    parts = divide(total, [max(item.total, 0) for item in left])
    return [
        Amounts(_rounded(Fraction(item.net * amount, item.total)) if amount else 0, amount)
        for item, amount in zip(left, parts, strict=True)
    ]


def pay_back(amount: int, left: Sequence[int]) -> list[int]:
    """How much goes back to each payment method, the first ones first.

    :param left: what each method took and did not give back yet; negative counts as nothing
    :raises ValueError: the methods did not take as much

    >>> pay_back(1500, [1000, 0, 2000])
    [1000, 0, 500]
    """
    parts = []
    for taken in left:
        parts.append(min(amount, max(taken, 0)))
        amount -= parts[-1]
    if amount:
        raise ValueError(f"the methods did not take {amount} more")
    return parts


def _rounded(value: Fraction) -> int:
    """To the nearest integer, halves away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) + Fraction(1, 2))
