"""Redis, as something that may be away: a call either answers or gives None, and never waits long.

The address is the environment's FYNLO_REDIS_URL. After a failure nothing is tried for
RETRY_SECONDS, so that an outage costs one time-out, not one for each request.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

_logger = logging.getLogger(__name__)

URL_VARIABLE = "FYNLO_REDIS_URL"
DEFAULT_URL = "redis://127.0.0.1:6379/0"
CONNECT_SECONDS = 0.25
ANSWER_SECONDS = 0.5
RETRY_SECONDS = 3.0

Answer = TypeVar("Answer")


class RedisLink:
    """One process's connections to Redis, with the memory of when it last failed."""

    def __init__(self, url: str) -> None:
        # One retry: a connection that Redis closed while idle is no outage.
        self._client = redis.Redis.from_url(
            url,
            protocol=2,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 1),
            retry_on_error=[redis.ConnectionError],
        )
        self._away_until = 0.0
        self._lock = threading.Lock()

    @property
    def is_away(self) -> bool:
        """Whether the last call failed, a moment ago."""
        return time.monotonic() < self._away_until

    def attempt(self, call: Callable[[Any], Answer]) -> Answer | None:
        """Run `call` with the client; None when Redis is away.

        :param call: gets a redis.Redis; its own None cannot be told from an outage
        """
        if not self._may_try():
            return None
        try:
            answer = call(self._client)
        except redis.RedisError as error:
            self._went_away(error)
            return None
        self._away_until = 0.0
        return answer

    def _may_try(self) -> bool:
        """After an outage one caller tries, and those who come meanwhile do not wait for it."""
        if not self._away_until:
            return True
        with self._lock:
            if self.is_away:
                return False
            self._away_until = time.monotonic() + RETRY_SECONDS
            return True

    def _went_away(self, error: redis.RedisError) -> None:
        self._away_until = time.monotonic() + RETRY_SECONDS
        # The type only: a message may hold the address with its password.
        _logger.warning("Redis is away (%s); going on without it", type(error).__name__)


_links: dict[str, RedisLink] = {}


def address() -> str:
    """The address of Redis that the environment names."""
    return os.environ.get(URL_VARIABLE) or DEFAULT_URL


def link() -> RedisLink:
    """The process's link to Redis."""
    url = address()
    if url not in _links:
        _links[url] = RedisLink(url)
    return _links[url]
