"""What surrounds a request under /api/: it is answered as JSON even when Odoo has no database to
ask, and it is counted and logged once, whatever happened inside.
"""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from psycopg2.pool import PoolError
from werkzeug.exceptions import HTTPException

from odoo import http
from odoo.http import RegistryError, Response

from ..const import API_PREFIX
from ..exceptions import Unavailable
from ..schemas.health import Alive
from . import cors, logs, metrics
from .reply import Reply

REQUEST_ID_LENGTH = 64
LIVE_ROUTE = "/health/live"
LIVE_PATH = API_PREFIX + LIVE_ROUTE
NO_ROUTE = "(no route)"
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class ApiRequest(http.Request):
    """Odoo's request, which under /api/ knows its id, its operation and its caller."""

    def __init__(self, httprequest: Any) -> None:
        super().__init__(httprequest)
        self.fynlo_prepare()

    def fynlo_prepare(self) -> None:
        """Set what the API knows of a request before it is authenticated."""
        self.is_api = self.httprequest.path.startswith("/api/")
        self.fynlo_request_id = _request_id(self.httprequest) if self.is_api else None
        self.fynlo_operation: Any = None
        self.fynlo_caller: Any = None
        self.fynlo_headers: dict[str, str] = {}
        # The server's own access line comes when this request is over already.
        threading.current_thread().fynlo_request_id = self.fynlo_request_id  # type: ignore[attr-defined]
        if self.is_api:
            self.dispatcher = http._dispatchers["fynlo"](self)
            # A health check by HTTP/1.0 may come without one, and Odoo asks for it.
            self.httprequest.environ.setdefault("HTTP_HOST", "localhost")

    def fynlo_finish(self, response: Response) -> Response:
        """Add what every reply under /api/ carries."""
        response.headers["X-Request-Id"] = self.fynlo_request_id
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        for name, value in self.fynlo_headers.items():
            response.headers[name] = value
        if self.env is not None:
            cors.add_headers(self, response)
        return response

    def _serve_db(self) -> Response:
        return self._observed(super()._serve_db) if self.is_api else super()._serve_db()

    def _serve_nodb(self) -> Response:
        return self._observed(_no_database) if self.is_api else super()._serve_nodb()

    def _observed(self, serve: Callable[[], Response]) -> Response:
        start = time.perf_counter()
        method = self.httprequest.method
        is_alive_check = self.httprequest.path == LIVE_PATH and method in {"GET", "HEAD"}
        try:
            response = self._alive() if is_alive_check else serve()
        except Exception as error:  # noqa: BLE001 - every error is answered as a problem document
            response = self._answer(error)
        seconds = time.perf_counter() - start
        known = self.fynlo_operation
        metrics.request_answered(
            known.path if known else LIVE_ROUTE if is_alive_check else NO_ROUTE,
            method if method in KNOWN_METHODS else "other",
            response.status_code,
            seconds,
        )
        logs.access(self, response.status_code, seconds)
        return response

    def _answer(self, error: Exception) -> Response:
        """The reply that Odoo already made for the error, or one made here."""
        if isinstance(error, RegistryError | PoolError):
            error = _unavailable()
        known = getattr(error, "error_response", None)
        if known is None and isinstance(error, HTTPException) and error.response is not None:
            known = error.get_response()
        return known if known is not None else self.dispatcher.handle_error(error)

    def _alive(self) -> Response:
        """Answered before a database is asked for: it may be the database that hangs."""
        reply = Reply.of(Alive())
        return self.fynlo_finish(Response(reply.body, content_type="application/json"))


def adopt(request: Any) -> None:
    """Make an ApiRequest of a request that came in before this addon was loaded, or loads it."""
    current = request._get_current_object()
    if not isinstance(current, ApiRequest):
        current.__class__ = ApiRequest
        current.fynlo_prepare()


def _no_database() -> Response:
    raise _unavailable()


def _unavailable() -> Unavailable:
    return Unavailable(
        "The database cannot be reached; send the same request again in a moment.",
        headers={"Retry-After": "5"},
    )


def _request_id(httprequest: Any) -> str:
    """The client's X-Request-Id where it is printable and short, else a new one."""
    sent = httprequest.headers.get("X-Request-Id", "")
    usable = 0 < len(sent) <= REQUEST_ID_LENGTH and sent.isascii() and sent.isprintable()
    return sent if usable else uuid4().hex


# Odoo makes its requests by this name and has no other seam around the database.
http.Request = ApiRequest
