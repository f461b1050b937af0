"""What a device or guest may say on its websocket: who it is, and ping."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from psycopg2.pool import PoolError
from pydantic import TypeAdapter, ValidationError

from odoo.modules.registry import Registry

from odoo.addons.bus.models.bus import dispatch
from odoo.addons.bus.websocket import CloseCode, WebsocketRequest, acquire_cursor

from ..const import ErrorCode
from ..exceptions import FynloError
from ..schemas.realtime import Authenticate, Message, time_of
from .gate import gate
from .identity import Identity

_logger = logging.getLogger(__name__)
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
# What Odoo's loop hands on to find out whether a connection is dead.
_SENTINEL = b"\x00"
_WRONG = 'Send {"type": "authenticate", "token": ...} or {"type": "ping"}.'


class ClientRequest(WebsocketRequest):
    """One message of a client, or the token of its handshake."""

    def __init__(self, database: str, client: Any) -> None:
        super().__init__(database, None, client)

    def serve(self, message: str | bytes) -> None:
        """Answer a message."""
        if message != _SENTINEL:
            self._guarded(self._answer, message)

    def serve_token(self, token: str) -> None:
        """Take the token that came with the handshake."""
        self._guarded(self._authenticate, token)

    def _guarded(self, work: Callable[[Any], None], said: Any) -> None:
        """Do something, and close the connection if it cannot be done."""
        try:
            work(said)
        except PoolError:
            self.ws.close(CloseCode.TRY_LATER)
        except Exception:
            _logger.exception("A websocket's message could not be answered")
            self.ws.close(CloseCode.SERVER_ERROR)

    def _answer(self, message: str | bytes) -> None:
        try:
            said = _MESSAGE.validate_json(message)
        except ValidationError:
            self.ws.say("error", code=ErrorCode.MALFORMED_REQUEST, detail=_WRONG)
            return
        if isinstance(said, Authenticate):
            self._authenticate(said.token.get_secret_value())
        else:
            self.ws.say("pong")

    def _authenticate(self, token: str) -> None:
        """Find out who it is and let him listen; a token that does not hold ends the connection."""
        try:
            self._listen(token)
        except FynloError as refusal:
            self.ws.refuse(refusal.code)

    def _listen(self, token: str) -> None:
        Registry(self.db).check_signaling()
        with gate, acquire_cursor(self.db) as cursor:
            env = self.ws.new_env(cursor, self.ws._session)
            listening = env["fynlo.listening"]
            identity = listening._identity(token, uuid4().hex)
            last, seen = env["bus.bus"]._fynlo_place()
            channels = list(identity.channels.values())
            self._admit(identity, last, seen)
            dispatch.subscribe(channels, last, self.db, self.ws)

    def _admit(self, identity: Identity, last: int, seen: list[int]) -> None:
        """Say that the client is known now: whatever comes after this place it will be told."""
        if self.ws.identity is None:
            self.ws.listen_from(last, seen)
        self.ws.identity = identity
        self.ws.say(
            "authenticated",
            expires_at=time_of(identity.ends_at),
            channels=sorted(identity.channels),
        )
