"""Where the buckets of the rate limits are: in Redis for all processes, or, while Redis is away,
in this process.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.token_bucket import Level, Rate, refill, wait_seconds
from . import redis_client

_SCRIPT = Path(__file__).with_name("limits.lua").read_text()
_KEPT_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether there was a token in every bucket; how long to wait if not; what is left."""

    allowed: bool
    wait_seconds: float
    left: tuple[float, ...]


def take(buckets: Mapping[str, Rate]) -> Taken:
    """Take a token from every bucket, or from none. One round trip to Redis.

    :param buckets: the rate of each bucket, by its key
    """
    taken = redis_client.link().attempt(lambda client: _take_in_redis(client, buckets))
    return taken or _local.take(buckets, time.monotonic())


def _take_in_redis(client: Any, buckets: Mapping[str, Rate]) -> Taken:
    # register_script computes no more than a hash, and sends the text only where it is unknown.
    script = client.register_script(_SCRIPT)
    rates = [value for rate in buckets.values() for value in (rate.per_second, rate.burst)]
    allowed, wait, *left = script(keys=list(buckets), args=rates)
    return Taken(bool(allowed), max(0.0, float(wait)), tuple(float(item) for item in left))


class LocalBuckets:
    """The same buckets in this process, for the time of an outage."""

    def __init__(self) -> None:
        self._levels: dict[str, Level] = {}
        self._lock = threading.Lock()

    def take(self, buckets: Mapping[str, Rate], now: float) -> Taken:
        """Take a token from every bucket, or from none.

        :param now: seconds of a clock that only goes forward
        """
        with self._lock:
            left = [refill(self._levels.get(key), rate, now) for key, rate in buckets.items()]
            wait = max(wait_seconds(*pair) for pair in zip(left, buckets.values(), strict=True))
            if not wait:
                left = [tokens - 1 for tokens in left]
            if len(self._levels) > _KEPT_BUCKETS:
                self._levels.clear()
            self._levels.update(
                {key: Level(tokens, now) for key, tokens in zip(buckets, left, strict=True)}
            )
        return Taken(not wait, wait, tuple(left))


_local = LocalBuckets()
