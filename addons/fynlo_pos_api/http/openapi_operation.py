"""One operation of the OpenAPI document."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from ..const import MAX_ID, ErrorCode, Scope
from .error_statuses import STATUSES
from .openapi_schemas import Schemas, is_conditional
from .operation import Operation
from .problem import CONTENT_TYPE as PROBLEM_TYPE

# `request` and `response`: a body as it is sent, and the reply of success.
Example = Mapping[str, Any]

KEY_LENGTH = 200
_KEY_TEXT = (
    "A key of your own for this action, best a new UUID; a repeat with it is not done twice."
)

REQUEST_HEADERS: dict[str, Any] = {
    f"IdempotencyKey{kind.capitalize()}": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": kind == "required",
        "description": _KEY_TEXT,
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": KEY_LENGTH,
            "pattern": "^[!-~]([ -~]*[!-~])?$",
        },
    }
    for kind in ("required", "optional")
} | {
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of what you have; 304 says that it still holds.",
        "schema": {"type": "string"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": 'The version that you saw, such as "7"; the same as `base_version`.',
        "schema": {"type": "string", "pattern": '^("[0-9]{1,9}"|[*])$'},
    },
}


def _header(text: str, kind: str = "integer") -> dict[str, Any]:
    return {"description": text, "schema": {"type": kind}}


RESPONSE_HEADERS: dict[str, Any] = {
    "X-Request-Id": _header("The id of the request, also in the log", "string"),
    "RateLimit-Limit": _header("How many requests in one burst"),
    "RateLimit-Remaining": _header("How many are left"),
    "RateLimit-Reset": _header("Seconds until all are there again"),
    "Retry-After": _header("Seconds to wait before the same request"),
    "Idempotency-Replayed": _header("`true`: the stored reply to an earlier request", "string"),
    "ETag": _header("The version of the content", "string"),
}
_ALWAYS = ("X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")

_PATH_SCHEMAS: dict[type, dict[str, Any]] = {
    int: {"type": "integer", "minimum": 1, "maximum": MAX_ID},
    UUID: {"type": "string", "format": "uuid"},
    str: {"type": "string", "minLength": 1, "maxLength": 50},
}


def describe(
    operation: Operation, definition: Any, schemas: Schemas, example: Example
) -> dict[str, Any]:
    """The Operation Object.

    :param definition: of the command or query behind it; None where it stands alone
    """
    result: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "security": _security(definition),
        "parameters": _parameters(operation, definition, schemas),
        "responses": _responses(operation, definition, schemas, example),
    }
    if definition is not None and definition.is_command:
        result["x-command"] = definition.name
    if operation.body is not None:
        media = _with_example(schemas.body(operation.body), example, "request")
        result["requestBody"] = {"required": True, "content": {"application/json": media}}
    return result


def _with_example(schema: dict[str, Any], example: Example, part: str) -> dict[str, Any]:
    """A Media Type Object."""
    media: dict[str, Any] = {"schema": schema}
    return media | ({"example": example[part]} if part in example else {})


def _is_public(definition: Any) -> bool:
    return definition is None or definition.access == "public"


def _security(definition: Any) -> list[dict[str, list[str]]]:
    if _is_public(definition):
        return []
    return [{"bearer": [str(definition.access)] if isinstance(definition.access, Scope) else []}]


def _parameters(operation: Operation, definition: Any, schemas: Schemas) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _PATH_SCHEMAS[kind]}
        for name, kind in operation.path_types.items()
    ]
    if operation.query is not None:
        fields, required = schemas.query_fields(operation.query)
        result += [
            _query_parameter(name, field, name in required) for name, field in fields.items()
        ]
    if definition is not None and definition.idempotency != "none":
        kind = str(definition.idempotency).capitalize()
        result.append({"$ref": f"#/components/parameters/IdempotencyKey{kind}"})
    if definition is not None and is_conditional(definition.result):
        result.append({"$ref": "#/components/parameters/IfNoneMatch"})
    if _takes_version(definition):
        result.append({"$ref": "#/components/parameters/IfMatch"})
    return result


def _takes_version(definition: Any) -> bool:
    return definition is not None and "base_version" in definition.input.model_fields


def _query_parameter(name: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    """A parameter is left out rather than null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    plain = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    if schema.get("default") is not None:
        plain["default"] = schema["default"]
    plain |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    text = plain.pop("description", "")
    parameter = {"name": name, "in": "query", "required": required, "schema": plain}
    return parameter | ({"description": text} if text else {})


def _responses(
    operation: Operation, definition: Any, schemas: Schemas, example: Example
) -> dict[str, Any]:
    responses = {str(operation.status): _success(operation, definition, schemas, example)}
    if definition is not None and is_conditional(definition.result):
        responses["304"] = {"description": "What you have still holds", "headers": _headers("ETag")}
    problem = schemas.problem()
    for status, codes in sorted(_problems(operation, definition).items()):
        responses[str(status)] = _problem(status, codes, problem)
    return responses


def _success(
    operation: Operation, definition: Any, schemas: Schemas, example: Example
) -> dict[str, Any]:
    extra = []
    if definition is not None and definition.idempotency != "none":
        extra.append("Idempotency-Replayed")
    if definition is not None and is_conditional(definition.result):
        extra.append("ETag")
    text = HTTPStatus(operation.status).phrase
    response: dict[str, Any] = {"description": text, "headers": _headers(*extra)}
    schema = schemas.result(operation)
    if schema is not None:
        media = _with_example(schema, example, "response")
        response["content"] = dict.fromkeys(operation.content_types, media)
    return response


def _problem(status: int, codes: list[ErrorCode], problem: dict[str, Any]) -> dict[str, Any]:
    listed: dict[str, Any] = {"properties": {"code": {"enum": [str(code) for code in codes]}}}
    response: dict[str, Any] = {
        "description": f"{HTTPStatus(status).phrase}: " + ", ".join(f"`{code}`" for code in codes),
        "content": {
            PROBLEM_TYPE: {
                "schema": {"allOf": [problem, listed]},
                "example": _example_problem(status, codes[0]),
            }
        },
    }
    if status in {429, 503}:
        response["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return response


def _example_problem(status: int, code: ErrorCode) -> dict[str, Any]:
    return {
        "type": f"urn:fynlo:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": "One sentence that says what is wrong and what would be right.",
        "code": str(code),
        "request_id": "f3c1d0a2b5e84c6f",
        "errors": [],
    }


def _headers(*extra: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*_ALWAYS, *extra)}


def _problems(operation: Operation, definition: Any) -> dict[int, list[ErrorCode]]:
    by_status: dict[int, list[ErrorCode]] = {}
    for code in sorted({*_codes(operation, definition), *operation.errors}):
        by_status.setdefault(STATUSES[code], []).append(code)
    if ErrorCode.OPERATION_REFUSED in operation.errors:
        by_status.setdefault(409, []).append(ErrorCode.OPERATION_REFUSED)
    return by_status


def _codes(operation: Operation, definition: Any) -> set[ErrorCode]:
    """The codes that follow from what the operation takes and who may call it."""
    codes = {ErrorCode.RATE_LIMITED, ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.INTERNAL_ERROR}
    if not _is_public(definition):
        codes |= {ErrorCode.TOKEN_MISSING, ErrorCode.TOKEN_INVALID, ErrorCode.TOKEN_EXPIRED}
        codes |= {ErrorCode.DEVICE_REVOKED, ErrorCode.ROLE_FORBIDDEN}
    if definition is not None and isinstance(definition.access, Scope):
        codes.add(ErrorCode.SCOPE_MISSING)
    if operation.path_types:
        codes.add(ErrorCode.NOT_FOUND)
    if operation.body is not None:
        codes |= {ErrorCode.BODY_TOO_LARGE, ErrorCode.MEDIA_TYPE_UNSUPPORTED}
    if operation.body is not None or operation.query is not None:
        codes |= {ErrorCode.MALFORMED_REQUEST, ErrorCode.VALIDATION_FAILED}
    if definition is not None and definition.is_command:
        codes |= {ErrorCode.OPERATION_REFUSED}
    if _takes_version(definition):
        codes |= {ErrorCode.MALFORMED_REQUEST, ErrorCode.VERSION_CONFLICT}
    if definition is not None and definition.idempotency != "none":
        codes |= {ErrorCode.MALFORMED_REQUEST, ErrorCode.IDEMPOTENCY_KEY_REUSED}
    if definition is not None and definition.idempotency == "required":
        codes.add(ErrorCode.IDEMPOTENCY_KEY_MISSING)
    return codes
