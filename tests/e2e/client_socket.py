"""The websocket of a device or guest, as an app uses it."""

import json
import socket
import time
from typing import Any

import websocket

from cli.server import Server

PATIENCE_SECONDS = 30


class ClosedByServer(AssertionError):
    """The server closed the connection; `code` and `reason` are what it said."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


class ClientSocket:
    """A connection to /websocket/fynlo; it neither sends an Origin nor names a version."""

    def __init__(self, server: Server, **more: Any) -> None:
        """Connect as soon as the process of the websockets listens.

        :param more: for websocket.create_connection, e.g. header or subprotocols
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self._socket = websocket.create_connection(
                    f"{server.websocket_url}/fynlo",
                    timeout=PATIENCE_SECONDS,
                    suppress_origin=True,
                    **more,
                )
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    @classmethod
    def of(cls, server: Server, token: str) -> "ClientSocket":
        """A connection that is authenticated."""
        client = cls(server)
        client.authenticate(token)
        return client

    @property
    def subprotocol(self) -> str | None:
        """What the server confirmed."""
        found: str | None = self._socket.getsubprotocol()
        return found

    @property
    def connection(self) -> socket.socket:
        """The socket itself, to be cut off."""
        found: socket.socket = self._socket.sock
        return found

    def authenticate(self, token: str) -> dict[str, Any]:
        """Say who it is; what the server answers, with the events that came before it left out."""
        self.send(type="authenticate", token=token)
        while (message := self.receive())["type"] == "events":
            pass
        assert message["type"] == "authenticated"
        return message

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.send_text(json.dumps(message))

    def send_text(self, text: str) -> None:
        """Send whatever it is."""
        self._socket.send(text)

    def receive(self, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The next message; raises ClosedByServer, or WebSocketTimeoutException if none comes."""
        self._socket.settimeout(seconds)
        opcode, data = self._socket.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise ClosedByServer(int.from_bytes(data[:2], "big"), data[2:].decode())
        message: dict[str, Any] = json.loads(data)
        return message

    def events(self, until: str) -> list[dict[str, Any]]:
        """The events that come in, up to the first frame that has one with this name."""
        found: list[dict[str, Any]] = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            message = self.receive()
            assert message["type"] == "events"
            found += message["items"]
            if until in [item["name"] for item in message["items"]]:
                return found
        raise AssertionError(f"no {until} in {found}")

    def heard(self, seconds: float) -> list[dict[str, Any]]:
        """The events that come in for a while."""
        found: list[dict[str, Any]] = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                found += self.receive(left)["items"]
            except websocket.WebSocketTimeoutException:
                break
        return found

    def refused(self, seconds: float = PATIENCE_SECONDS) -> tuple[int, str]:
        """Code and reason by which the server closes the connection, within these seconds."""
        deadline = time.monotonic() + seconds
        try:
            while (left := deadline - time.monotonic()) > 0:
                self.receive(left)
        except ClosedByServer as closed:
            return closed.code, closed.reason
        raise AssertionError("the connection is still open")

    def close(self) -> None:
        """End the connection."""
        self._socket.close()
