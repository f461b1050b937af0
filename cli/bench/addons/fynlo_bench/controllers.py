"""Routes that do nothing: what is measured beside them costs what it costs more than they do."""

from odoo.addons.fynlo_pos_api.controllers.base import ApiController
from odoo.addons.fynlo_pos_api.http.operation import api_route
from odoo.addons.fynlo_pos_api.http.reply import Reply

BODY = b"{}"


class BareController(ApiController):
    """The cheapest routes that Fynlo can have."""

    @api_route("/bench/open", "GET", tag="Bench", calls="health.live")
    def answer_everyone(self) -> Reply:
        """Answer everyone."""
        return Reply(BODY)

    @api_route("/bench/signed-in", "GET", tag="Bench", calls="auth.me")
    def answer_the_signed_in(self) -> Reply:
        """Answer who has a token. The query that it names authorises it and is not run."""
        return Reply(BODY)
