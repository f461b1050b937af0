"""How long somebody is locked out after wrong PINs or codes."""

FREE_TRIES = 5
# A four-digit PIN has 10,000 values: at an hour a try, guessing takes a year.
LOCK_SECONDS = (30, 60, 300, 900, 3600)
# After so long without a try, the count starts again.
FORGET_SECONDS = 24 * 3600


def lock_seconds(failures: int) -> int:
    """For how many seconds the given number of failures in a row locks; 0 is not at all.

    >>> [lock_seconds(n) for n in (1, 4, 5, 6, 7, 8, 9, 100)]
    [0, 0, 30, 60, 300, 900, 3600, 3600]
    """
    if failures < FREE_TRIES:
        return 0
    return LOCK_SECONDS[min(failures - FREE_TRIES, len(LOCK_SECONDS) - 1)]
