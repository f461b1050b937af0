"""How fast a day goes by."""

import threading
import time
from datetime import datetime


class Pace:
    """Holds orders back until their time, `speed` times as fast as in reality; 0 holds nothing.

    Each day begins at once: the nights between are left out.
    """

    def __init__(self, speed: float, begin: datetime) -> None:
        self._speed = speed
        self._begin = begin
        self._started = time.monotonic()

    def hold(self, at: datetime, stop: threading.Event) -> None:
        """Wait until `at` has come, or until `stop` is set."""
        if self._speed <= 0:
            return
        due = self._started + (at - self._begin).total_seconds() / self._speed
        stop.wait(max(due - time.monotonic(), 0))
