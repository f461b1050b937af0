"""The page on which a guest follows an order."""

from odoo import http
from odoo.http import Response, request

from .base import CALL_LIMIT, PAGE_LIMIT, GuestPageController

_LONGEST_KEY = 200


class TrackingPageController(GuestPageController):
    """The page at the link to an order."""

    @http.route(
        "/order/<string:token>",
        type="http",
        auth="none",
        methods=["GET"],
        save_session=False,
        readonly=True,
    )
    def order_page(self, token: str, **_others: str) -> Response:
        """The order as it is now."""
        visit = self.visit(token)
        caller, refused = self.guest(visit, PAGE_LIMIT)
        if caller is None:
            return refused
        return self.answer(self.pages()._order_page(caller, visit))

    # What a forger would need is the token itself, so the form needs no other secret.
    @http.route(
        "/order/<string:token>/call",
        type="http",
        auth="none",
        methods=["POST"],
        save_session=False,
        csrf=False,
    )
    def call_staff(self, token: str, kind: str = "", key: str = "", **_others: str) -> Response:
        """Ask for something at the table, also without JavaScript."""
        visit = self.visit(token)
        caller, refused = self.guest(visit, CALL_LIMIT)
        if caller is None:
            return refused
        is_done = self.pages()._call(caller, kind, key[:_LONGEST_KEY])
        return request.redirect(visit.address if is_done else visit.refused_address)
