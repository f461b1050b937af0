"""Which PINs are too easy to guess."""

from itertools import pairwise

SHORTEST, LONGEST = 4, 8


def is_weak(pin: str) -> bool:
    """Whether a PIN (digits) is one that a guesser tries first.

    One digit, or a pair of digits, over and over; digits that go up or down one by one (0 follows
    9); the middle column of the keys.

    >>> [is_weak(pin) for pin in ("1111", "1212", "1234", "8901", "4321", "2580")]
    [True, True, True, True, True, True]
    >>> [is_weak(pin) for pin in ("4826", "1357", "1221", "124578")]
    [False, False, False, False]
    """
    pairs_repeat = len(pin) % 2 == 0 and pin == pin[:2] * (len(pin) // 2)
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return pairs_repeat or len(set(pin)) == 1 or steps in ({1}, {9}) or pin in {"2580", "0852"}
