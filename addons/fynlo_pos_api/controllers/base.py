"""What every controller of the API shares: the two ways into the runner."""

from typing import Any

from pydantic import BaseModel

from odoo import http
from odoo.http import request

from ..http.reply import Reply

IDEMPOTENCY_HEADER = "Idempotency-Key"

# More tags than a client keeps of one address.
_MOST_TAGS = 50


class ApiController(http.Controller):
    """Controllers parse and hand over; commands and queries do the work."""

    def command(self, name: str, values: dict[str, Any]) -> Reply:
        """Run a command with the request's Idempotency-Key."""
        key = request.httprequest.headers.get(IDEMPOTENCY_HEADER)
        return request.env["fynlo.runner"]._command(name, values, key)

    def query(self, name: str, values: dict[str, Any]) -> Reply:
        """Run a query and encode its result."""
        result = request.env["fynlo.runner"]._query(name, values)
        return result if isinstance(result, Reply) else Reply.of(result)


def values_of(schema: BaseModel) -> dict[str, Any]:
    """The fields of a validated body or query, as a command's input takes them."""
    return {name: getattr(schema, name) for name in type(schema).model_fields}


def known_tags() -> list[str]:
    """The entity tags of If-None-Match; a weak one counts as its strong one does (RFC 9110)."""
    sent = request.httprequest.if_none_match
    # An empty tag (`""`) is given as None, and is none of ours.
    tags = ["*"] if sent.star_tag else [tag for tag in sent.as_set(include_weak=True) if tag]
    return tags[:_MOST_TAGS]
