"""Steps shown on the terminal with progress and time, on stderr so that --json stays clean."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDTH = 44


def say(text: str) -> None:
    """Print a line for the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str, progress: Callable[[], str] = str) -> Iterator[None]:
    """Show `title` with the seconds it takes; `progress` is asked for a few words while it runs."""
    began = time.monotonic()
    done = threading.Event()
    shower = None
    if sys.stderr.isatty():
        shower = threading.Thread(target=_animate, args=(title, progress, began, done), daemon=True)
        shower.start()
    outcome = "failed"
    try:
        yield
        outcome = ""
    finally:
        done.set()
        if shower:
            shower.join()
        _show(title, began, outcome, end="\n")


def _animate(title: str, progress: Callable[[], str], began: float, done: threading.Event) -> None:
    while not done.wait(0.2):
        _show(title, began, progress())


def _show(title: str, began: float, words: str, end: str = "") -> None:
    start, clear = ("\r", "\033[K") if sys.stderr.isatty() else ("", "")
    seconds = time.monotonic() - began
    line = f"{start}  {title:<{WIDTH}} {seconds:6.1f} s  {words}".rstrip()
    print(line + clear, end=end, file=sys.stderr, flush=True)
