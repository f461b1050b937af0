from typing import Any
from uuid import uuid4

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from odoo import models
from odoo.http import Response, request

from ..const import CALLER
from ..http import cors
from ..http.problem import problem_response

REQUEST_ID_LENGTH = 64


class IrHttp(models.AbstractModel):
    """Everything under /api/ is answered by Fynlo: routing, authentication, errors."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info: str) -> Any:
        if not path_info.startswith("/api/"):
            return super()._match(path_info)
        # Neither a 404 nor a redirect may reach the website's error pages: both are problems.
        request.is_frontend = request.is_frontend_multilang = False
        request.session.can_save = False
        if request.httprequest.method == "OPTIONS":
            raise HTTPException(response=cls._fynlo_finish(cors.preflight(request)))
        try:
            router = request.env["ir.http"].routing_map()
            adapter = router.bind_to_environ(request.httprequest.environ)
            return adapter.match(path_info=path_info, return_rule=True)
        except (HTTPException, RequestRedirect) as error:
            answer = NotFound() if isinstance(error, RequestRedirect) else error
            response = problem_response(answer, cls._fynlo_request_id())
            raise HTTPException(response=cls._fynlo_finish(response)) from None

    @classmethod
    def _authenticate(cls, endpoint: Any) -> None:
        if endpoint.routing["type"] != "fynlo":
            return super()._authenticate(endpoint)
        caller = request.env["fynlo.authentication"].authenticate(
            request.httprequest, endpoint.routing["operation"].calls, cls._fynlo_request_id()
        )
        context = {CALLER: caller, "allowed_company_ids": [caller.company_id]}
        request.update_env(user=caller.user_id)
        request.update_context(**context)
        return None

    @classmethod
    def _pre_dispatch(cls, rule: Any, args: dict[str, Any]) -> None:
        if rule.endpoint.routing["type"] != "fynlo":
            return super()._pre_dispatch(rule, args)
        return request.dispatcher.pre_dispatch(rule, args)

    @classmethod
    def _fynlo_request_id(cls) -> str:
        """The client's X-Request-Id where it is printable and short, else a new one."""
        known = getattr(request, "fynlo_request_id", None)
        if known is None:
            sent = request.httprequest.headers.get("X-Request-Id", "")
            usable = 0 < len(sent) <= REQUEST_ID_LENGTH and sent.isascii() and sent.isprintable()
            known = request.fynlo_request_id = sent if usable else uuid4().hex
        return known

    @classmethod
    def _fynlo_finish(cls, response: Response) -> Response:
        """What every reply under /api/ carries."""
        response.headers["X-Request-Id"] = cls._fynlo_request_id()
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        cors.add_headers(request, response)
        return response
