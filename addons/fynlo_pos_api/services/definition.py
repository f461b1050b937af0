"""Commands and queries as they are declared: decorators on service methods.

A service is an AbstractModel whose name starts with "fynlo."; each installed addon may add
services, add methods to one, or override a method with `_inherit`: there is no central list.
"""

import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from odoo import api

from ..const import Scope

_ATTRIBUTE = "_fynlo_definition"
_REGISTRY_ATTRIBUTE = "_fynlo_definitions"
SERVICE_PREFIX = "fynlo."


class Access(StrEnum):
    """Who may call what has no scope."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


class Idempotency(StrEnum):
    """Whether a command takes an Idempotency-Key."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


@dataclass(frozen=True)
class Definition:
    """A command or query: its name, what it takes and gives, and who may call it."""

    name: str
    is_command: bool
    access: Scope | Access
    idempotency: Idempotency
    input: type[BaseModel]
    result: Any
    model: str
    method: str


@dataclass(frozen=True)
class _Declared:
    name: str
    is_command: bool
    access: Scope | Access
    idempotency: Idempotency


def command(
    name: str, access: Scope | Access, idempotency: Idempotency = Idempotency.OPTIONAL
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a service method as a command: `def method(self, data: Input) -> Result`.

    The runner is the only caller; the method is private to RPC.

    :param name: the command's name, `<area>.<verb>`
    :param access: the scope that the caller needs
    :param idempotency: REQUIRED for what creates or moves money
    """
    return _declare(_Declared(name, True, access, idempotency))


def query(name: str, access: Scope | Access) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a service method as a query: it reads and leaves nothing behind."""
    return _declare(_Declared(name, False, access, Idempotency.NONE))


def _declare(declared: _Declared) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        setattr(function, _ATTRIBUTE, declared)
        return api.private(function)

    return decorate


def definitions(registry: Any) -> dict[str, Definition]:
    """Every command and query of the installed addons, by name. Found once per registry."""
    known: dict[str, Definition] | None = getattr(registry, _REGISTRY_ATTRIBUTE, None)
    if known is None:
        known = {}
        for item in _find(registry):
            if item.name in known:
                raise TypeError(f"{item.name}: of {item.model} and of {known[item.name].model}")
            known[item.name] = item
        setattr(registry, _REGISTRY_ATTRIBUTE, known)
    return known


def _find(registry: Any) -> Iterator[Definition]:
    for model in registry.values():
        if not model._abstract or not model._name.startswith(SERVICE_PREFIX):
            continue
        for attribute in dir(model):
            function, declared = _declaration(model, attribute)
            if declared and function:
                yield _definition(model._name, attribute, function, declared)


def _declaration(model: Any, attribute: str) -> tuple[Any, _Declared | None]:
    """An override without the decorator is still the command that it overrides.

    What a service has from another one that it builds upon stays the other one's.
    """
    for base in model.__mro__:
        if getattr(base, "_name", None) != model._name:
            continue
        function = base.__dict__.get(attribute)
        declared = getattr(function, _ATTRIBUTE, None)
        if declared:
            return function, declared
    return None, None


def _definition(model_name: str, attribute: str, function: Any, declared: _Declared) -> Definition:
    hints = typing.get_type_hints(function)
    return Definition(
        name=declared.name,
        is_command=declared.is_command,
        access=declared.access,
        idempotency=declared.idempotency,
        input=hints["data"],
        result=hints["return"],
        model=model_name,
        method=attribute,
    )
