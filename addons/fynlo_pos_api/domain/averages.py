"""What one of several comes to."""


def average(amount: int, count: int) -> int | None:
    """The share of one, in minor units, halves away from zero; None of nothing.

    >>> average(1000, 3), average(5, 2), average(-5, 2), average(100, 0)
    (333, 3, -3, None)
    """
    if not count:
        return None
    quotient, rest = divmod(abs(amount), count)
    rounded = quotient + (1 if 2 * rest >= count else 0)
    return rounded if amount >= 0 else -rounded
