"""How the price of a set menu (combo) is spread over the dishes that were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """One chosen dish: what its course counts for, in minor units, and how many of it."""

    weight: int
    quantity: int


def spread(price: int, shares: Sequence[Share]) -> list[int]:
    """Unit prices in minor units for the chosen dishes, in proportion to their weights.

    The last dish takes what rounding left, so the parts sum to the price wherever its quantity
    divides the rest; the till of Odoo spreads in the same way (computeComboItems).

    >>> spread(2500, [Share(800, 1), Share(1500, 1), Share(700, 1)])
    [667, 1250, 583]
    >>> spread(1000, [Share(0, 1), Share(0, 1)])
    [500, 500]
    """
    if not any(share.weight for share in shares):
        shares = [Share(1, share.quantity) for share in shares]
    total = sum(share.weight * share.quantity for share in shares)
    prices = [_part(price, share.weight, total) for share in shares]
    rest = price - sum(unit * share.quantity for unit, share in zip(prices, shares, strict=True))
    prices[-1] += _part(rest, 1, shares[-1].quantity)
    return prices


def _part(price: int, weight: int, total: int) -> int:
    exact = Decimal(price * weight) / Decimal(total)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
