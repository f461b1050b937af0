"""The door of websockets of devices and guests."""

from typing import Any

from odoo import http
from odoo.http import request

from ..realtime.handshake import ClientConnectionHandler


class ClientWebsocketController(http.Controller):
    """Websockets that are authenticated by tokens."""

    @http.route("/websocket/fynlo", type="http", auth="none", websocket=True, save_session=False)
    def open_websocket(self) -> Any:
        """Connect a device or guest; docs/api.md says what is said on the connection."""
        return ClientConnectionHandler.open_client(request)
