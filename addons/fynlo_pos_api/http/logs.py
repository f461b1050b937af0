"""Logs that can be followed by request: each line of a request carries its id, and with
FYNLO_LOG_JSON set each line is a JSON object, with one more for each API request.

A line of Fynlo's never holds a header, a query string or a body.
"""

import json
import logging
import os
import re
import threading
from datetime import UTC, datetime
from typing import Any

JSON_VARIABLE = "FYNLO_LOG_JSON"
_access_logger = logging.getLogger("fynlo.access")
_refused_logger = logging.getLogger("fynlo.refused")
_FACTS = "fynlo_facts"
# Tokens of orders, API keys and other secrets of ours (domain/secret_text.py).
_SECRET = re.compile(r"\bfy[a-z]_[\w-]{10,}")
_CALLER_IDS = (
    "user_id", "company_id", "till_id", "device_id", "employee_id", "api_key_id", "order_id",
)  # fmt: skip


class JsonFormatter(logging.Formatter):
    """A record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Give time (UTC), level, logger, message, pid, database, request id, and the facts."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "pid": record.process,
            "database": getattr(record, "dbname", None),
            "request_id": current_request_id(),
            **getattr(record, _FACTS, {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


class RequestIdFormatter(logging.Formatter):
    """Another formatter's line, with the request's id after it."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, unchanged outside of an API request."""
        request_id = current_request_id()
        line = self._inner.format(record)
        return f"{line} [{request_id}]" if request_id else line


def current_request_id() -> str | None:
    """The id of the API request that this thread serves."""
    return getattr(threading.current_thread(), "fynlo_request_id", None)


def is_json() -> bool:
    """Whether the environment asks for JSON lines."""
    return os.environ.get(JSON_VARIABLE, "") not in {"", "0"}


def access(request: Any, status: int, seconds: float) -> None:
    """Write the line of an answered API request, where lines are JSON.

    :param request: the ApiRequest
    """
    if not is_json():
        return
    operation, caller = request.fynlo_operation, request.fynlo_caller
    facts: dict[str, Any] = {
        "method": request.httprequest.method,
        "route": operation.path if operation else None,
        "status": status,
        "ms": round(seconds * 1000, 2),
        "queries": getattr(threading.current_thread(), "query_count", None),
    }
    if caller is not None:
        facts |= {name: getattr(caller, name) for name in _CALLER_IDS if getattr(caller, name)}
    _access_logger.info("%s %s", facts["method"], facts["route"], extra={_FACTS: facts})


def refused(request: Any, error: Exception) -> None:
    """Write a line for a caller who is not known, or may not do what he asked for.

    :param request: the ApiRequest
    """
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if status not in {401, 403}:
        return
    caller, method = request.fynlo_caller, request.httprequest.method
    who = {name: getattr(caller, name, None) for name in _CALLER_IDS}
    facts = {"code": str(code), **{name: value for name, value in who.items() if value}}
    _refused_logger.info(
        "%s %a was refused: %s", method, request.httprequest.path, facts, extra={_FACTS: facts}
    )


class _OwnLineOnly(logging.Filter):
    """Drops the server's access line where the API request has written its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        is_access_line = str(record.msg).endswith('"%s" %s %s')
        return not (is_access_line and is_json() and current_request_id())


class _NoSecrets(logging.Filter):
    """Takes secrets out of the server's access lines: a guest's link has its token in the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line, which is written."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                _SECRET.sub("***", word) if isinstance(word, str) else word for word in record.args
            )
        return True


def install() -> None:
    """Give every handler of the root logger the formatter that the environment asks for."""
    for handler in logging.getLogger().handlers:
        inner = handler.formatter
        if inner is None or isinstance(inner, JsonFormatter | RequestIdFormatter):
            continue
        handler.setFormatter(JsonFormatter() if is_json() else RequestIdFormatter(inner))
    logging.getLogger("werkzeug").addFilter(_OwnLineOnly())
    logging.getLogger("werkzeug").addFilter(_NoSecrets())
