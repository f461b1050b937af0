"""One side of a duel: what its clients call."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .connection import Connection


@dataclass(frozen=True)
class Outcome:
    """Whether a call did what it should; `order_id` is the UUID of an acknowledged order."""

    ok: bool
    order_id: str | None = None


def nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Side:
    """What is measured.

    call: makes one call for the client of that number.
    paths: matches the paths in the server's log whose queries count.
    prepare: runs before each call and is not timed.
    """

    name: str
    call: Callable[[Connection, int], Outcome]
    paths: re.Pattern[str]
    prepare: Callable[[], None] = nothing

    def named(self, name: str) -> "Side":
        """Return the same calls under another name."""
        return replace(self, name=name)
