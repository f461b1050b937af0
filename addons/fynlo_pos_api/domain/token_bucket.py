"""A token bucket: so many requests a second, with a reserve for bursts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` tokens come back each second, up to `burst`."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Level:
    """How many tokens a bucket held, and when (seconds of any clock)."""

    tokens: float
    at: float


def refill(level: Level | None, rate: Rate, now: float) -> float:
    """The tokens in a bucket now; a bucket that nobody used is full.

    >>> refill(None, Rate(2, 10), 5.0), refill(Level(1, 3.0), Rate(2, 10), 5.0)
    (10.0, 5.0)
    """
    if level is None:
        return float(rate.burst)
    elapsed = max(0.0, now - level.at)
    return min(float(rate.burst), level.tokens + elapsed * rate.per_second)


def wait_seconds(tokens: float, rate: Rate) -> float:
    """How long until there is a whole token; 0 when there is one.

    >>> wait_seconds(1.5, Rate(2, 10)), wait_seconds(0.5, Rate(2, 10))
    (0.0, 0.25)
    """
    return max(0.0, (1 - tokens) / rate.per_second)
