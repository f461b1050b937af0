"""The API's description of itself."""

from typing import Any

from pydantic import Field, RootModel

from .common import Schema


class OpenApiDocument(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""


class OpenApiRead(Schema):
    """Which documents the caller has: the tags of its If-None-Match."""

    known_tags: frozenset[str] = Field(default=frozenset())
