"""Shares of a whole."""


def share(part: int, whole: int) -> float:
    """A part of a whole, 0 to 1, to four places; 0 of nothing.

    >>> share(1, 3), share(0, 0)
    (0.3333, 0.0)
    """
    return round(part / whole, 4) if whole else 0.0
