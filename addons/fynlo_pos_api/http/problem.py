"""Problem documents (RFC 9457): what every error under /api/ looks like."""

import logging
from typing import Any

import psycopg2
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException

from odoo.exceptions import AccessDenied, AccessError, MissingError, UserError
from odoo.http import Response, SessionExpiredException

from ..const import ErrorCode
from ..exceptions import FynloError

_logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

_HTTP_CODES = {
    400: ErrorCode.MALFORMED_REQUEST,
    404: ErrorCode.NOT_FOUND,
    405: ErrorCode.METHOD_NOT_ALLOWED,
    413: ErrorCode.BODY_TOO_LARGE,
    415: ErrorCode.MEDIA_TYPE_UNSUPPORTED,
    503: ErrorCode.SERVICE_UNAVAILABLE,
}


class FieldError(BaseModel):
    """One input field that is wrong: a dotted path, a short code, and what would be right."""

    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details, with Fynlo's code and the request's id."""

    type: str
    title: str
    status: int
    detail: str
    code: ErrorCode
    request_id: str
    errors: list[FieldError] = []


def problem_response(error: Exception, request_id: str) -> Response:
    """The reply for any exception; one that is not an answer is logged and told as a bare 500."""
    headers: dict[str, str] = {}
    extra: dict[str, Any] = {}
    errors: list[FieldError] = []
    if isinstance(error, FynloError):
        status, title, code, detail = error.status, error.title, error.code, error.detail
        headers, extra = error.headers, error.extra
        errors = [FieldError(**item) for item in error.errors]
    elif isinstance(error, HTTPException):
        status, title = error.code or 500, error.name
        code = _HTTP_CODES.get(status, ErrorCode.OPERATION_REFUSED)
        detail = _http_detail(status, error)
        headers = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After"}}
    else:
        status, title, code, detail = _odoo_error(error)
    problem = Problem(
        type=f"urn:fynlo:problem:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        request_id=request_id,
        errors=errors,
    )
    if status == 401:
        headers.setdefault("WWW-Authenticate", f'Bearer error="{code}"')
    return Response(
        _dump(problem, extra), status=status, headers=headers, content_type=CONTENT_TYPE
    )


def _dump(problem: Problem, extra: dict[str, Any]) -> bytes:
    if not extra:
        return problem.__pydantic_serializer__.to_json(problem)
    return _Extended(**problem.model_dump(), **extra).model_dump_json().encode()


class _Extended(Problem, extra="allow"):
    """A problem with further members, such as the current state."""


def _http_detail(status: int, error: HTTPException) -> str:
    if status == 404:
        return "There is nothing at this address."
    if status == 405:
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        return f"This address answers {allowed or 'other methods'} only."
    return error.description or error.name


def _odoo_error(error: Exception) -> tuple[int, str, ErrorCode, str]:
    if isinstance(error, AccessDenied | SessionExpiredException):
        return 401, "Not authenticated", ErrorCode.TOKEN_INVALID, "Sign in and send a valid token."
    if isinstance(error, AccessError):
        return 403, "Forbidden", ErrorCode.ROLE_FORBIDDEN, "Your role may not do this."
    if isinstance(error, MissingError):
        return 404, "Not found", ErrorCode.NOT_FOUND, "There is no such record."
    if isinstance(error, UserError):
        return 422, "Refused", ErrorCode.OPERATION_REFUSED, str(error.args[0])
    if isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError):
        _logger.warning("The database did not answer: %s", type(error).__name__)
        detail = "The database is busy; send the same request again."
        return 503, "Try again", ErrorCode.SERVICE_UNAVAILABLE, detail
    _logger.error("Unexpected error", exc_info=error)
    detail = "Something failed here; it is in the log under this request_id."
    return 500, "Internal error", ErrorCode.INTERNAL_ERROR, detail
