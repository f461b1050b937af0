"""Reading the OpenAPI document: what there is to call, and bodies that its schemas accept."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from .api import Api

METHODS = ("get", "post", "put", "patch", "delete")
# No row has it: sequences count up from 1.
UNKNOWN_ID = 2_000_000_000
Path = tuple[str | int, ...]
Wants = Callable[[Path], bool]


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    document: dict[str, Any]
    path: str
    method: str

    @property
    def spec(self) -> dict[str, Any]:
        """What the document says of it."""
        spec: dict[str, Any] = self.document["paths"][self.path][self.method]
        return spec

    @property
    def label(self) -> str:
        """How a failing test names it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def is_public(self) -> bool:
        """Whether it asks for no token."""
        return not self.spec["security"]

    @property
    def scopes(self) -> list[str]:
        """The scopes that it asks for."""
        return [scope for item in self.spec["security"] for scope in item["bearer"]]

    @property
    def path_names(self) -> list[str]:
        """The parameters in its path."""
        return re.findall(r"{(\w+)}", self.path)

    @property
    def unknown_ids(self) -> dict[str, Any]:
        """Ids of nothing for its path."""
        schemas = {
            item["name"]: item["schema"]
            for item in self.spec["parameters"]
            if item.get("in") == "path"
        }
        return {
            name: UNKNOWN_ID if schema["type"] == "integer" else str(uuid4())
            for name, schema in schemas.items()
        }

    @property
    def query_names(self) -> list[str]:
        """The parameters of its query."""
        return [item["name"] for item in self.spec["parameters"] if item.get("in") == "query"]

    @property
    def body_schema(self) -> dict[str, Any] | None:
        """The schema of its body."""
        if "requestBody" not in self.spec:
            return None
        schema: dict[str, Any] = self.spec["requestBody"]["content"]["application/json"]["schema"]
        return schema

    def call(self, api: Api, ids: dict[str, Any], body: Any, **more: Any) -> Any:
        """Send it, with a new key and the query that it must have; `ids` fill the path."""
        path = self.path.format(**ids)
        more["params"] = self._required_query() | more.get("params", {})
        return api.call(self.method.upper(), path, body, key=str(uuid4()), **more)

    def _required_query(self) -> dict[str, Any]:
        bodies = Bodies(self.document, {})
        return {
            item["name"]: bodies.small(item["schema"])
            for item in self.spec["parameters"]
            if item.get("in") == "query" and item.get("required")
        }


def operations(document: dict[str, Any]) -> list[Operation]:
    """Every operation of the document."""
    return [
        Operation(document, path, method)
        for path, methods in sorted(document["paths"].items())
        for method in METHODS
        if method in methods
    ]


class Bodies:
    """Makes bodies by the document's schemas, with the ids of `ids` in the fields of their name."""

    def __init__(self, document: dict[str, Any], ids: dict[str, Any]) -> None:
        self._document = document
        self._ids = ids

    def whole(self, schema: dict[str, Any]) -> Any:
        """A body with every field that it may have."""
        return self._make(schema, (), lambda path: True)

    def small(self, schema: dict[str, Any], wanted: Path = ()) -> Any:
        """A body with the fields that it must have, and the one at the path `wanted`."""
        return self._make(schema, (), lambda path: path == wanted[: len(path)])

    def _make(self, schema: dict[str, Any], path: Path, wants: Wants) -> Any:
        schema = self._plain(schema)
        kind, name = schema.get("type"), id_name(path)
        if name in self._ids and kind != "array":
            return self._ids[name]
        if "enum" in schema or "const" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        if kind == "object":
            return self._object(schema, path, wants)
        if kind == "array":
            items = [self._make(schema["items"], (*path, 0), wants)]
            return items if schema.get("minItems") or wants((*path, 0)) else []
        if kind == "string":
            return _text(schema)
        smallest = max(schema.get("minimum", 1), 1)
        return {"integer": smallest, "number": 1, "boolean": False}.get(kind)

    def _object(self, schema: dict[str, Any], path: Path, wants: Wants) -> dict[str, Any]:
        [either, *_] = schema.get("oneOf", [{}])
        required = schema.get("required", []) + either.get("required", [])
        return {
            name: self._make(item, (*path, name), wants)
            for name, item in schema.get("properties", {}).items()
            if name in required or wants((*path, name))
        }

    def _plain(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a reference or a choice leads to: of choices the first that is not null."""
        while True:
            if "$ref" in schema:
                schema = self._document["components"]["schemas"][schema["$ref"].split("/")[-1]]
            elif "anyOf" in schema:
                schema = next(item for item in schema["anyOf"] if item != {"type": "null"})
            elif "allOf" in schema:
                [schema] = schema["allOf"]
            else:
                return schema


def _text(schema: dict[str, Any]) -> str:
    formats = {"uuid": str(uuid4()), "date": "2026-01-01", "date-time": "2026-01-01T12:00:00Z"}
    patterns = {"^[A-Z]{3}$": "GBP", "^[0-9]{4}$": "4242"}
    text = formats.get(schema.get("format", "")) or patterns.get(schema.get("pattern", ""))
    text = text or next(iter(schema.get("examples", [])), None)
    return text or "sample".ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 100)]


def id_name(path: Path) -> str:
    """The name of the field at a path, with that of the list of objects that it is in.

    ("lines", 0, "modifiers", 0, "choice_id") is "modifiers.choice_id"; in an object of the body
    itself it is the field's own name, and an item of a list of ids has the list's name.
    """
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return ""
    is_item = isinstance(path[-1], int)
    inside_list = len(path) > 2 and isinstance(path[-2], int) and not is_item
    return f"{names[-2]}.{names[-1]}" if inside_list else names[-1]


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf of a body, with the way to it."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, item in items:
            yield from places(item, (*path, name))
    else:
        yield path, value


def replaced(value: Any, path: Path, new: Any) -> Any:
    """The body with another leaf at the path."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, dict):
        return {**value, first: replaced(value[first], tuple(rest), new)}
    assert isinstance(first, int)
    return [*value[:first], replaced(value[first], tuple(rest), new), *value[first + 1 :]]
