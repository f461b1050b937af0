"""What guests' pages share: who asks, how often, and the kind page for who may not."""

from typing import Any

from odoo import http
from odoo.http import Response, request

from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.exceptions import RateLimited
from odoo.addons.fynlo_pos_api.http import limits
from odoo.addons.fynlo_pos_api.http.reply import Reply

from ..domain.visit import Visit

PAGE_LIMIT, CALL_LIMIT = "guest_page", "service_request"


class GuestPageController(http.Controller):
    """Pages at the link to an order. They use no session and set no cookie."""

    def pages(self) -> Any:
        """The service that makes the pages."""
        return request.env["fynlo.tracking.pages"]

    def visit(self, token: str) -> Visit:
        """What came with the request."""
        sent = request.httprequest
        return Visit(
            token=token,
            asked=sent.args.get("lang"),
            accepted=sent.headers.get("Accept-Language"),
            said=sent.args.get("said"),
            host=sent.host,
        )

    def guest(self, visit: Visit, limit: str) -> tuple[Caller | None, Response | None]:
        """The guest of a link; without one, or too often, the page that says so.

        :param limit: which rate limit counts
        """
        caller = self.pages()._caller_of(visit.token)
        try:
            limits.count(request, limit if caller else limits.UNPROVED, caller)
        except RateLimited as error:
            return None, self.answer(self.pages()._busy_page(visit, error))
        return caller, None if caller else self.answer(self.pages()._ended_page(visit))

    def answer(self, reply: Reply) -> Response:
        """A page as Odoo sends it."""
        return Response(reply.body, status=reply.status or 200, headers=dict(reply.headers))
