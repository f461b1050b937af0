"""Dividing an amount so that the parts sum to the whole."""

from collections.abc import Sequence


def divide(total: int, weights: Sequence[int]) -> list[int]:
    """Parts of an amount in proportion to weights, by the largest remainder.

    Each part is the exact share rounded towards zero, and the units that are left go one each to
    the parts whose shares lost most; of equals the first ones get them. A negative amount, such
    as a discount, is divided like its opposite.

    :param total: an integer, e.g. minor units
    :param weights: one for each part, none negative
    :raises ValueError: the weights are all zero, or one is negative

    >>> divide(1000, [1, 1, 1])
    [334, 333, 333]
    >>> divide(-259, [1295, 1295])
    [-130, -129]
    >>> divide(655, [500, 250, 250])
    [327, 164, 164]
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot divide by the weights {list(weights)}")
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [part for part, _ in shares]
    left = abs(total) - sum(parts)
    by_loss = sorted(range(len(shares)), key=lambda index: -shares[index][1])
    for index in by_loss[:left]:
        parts[index] += 1
    return [sign * part for part in parts]
