"""Calls that begin at the same moment."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def together(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Make every call in a thread of its own, all at once; their results in order.

    A slow machine answers 503 with Retry-After when the others keep it too long: as a till
    does, the same call, with its key, is then made again.
    """
    barrier = Barrier(len(calls))

    def wait_and(call: Callable[[], T]) -> T:
        barrier.wait()
        result = call()
        while getattr(result, "status_code", 200) == 503:
            time.sleep(float(result.headers["Retry-After"]))  # type: ignore[attr-defined]
            result = call()
        return result

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(wait_and, calls))
