from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from odoo import models
from odoo.http import request

from ..const import CALLER
from ..http import cors, limits
from ..http.api_request import adopt
from ..http.problem import problem_response


class IrHttp(models.AbstractModel):
    """Everything under /api/ is answered by Fynlo: routing, authentication, errors."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info: str) -> Any:
        if not path_info.startswith("/api/"):
            return super()._match(path_info)
        adopt(request)
        # Neither a 404 nor a redirect may reach the website's error pages: both are problems.
        request.is_frontend = request.is_frontend_multilang = False
        request.session.can_save = False
        if request.httprequest.method == "OPTIONS":
            raise HTTPException(response=request.fynlo_finish(cors.preflight(request)))
        try:
            # Odoo finds some routes through an empty part, and only some of their methods.
            if "\0" in path_info or "//" in path_info:
                raise NotFound
            router = request.env["ir.http"].routing_map()
            adapter = router.bind_to_environ(request.httprequest.environ)
            rule, args = adapter.match(path_info=path_info, return_rule=True)
        except (HTTPException, RequestRedirect) as error:
            answer = error
            # Where one address has several methods, werkzeug says 405 of an id that is none, too.
            if isinstance(error, RequestRedirect) or (
                isinstance(error, MethodNotAllowed)
                and request.httprequest.method in adapter.allowed_methods(path_info)
            ):
                answer = NotFound()
            response = problem_response(answer, request.fynlo_request_id)
            raise HTTPException(response=request.fynlo_finish(response)) from None
        request.fynlo_operation = rule.endpoint.routing.get("operation")
        return rule, args

    @classmethod
    def _authenticate(cls, endpoint: Any) -> None:
        if endpoint.routing["type"] != "fynlo":
            return super()._authenticate(endpoint)
        caller = request.fynlo_caller = limits.admit(request, cls._fynlo_authenticate)
        # The restaurant's language: the client's Accept-Language must not name what it sold.
        context = {
            CALLER: caller,
            "allowed_company_ids": [caller.company_id],
            "lang": caller.language,
        }
        request.update_env(user=caller.user_id)
        request.update_context(**context)
        # Whoever may not do it is told so before the input is looked at.
        request.env["fynlo.runner"]._admit(request.fynlo_operation.calls)
        return None

    @classmethod
    def _fynlo_authenticate(cls) -> Any:
        return request.env["fynlo.authentication"].authenticate(
            request.httprequest, request.fynlo_operation.calls, request.fynlo_request_id
        )

    @classmethod
    def _pre_dispatch(cls, rule: Any, args: dict[str, Any]) -> None:
        if rule.endpoint.routing["type"] != "fynlo":
            return super()._pre_dispatch(rule, args)
        return request.dispatcher.pre_dispatch(rule, args)

    @classmethod
    def _post_dispatch(cls, response: Any) -> None:
        # Other addons set cookies here, for pages.
        # A handshake may have come in before this addon was loaded.
        if not getattr(request, "is_api", False):
            return super()._post_dispatch(response)
        return request.dispatcher.post_dispatch(response)
