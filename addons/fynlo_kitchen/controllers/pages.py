from odoo import http
from odoo.http import Response, request

# Owl makes functions of its templates, and sets style attributes.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' blob: data:; font-src 'self'; connect-src 'self' ws: wss:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class KitchenPages(http.Controller):
    """The pages of the screens. Each is the same for everybody: the tickets come by the API."""

    @http.route(
        ["/kitchen/<int:station_id>", "/kitchen/pickup/<int:station_id>"],
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def screen(self, station_id: int) -> Response:
        """The screen of a station, or the guests' pick-up screen beside it.

        It pairs itself by the code behind the # of its address, which no server sees.
        """
        response = request.render("fynlo_kitchen.screen_page")
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-cache"
        return response
