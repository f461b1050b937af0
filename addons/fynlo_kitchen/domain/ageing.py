"""How long a ticket has waited, in the owner's terms."""

from enum import StrEnum


class Age(StrEnum):
    """By the station's thresholds."""

    ON_TIME = "on_time"
    WARN = "warn"
    LATE = "late"


def age_of(seconds: float, warn_seconds: int, late_seconds: int) -> Age:
    """The age of a ticket that has waited so long.

    >>> age_of(599, 600, 900).value, age_of(600, 600, 900).value, age_of(900, 600, 900).value
    ('on_time', 'warn', 'late')
    """
    if seconds >= late_seconds:
        return Age.LATE
    return Age.WARN if seconds >= warn_seconds else Age.ON_TIME
