"""The errors that Fynlo answers with.

FynloError
├── MalformedRequest        400
├── StatusInvalid           400 (carries the status and those that may follow)
├── Unauthenticated         401
├── Forbidden               403
│   └── ApprovalRequired
├── NotFound                404
├── Conflict                409
│   └── VersionConflict     (carries the current state)
├── Gone                    410
├── BodyTooLarge            413
├── MediaTypeUnsupported    415
├── Invalid                 422
├── RateLimited             429
│   └── LockedOut
└── Unavailable             503
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from odoo.exceptions import UserError

from .const import ErrorCode


class FynloError(UserError):
    """A refusal that the caller is told of.

    :param detail: one sentence that says what is wrong and what would be right
    :param code: which refusal it is, for a program
    :param field: the input field at fault, as a dotted path (`lines.0.product_id`)
    :param extra: further members of the problem document, e.g. the current state
    :param headers: HTTP headers of the reply, e.g. Retry-After
    """

    status = 422
    title = "Refused"
    code = ErrorCode.OPERATION_REFUSED
    # Odoo logs a UserError as a warning; a refusal is a normal answer.
    loglevel = logging.INFO
    # Odoo's pages choose their dialog by it: the sentence alone, as of any UserError.
    context: Mapping[str, str] = {"exception_class": "odoo.exceptions.UserError"}

    def __init__(
        self,
        detail: str,
        code: ErrorCode | None = None,
        *,
        field: str | None = None,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.errors: Sequence[Mapping[str, str]] = ()
        if field:
            self.errors = ({"field": field, "code": str(self.code), "detail": detail},)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class MalformedRequest(FynloError):
    """The request cannot be read: not JSON, not UTF-8, a broken cursor or header."""

    status, title, code = 400, "Malformed request", ErrorCode.MALFORMED_REQUEST


class StatusInvalid(FynloError):
    """An order cannot get this status now: `allowed` are those that it can, `current` it has."""

    status, title, code = 400, "Status not possible", ErrorCode.STATUS_INVALID

    def __init__(self, detail: str, current: str, allowed: Sequence[str]) -> None:
        extra = {"current": current, "allowed": list(allowed)}
        super().__init__(detail, field="status", extra=extra)


class Unauthenticated(FynloError):
    """The caller has not proved who it is."""

    status, title, code = 401, "Not authenticated", ErrorCode.TOKEN_INVALID


class Forbidden(FynloError):
    """The caller is known and may not do this."""

    status, title, code = 403, "Forbidden", ErrorCode.ROLE_FORBIDDEN


class ApprovalRequired(Forbidden):
    """A manager has to approve the command: send `approval` with a manager's PIN."""

    title, code = "Approval required", ErrorCode.APPROVAL_REQUIRED


class NotFound(FynloError):
    """There is no such thing in the caller's company and till."""

    status, title, code = 404, "Not found", ErrorCode.NOT_FOUND


class Conflict(FynloError):
    """The state of the restaurant does not allow it now."""

    status, title, code = 409, "Conflict", ErrorCode.VERSION_CONFLICT


class VersionConflict(Conflict):
    """The caller saw an older version. `current` is the resource as it is now."""

    def __init__(self, detail: str, current: Mapping[str, Any]) -> None:
        super().__init__(detail, ErrorCode.VERSION_CONFLICT, extra={"current": current})


class Gone(FynloError):
    """What a cursor speaks of is no longer there: read the state anew."""

    status, title, code = 410, "Gone", ErrorCode.CURSOR_EXPIRED


class BodyTooLarge(FynloError):
    """The body is larger than the route takes."""

    status, title, code = 413, "Body too large", ErrorCode.BODY_TOO_LARGE


class MediaTypeUnsupported(FynloError):
    """The body is not application/json."""

    status, title, code = 415, "Unsupported media type", ErrorCode.MEDIA_TYPE_UNSUPPORTED


class Invalid(FynloError):
    """The input is well-formed and wrong."""

    status, title, code = 422, "Invalid input", ErrorCode.VALIDATION_FAILED

    @classmethod
    def from_pydantic(cls, error: ValidationError) -> "Invalid":
        """The field errors of pydantic, without the input: it may hold a password or a PIN."""
        items = [
            {
                "field": ".".join(str(part) for part in item["loc"]) or "body",
                "code": item["type"],
                "detail": item["msg"],
            }
            for item in error.errors(include_url=False, include_input=False, include_context=False)
        ]
        invalid = cls("; ".join(f"{item['field']}: {item['detail']}" for item in items[:3]))
        invalid.errors = items
        return invalid


class RateLimited(FynloError):
    """Too many requests; `Retry-After` says when there is room again."""

    status, title, code = 429, "Too many requests", ErrorCode.RATE_LIMITED


class LockedOut(RateLimited):
    """Too many wrong PINs or passwords; `Retry-After` says when the next try is taken."""

    title, code = "Locked out", ErrorCode.LOCKED_OUT


class Unavailable(FynloError):
    """It cannot be done at this moment; the same request later may work."""

    status, title, code = 503, "Try again", ErrorCode.SERVICE_UNAVAILABLE
