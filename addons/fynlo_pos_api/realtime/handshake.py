"""The handshake of websockets of devices and guests, at /websocket/fynlo.

They prove who they are by a token, so neither a cookie counts nor the page that they come from.
"""

import threading
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from odoo.addons.bus.websocket import WebsocketConnectionHandler

from .client_request import ClientRequest
from .client_socket import ClientSocket
from .guard import guard
from .session import memory_session

BEARER = "bearer"


class ClientConnectionHandler(WebsocketConnectionHandler):
    """Odoo's handshake without Origin, version of Odoo's client, or session."""

    _REQUIRED_HANDSHAKE_HEADERS = WebsocketConnectionHandler._REQUIRED_HANDSHAKE_HEADERS - {
        "origin"
    }

    @classmethod
    def open_client(cls, request: Any) -> Any:
        """Answer the handshake; the connection is served when the answer is out.

        :raises BadRequest: it is no handshake
        """
        if not cls.websocket_allowed(request):
            raise ServiceUnavailable("Websockets are off in tests inside a transaction")
        headers = request.httprequest.headers
        token, protocol = token_of(headers)
        response = cls._get_handshake_response(headers)
        if protocol:
            response.headers["Sec-WebSocket-Protocol"] = protocol
        # Odoo's own handshake takes it from there: it is in no public attribute.
        connection = request.httprequest._HTTPRequest__environ.get("socket")
        if connection is None:
            raise ServiceUnavailable("Websockets are served on the port of the gevent process")
        database = request.db
        response.call_on_close(lambda: cls._serve_client(connection, database, token))
        return response

    @classmethod
    def _serve_client(cls, connection: Any, database: str, token: str | None) -> None:
        """Serve one connection to its end."""
        threading.current_thread().type = "websocket"  # type: ignore[attr-defined]
        client = ClientSocket(connection, memory_session(database), {})
        guard.watch(client)
        if token is not None:
            ClientRequest(database, client).serve_token(token)
        for message in client.get_messages():
            ClientRequest(database, client).serve(message)


def token_of(headers: Any) -> tuple[str | None, str | None]:
    """The token that a handshake brings along, and the subprotocol to confirm.

    An app sends `Authorization: Bearer`; a browser can send subprotocols only:
    new WebSocket(url, ["bearer", token]). Never the address: proxies keep it in their logs.
    """
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == BEARER:
        return token.strip(), None
    offered = [item.strip() for item in headers.get("Sec-WebSocket-Protocol", "").split(",")]
    if len(offered) == 2 and offered[0].lower() == BEARER:
        return offered[1], offered[0]
    return None, None
