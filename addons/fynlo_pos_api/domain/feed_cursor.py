"""Cursors of the feed of events: up to where somebody has seen everything."""

import base64
import binascii
import re
from dataclasses import dataclass

# A transaction's id as PostgreSQL counts it for ever (xid8) fits in these.
_FORM = re.compile(r"v1:([0-9a-f]{1,32}):(\d{1,19}):(\d{1,19})", re.ASCII)
_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """Everything up to (xid, event_id) was seen, in the history that the epoch names.

    A restored database tells another history: what was seen of the old one says nothing of it.

    >>> FeedCursor.decode(FeedCursor("a1", 812, 57).encode())
    FeedCursor(epoch='a1', xid=812, event_id=57)
    """

    epoch: str
    xid: int
    event_id: int

    def encode(self) -> str:
        """The cursor as clients get it; they send it back as it came."""
        text = f"v1:{self.epoch}:{self.xid}:{self.event_id}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "FeedCursor":
        """The cursor that encode made.

        :raises ValueError: it was not made by encode

        >>> FeedCursor.decode("nonsense")
        Traceback (most recent call last):
        ValueError: not a cursor: nonsense
        """
        padded = text + "=" * (-len(text) % 4)
        try:
            match = _FORM.fullmatch(base64.urlsafe_b64decode(padded).decode())
        except (binascii.Error, ValueError):
            match = None
        if match is None or max(int(match[2]), int(match[3])) > _MOST:
            raise ValueError(f"not a cursor: {text}")
        return cls(match[1], int(match[2]), int(match[3]))
