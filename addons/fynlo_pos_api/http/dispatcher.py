"""Requests under /api/: parse, validate, call, answer JSON; every error is a problem document."""

import itertools
import logging
import random
import re
import time
from collections.abc import Callable
from typing import Any

from psycopg2.errors import UniqueViolation
from pydantic import BaseModel, TypeAdapter, ValidationError

from odoo.http import Dispatcher, Response
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..exceptions import BodyTooLarge, Invalid, MalformedRequest, MediaTypeUnsupported, Unavailable
from . import logs, metrics
from .operation import Operation
from .problem import problem_response
from .reply import Reply

_logger = logging.getLogger(__name__)

# Odoo waits up to 2^n seconds between tries, in the worker: too long with a guest at the counter.
# A till's whole crowd on one order needs some tries each; a client waits longer than this.
MAX_SECONDS = 10.0
FIRST_WAIT_SECONDS = 0.004
LONGEST_WAIT_SECONDS = 0.25

# JSON can write it, PostgreSQL's text cannot hold it. An escaped backslash before is another text.
ESCAPED_NUL = rb"\u0000"
ANY_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
NO_NUL = "A text cannot hold the NUL character."


class FynloDispatcher(Dispatcher):
    """The dispatcher of `type="fynlo"` routes."""

    routing_type = "fynlo"
    mimetypes = ("application/json",)

    @classmethod
    def is_compatible_with(cls, request: Any) -> bool:
        """Always: a wrong media type is told by dispatch() as a problem document."""
        return True

    def pre_dispatch(self, rule: Any, args: dict[str, Any]) -> None:
        """No session is loaded or saved, and CORS is answered in ir.http, before the routing."""
        self.request.session.can_save = False

    def dispatch(self, endpoint: Any, args: dict[str, Any]) -> Response:
        """Call the endpoint with its validated input, again when transactions collided."""
        operation: Operation = endpoint.routing["operation"]
        params = dict(args)
        if operation.query is not None:
            params["query"] = self._query(operation.query)
        if operation.body_adapter is not None:
            params["body"] = self._body(operation.body_adapter, operation.body_limit)
        self.request.params = params
        result = self._retrying(lambda: self.request.registry["ir.http"]._dispatch(endpoint))
        return self._response(result, operation)

    def handle_error(self, exc: Exception) -> Response:
        """A problem document for whatever was raised."""
        logs.refused(self.request, exc)
        response: Response = self.request.fynlo_finish(
            problem_response(exc, self.request.fynlo_request_id)
        )
        return response

    def post_dispatch(self, response: Response) -> None:
        """Headers that every reply carries."""
        self.request._inject_future_response(response)
        self.request.fynlo_finish(response)

    def _query(self, model: type[BaseModel]) -> BaseModel:
        values = dict(self.request.httprequest.args.lists())
        for name, items in values.items():
            if any("\0" in item for item in items):
                raise Invalid(NO_NUL, field=name)
        try:
            return model.model_validate(
                {name: items if len(items) > 1 else items[0] for name, items in values.items()}
            )
        except ValidationError as error:
            raise Invalid.from_pydantic(error) from None

    def _body(self, adapter: TypeAdapter[Any], limit: int) -> Any:
        http_request = self.request.httprequest
        if http_request.mimetype != "application/json":
            raise MediaTypeUnsupported("Send the body as application/json.")
        # One more than allowed: a chunked body has no length and is cut there without a word.
        http_request.max_content_length = limit + 1
        if (http_request.content_length or 0) > limit or len(http_request.get_data()) > limit:
            raise BodyTooLarge(f"Send at most {limit} bytes.")
        data = http_request.get_data()
        if ESCAPED_NUL in data and ANY_ESCAPED_NUL.search(data):
            raise Invalid(NO_NUL, field="body")
        try:
            # Strict: true is no amount of one penny, and "5" is no number.
            return adapter.validate_json(data, strict=True)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            if first["type"] == "json_invalid":
                fault = first["ctx"]["error"]
                raise MalformedRequest(f"The body is not JSON: {fault}.") from None
            raise Invalid.from_pydantic(error) from None

    def _retrying(self, call: Callable[[], Any]) -> Any:
        env = self.request.env
        deadline = time.monotonic() + MAX_SECONDS
        taken = False
        for attempt in itertools.count():
            try:
                result = call()
                env.cr.flush()
            except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation) as error:
                # A twin took the same id at this moment: once more, and the command finds it.
                if taken and isinstance(error, UniqueViolation):
                    raise
                taken = isinstance(error, UniqueViolation)
                env.cr.rollback()
                env.transaction.reset()
                env.registry.reset_changes()
                metrics.collided()
                _logger.info(
                    "Transactions collided (%s), try %d", type(error).__name__, attempt + 1
                )
                if time.monotonic() > deadline:
                    break
                longest = min(FIRST_WAIT_SECONDS * 2 ** min(attempt, 10), LONGEST_WAIT_SECONDS)
                time.sleep(random.uniform(longest / 2, longest))  # noqa: S311 - only spreads load
            else:
                return result
        raise Unavailable(
            "Others were changing the same thing; send the same request again.",
            headers={"Retry-After": "1"},
        )

    def _response(self, result: Any, operation: Operation) -> Response:
        if isinstance(result, Response):
            return result
        if not isinstance(result, Reply):
            raise TypeError(f"{operation.name} must return a Reply.")
        response = Response(result.body, status=result.status or operation.status)
        response.headers["Content-Type"] = "application/json"
        for name, value in result.headers.items():
            response.headers[name] = value
        return response
