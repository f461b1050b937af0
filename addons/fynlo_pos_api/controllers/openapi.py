from odoo import http
from odoo.http import Response, request
from odoo.tools import file_open

from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController, known_tags

_PAGE = "fynlo_pos_api/static/api-docs/index.html"

# Swagger UI sets style attributes and holds small images in its style sheet.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class OpenApiController(ApiController):
    """The API's description of itself."""

    @api_route("/openapi.json", "GET", tag="API", calls="openapi.read", limit="public")
    def read_openapi(self) -> Reply:
        """Read the OpenAPI 3.1 document.

        It describes the addons that are installed. People read it at `/api/docs`.
        """
        return self.query("openapi.read", {"known_tags": known_tags()})

    @http.route("/api/docs", type="http", auth="none", methods=["GET"], save_session=False)
    def docs(self) -> Response:
        """The page that shows the document to people, from our own files."""
        with file_open(_PAGE, "rb") as page:
            response = request.make_response(page.read())
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        return request.fynlo_finish(response)
