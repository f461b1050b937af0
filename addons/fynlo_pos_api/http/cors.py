"""Cross-origin requests: an allow-list, kept in the settings; nothing is allowed by default."""

from typing import Any

from odoo.http import Response

ORIGINS_PARAMETER = "fynlo_pos_api.cors_origins"
MAX_AGE_SECONDS = "600"
REQUEST_HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id"
)
RESPONSE_HEADERS = (
    "ETag, Idempotency-Replayed, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "Retry-After, X-Request-Id"
)


def preflight(request: Any) -> Response:
    """The answer to OPTIONS: no endpoint runs. A foreign origin gets no CORS header at all."""
    response = Response(status=204)
    response.headers.remove("Content-Type")
    if _allowed(request):
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = MAX_AGE_SECONDS
    return response


def add_headers(request: Any, response: Response) -> None:
    """Let the page of an allowed origin read the reply."""
    origin = request.httprequest.headers.get("Origin")
    if not origin:
        return
    response.headers.add("Vary", "Origin")
    if _allowed(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = RESPONSE_HEADERS


def _allowed(request: Any) -> bool:
    origin = request.httprequest.headers.get("Origin", "")
    # sudo: the allow-list is a system parameter and the caller may be anybody
    listed = request.env["ir.config_parameter"].sudo().get_param(ORIGINS_PARAMETER) or ""
    return bool(origin) and origin in listed.replace(",", " ").split()
