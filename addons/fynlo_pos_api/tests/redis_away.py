"""A Redis that does not answer, for a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from ..http import redis_client

# The discard port of this machine: nothing listens there, so the connection is refused.
NOBODY = "redis://127.0.0.1:9/0"


@contextmanager
def redis_away() -> Iterator[redis_client.RedisLink]:
    """Let the process's link lead nowhere; gives that link."""
    with patch.dict(os.environ, {redis_client.URL_VARIABLE: NOBODY}):
        redis_client._links.pop(NOBODY, None)
        yield redis_client.link()
        redis_client._links.pop(NOBODY, None)
