"""The schemas of the OpenAPI document: each model once, by its own name."""

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter

from .operation import Operation
from .problem import Problem
from .reply import Reply

_REF = "#/components/schemas/"
_TEMPLATE = _REF + "{model}"

Key = tuple[Any, str]


@dataclass(frozen=True)
class Schemas:
    """All schemas of the document, and how each body, query and result refers to them."""

    _references: Mapping[Key, dict[str, Any]]
    _components: Mapping[str, dict[str, Any]]
    _results: Mapping[tuple[str, str], Any]

    @classmethod
    def of(cls, operations: Iterable[Operation], definitions: Mapping[str, Any]) -> "Schemas":
        """Those of the operations and of every problem."""
        wanted: dict[Key, Any] = {(Problem, "serialization"): Problem}
        results = {}
        for operation in operations:
            result = result_type(operation, definitions)
            results[operation.path, operation.method] = result
            for given in (operation.body, operation.query):
                if given is not None:
                    wanted[given, "validation"] = given
            if result not in (None, Reply):
                wanted[result, "serialization"] = result
        inputs: Any = [(key, key[1], TypeAdapter(value)) for key, value in wanted.items()]
        references, rest = TypeAdapter.json_schemas(inputs, ref_template=_TEMPLATE)
        by_key = {key: value for (key, _), value in references.items()}
        components = _without_null_defaults(rest.get("$defs", {}))
        return cls(typing.cast("Any", by_key), components, results)

    def body(self, model: type[BaseModel]) -> dict[str, Any]:
        """The schema of a request's body."""
        return self._references[model, "validation"]

    def problem(self) -> dict[str, Any]:
        """The schema of every error."""
        return self._references[Problem, "serialization"]

    def result(self, operation: Operation) -> dict[str, Any] | None:
        """The schema of the operation's reply; None where it has no body."""
        result = self._results[operation.path, operation.method]
        if result is Reply:
            return {"type": "string"}
        return None if result is None else self._references[result, "serialization"]

    def query_fields(self, model: type[BaseModel]) -> tuple[dict[str, Any], set[str]]:
        """The schema of each query parameter by name, and the names of the required ones."""
        schema = self.body(model)
        if "$ref" in schema:
            schema = self._components[schema["$ref"].removeprefix(_REF)]
        return schema.get("properties", {}), set(schema.get("required", ()))

    def used_by(self, paths: Any) -> dict[str, Any]:
        """The components that the paths lead to; the others were only read for their fields."""
        used: set[str] = set()
        open_ends = _referred(paths)
        while open_ends:
            name = open_ends.pop()
            if name not in used:
                used.add(name)
                open_ends |= _referred(self._components[name])
        return {name: self._components[name] for name in sorted(used)}


def result_type(operation: Operation, definitions: Mapping[str, Any]) -> Any:
    """What the operation answers with: a schema, Reply for a text, None for no body."""
    result = definitions[operation.calls].result if operation.calls else operation.result
    if is_conditional(result):
        kinds = [kind for kind in typing.get_args(result) if kind is not Reply]
        return typing.Union[tuple(kinds)]  # noqa: UP007 - made from a list
    return None if result is type(None) else result


def is_conditional(result: Any) -> bool:
    """Whether a query may answer with 304: its result is `Schema | Reply`."""
    is_union = typing.get_origin(result) in (typing.Union, types.UnionType)
    return is_union and Reply in typing.get_args(result)


def _without_null_defaults(part: Any) -> Any:
    """Without defaults of null: `required` says what may be left out; nulls show nothing."""
    if isinstance(part, dict):
        return {
            name: _without_null_defaults(value)
            for name, value in part.items()
            if (name, value) != ("default", None)
        }
    return [_without_null_defaults(item) for item in part] if isinstance(part, list) else part


def _referred(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = part.get("$ref", "")
        names = {own.removeprefix(_REF)} if str(own).startswith(_REF) else set()
        return names.union(*(_referred(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_referred(value) for value in part))
    return set()
