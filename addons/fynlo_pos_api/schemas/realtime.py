"""What clients say on their websocket."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class _Said(BaseModel):
    """A message; members that a later client may send are passed over."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True, frozen=True)


class Authenticate(_Said):
    """Who the client is: an access token, an API key, or the token of a guest's order."""

    type: Literal["authenticate"]
    token: SecretStr = Field(min_length=1, max_length=8192)


class Ping(_Said):
    """Whether the server is there."""

    type: Literal["ping"]


Message = Annotated[Authenticate | Ping, Field(discriminator="type")]


def time_of(seconds: float | None) -> str | None:
    """A Unix time as RFC 3339 in UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
