"""The OpenAPI 3.1 document, made from the routes and the commands and queries behind them."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..const import API_PREFIX
from .openapi_operation import REQUEST_HEADERS, RESPONSE_HEADERS, Example, describe
from .openapi_schemas import Schemas
from .operation import Operation

BEARER = "bearer"

_INTRODUCTION = """\
The restaurant point of sale as an API. Money is an integer of the currency's minor unit, times
are UTC. Every error is a problem document (RFC 9457) whose `code` is one of a fixed list. Send a
new `Idempotency-Key` with each new action and the same one when you repeat it: it is done once.
"""


@dataclass(frozen=True)
class Endpoint:
    """A published operation, and what its controller says about its group."""

    operation: Operation
    about: str


def endpoints(routing_map: Any) -> Iterator[Endpoint]:
    """The operations of all installed addons, in the order of their paths."""
    found = {}
    for rule in routing_map.iter_rules():
        operation = rule.endpoint.routing.get("operation")
        if operation is not None:
            controller = _controller(rule.endpoint.func)
            found[operation.path, operation.method] = Endpoint(
                operation, inspect.getdoc(controller) or ""
            )
    for _, endpoint in sorted(found.items(), key=lambda item: item[0]):
        yield endpoint


def _controller(method: Any) -> type:
    """The class that has the method: Odoo makes one of all controllers of an installation."""
    classes = type(method.__self__).__mro__
    return next(cls for cls in classes if method.__name__ in vars(cls))


def document(
    published: Iterable[Endpoint],
    definitions: Mapping[str, Any],
    version: str,
    examples: Mapping[str, Example],
) -> dict[str, Any]:
    """The whole document.

    :param definitions: commands and queries by name
    :param version: of the addon that publishes it
    :param examples: of requests and responses, by the name of their operation
    """
    known = list(published)
    schemas = Schemas.of([item.operation for item in known], definitions)
    paths: dict[str, dict[str, Any]] = {}
    for item in known:
        operation = item.operation
        definition = definitions[operation.calls] if operation.calls else None
        path = paths.setdefault(operation.path, {})
        path[operation.method.lower()] = describe(
            operation, definition, schemas, examples.get(operation.name, {})
        )
    tags = {item.operation.tag: item.about for item in reversed(known)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fynlo API",
            "version": version,
            "description": _INTRODUCTION,
            "license": {"name": "LGPL-3.0", "identifier": "LGPL-3.0-only"},
        },
        "servers": [{"url": API_PREFIX}],
        "tags": [{"name": name, "description": tags[name]} for name in sorted(tags)],
        "paths": paths,
        "components": {
            "schemas": schemas.used_by(paths),
            "parameters": REQUEST_HEADERS,
            "headers": RESPONSE_HEADERS,
            "securitySchemes": {
                BEARER: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token, an API key (`fyk_...`), or the token of one"
                    " order (`fyo_...`).",
                }
            },
        },
    }
