"""API keys, as the back office makes them."""

from datetime import datetime

from pydantic import Field

from ..const import Scope
from .common import Id, Schema


class ApiKeyCreate(Schema):
    """What the key is for, what it may do, and until when (UTC)."""

    name: str = Field(min_length=1, max_length=80)
    scopes: list[Scope] = Field(min_length=1)
    expires_at: datetime | None = None


class ApiKeyCreated(Schema):
    """The key itself, shown this once."""

    id: Id
    key: str


class ApiKeyId(Schema):
    """Which key."""

    api_key_id: Id
