"""Who is at the other end of a websocket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..domain.caller import Caller


@dataclass(frozen=True, eq=False, slots=True)
class Identity:
    """Whom a token proved; `ends_at` is when it ends, in Unix time, and None means never by itself.

    `proof` is what the database said of him: as long as it says the same he may go on.
    `channels` are those of Odoo's bus, by the name that the client knows them by.
    """

    caller: Caller
    ends_at: float | None
    proof: tuple[Any, ...]
    channels: Mapping[str, tuple[Any, str]]
