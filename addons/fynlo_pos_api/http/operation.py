"""An operation: one method of one address, described by the type hints of its endpoint."""

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from odoo.http import route

from ..const import API_PREFIX, MAX_ID, ErrorCode

DEFAULT_BODY_LIMIT = 256 * 1024

_CONVERTERS = {int: f"int(min=1,max={MAX_ID})", UUID: "uuid", str: "string"}


@dataclass(frozen=True)
class Operation:
    """What a route takes, calls and answers; the dispatcher and the OpenAPI document read it.

    `calls` names the command or query behind the route: its scope, its result and its
    idempotency rule are the route's. A route without it (`calls=None`) is open to everyone
    and declares its result itself.
    """

    path: str
    method: str
    tag: str
    status: int
    calls: str | None
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    result: typing.Any
    path_types: dict[str, type]
    name: str
    summary: str
    description: str
    limit_name: str
    body_limit: int
    errors: tuple[ErrorCode, ...] = ()
    content_types: tuple[str, ...] = ("application/json",)
    body_adapter: TypeAdapter[typing.Any] | None = field(default=None, compare=False)

    @property
    def readonly(self) -> bool:
        """Reads go to a replica where there is one."""
        return self.method == "GET"


def api_route(
    path: str,
    method: str,
    *,
    tag: str,
    calls: str | None = None,
    status: int = 200,
    limit: str = "default",
    body_limit: int = DEFAULT_BODY_LIMIT,
    errors: tuple[ErrorCode, ...] = (),
    content_types: tuple[str, ...] = ("application/json",),
) -> Callable[[Callable[..., typing.Any]], Callable[..., typing.Any]]:
    """Publish a controller's method at API_PREFIX + path.

    The method's type hints are its validation: `body` and `query` are pydantic models, every
    `{name}` of the path is an int, UUID or str. Its docstring is the documentation.

    :param calls: the command or query that the route is a door to; None: open to everyone
    :param limit: which rate limit counts (see http/limits)
    :param body_limit: the largest body in bytes
    :param errors: codes that it may answer with beyond those that follow from the rest
    """

    def decorate(function: Callable[..., typing.Any]) -> Callable[..., typing.Any]:
        operation = _describe(
            function,
            path,
            method,
            tag=tag,
            calls=calls,
            status=status,
            limit_name=limit,
            body_limit=body_limit,
            errors=errors,
            content_types=content_types,
        )
        rule = re.sub(r"{(\w+)}", lambda m: _converter(m[1], operation.path_types), path)
        return route(
            API_PREFIX + rule,
            type="fynlo",
            auth="fynlo",
            methods=[method],
            csrf=False,
            save_session=False,
            readonly=operation.readonly,
            operation=operation,
        )(function)

    return decorate


def _converter(name: str, types: dict[str, type]) -> str:
    return f"<{_CONVERTERS[types[name]]}:{name}>"


def _describe(
    function: Callable[..., typing.Any], path: str, method: str, **rest: typing.Any
) -> Operation:
    hints = typing.get_type_hints(function)
    summary, _, description = (inspect.getdoc(function) or "").partition("\n")
    body = hints.get("body")
    return Operation(
        path=path,
        method=method,
        body=body,
        query=hints.get("query"),
        result=hints.get("return"),
        path_types={name: hints[name] for name in re.findall(r"{(\w+)}", path)},
        name=function.__name__,
        summary=summary.rstrip("."),
        description=description.strip(),
        body_adapter=TypeAdapter(body) if body else None,
        **rest,
    )
