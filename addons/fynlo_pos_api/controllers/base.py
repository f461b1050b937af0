"""What every controller of the API shares: the two ways into the runner."""

from typing import Any

from pydantic import BaseModel

from odoo import http
from odoo.http import request

from ..exceptions import MalformedRequest
from ..http.reply import Reply
from ..services.definition import definitions

IDEMPOTENCY_HEADER = "Idempotency-Key"
VERSION_HEADER = "If-Match"

# More tags than a client keeps of one address.
_MOST_TAGS = 50


class ApiController(http.Controller):
    """Controllers parse and hand over; commands and queries do the work."""

    def command(self, name: str, values: dict[str, Any]) -> Reply:
        """Run a command with the request's Idempotency-Key, and If-Match as its base_version."""
        key = request.httprequest.headers.get(IDEMPOTENCY_HEADER)
        takes_version = "base_version" in definitions(request.env.registry)[name].input.model_fields
        if takes_version and values.get("base_version") is None:
            version = _version_of(request.httprequest.headers.get(VERSION_HEADER))
            values = values if version is None else values | {"base_version": version}
        return request.env["fynlo.runner"]._command(name, values, key)

    def query(self, name: str, values: dict[str, Any]) -> Reply:
        """Run a query and encode its result."""
        result = request.env["fynlo.runner"]._query(name, values)
        return result if isinstance(result, Reply) else Reply.of(result)


def values_of(schema: BaseModel) -> dict[str, Any]:
    """The fields of a validated body or query, as a command's input takes them."""
    return {name: getattr(schema, name) for name in type(schema).model_fields}


def sent_values(schema: BaseModel) -> dict[str, Any]:
    """The fields that a client sent of a body: a PATCH leaves the others as they are."""
    return {name: getattr(schema, name) for name in schema.model_fields_set}


def _version_of(header: str | None) -> int | None:
    """The version that If-Match names: `"7"`; `*` and no header name none.

    :raises MalformedRequest: it is no version
    """
    if header is None or header.strip() == "*":
        return None
    text = header.strip().strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise MalformedRequest(
            'Send the version that you saw, as If-Match: "7".', field=VERSION_HEADER
        )
    return int(text)


def known_tags() -> list[str]:
    """The entity tags of If-None-Match; a weak one counts as its strong one does (RFC 9110)."""
    sent = request.httprequest.if_none_match
    # An empty tag (`""`) is given as None, and is none of ours.
    tags = ["*"] if sent.star_tag else [tag for tag in sent.as_set(include_weak=True) if tag]
    return tags[:_MOST_TAGS]
