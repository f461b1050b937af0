"""Refresh tokens are single use. What a second use means is decided here.

A till whose reply was lost sends the same token again; a thief sends it too. As Auth0 ("rotation
overlap"), Okta ("grace period") and Supabase ("reuse interval", 10 s) do, the same token is taken
again for a few seconds after its first use. It then gets a sibling of the token that was lost.
Of siblings only the first to be used lives on: the use of another one shows that two parties hold
the family, and ends it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(seconds=10)


class Verdict(StrEnum):
    """What to do with a refresh token that was sent."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSED = "reused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored refresh token: when it ends, when it was used, and its relatives.

    `child_used` tells whether a token that was given for it has been used, `sibling_used`
    whether another token that was given for the same parent has.
    """

    expires_at: datetime
    used_at: datetime | None
    child_used: bool
    sibling_used: bool


def judge(token: Seen, now: datetime) -> Verdict:
    """Whether a refresh token that arrives now is rotated, repeated, or shows a theft."""
    if token.sibling_used:
        return Verdict.REUSED
    if token.used_at is not None:
        lost = now - token.used_at <= GRACE and not token.child_used
        if not lost:
            return Verdict.REUSED
        return Verdict.EXPIRED if now >= token.expires_at else Verdict.REPEAT
    return Verdict.EXPIRED if now >= token.expires_at else Verdict.ROTATE
