"""Many websockets of one process: raw sockets and epoll, so that the client costs little.

A library for websockets costs more for each message than the server that is measured.
"""

import base64
import json
import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PARALLEL = 16
ANSWER_SECONDS = 60.0
_TEXT, _CLOSE = 1, 8
_MASKED_SHORT, _MASKED_LONG = 126, 65_536


@dataclass(eq=False)
class Client:
    """One websocket and what came in, with the time at which it came."""

    socket: socket.socket
    channel: str
    received: list[tuple[float, bytes]] = field(default_factory=list)
    is_open: bool = True

    def messages(self) -> Iterator[tuple[float, dict[str, object]]]:
        """The notifications of whole frames, with the time at which their last part came.

        Whether the server closed the connection is known when all of them were read.
        """
        data = b""
        for at, part in self.received:
            data += part
            while (found := _split(data)) is not None:
                opcode, text, data = found
                if opcode == _CLOSE:
                    self.is_open = False
                if opcode == _TEXT:
                    for item in json.loads(text):
                        yield at, item["message"]


class Crowd:
    """Clients that are connected and listen."""

    def __init__(self, url: str) -> None:
        """Name the server; `url` is its websocket's address."""
        self.clients: list[Client] = []
        self.failures: list[str] = []
        self.connect_ms: list[float] = []
        self._url = urlsplit(url)
        self._epoll = select.epoll()
        self._by_file: dict[int, Client] = {}

    def connect(self, channels: list[str], last: int, parallel: int = PARALLEL) -> None:
        """Connect a client for each channel named, and let it subscribe from `last` on."""
        with ThreadPoolExecutor(parallel) as pool:
            made = list(pool.map(lambda channel: self._try(channel, last), channels))
        for client in made:
            if client is not None:
                client.socket.setblocking(False)
                self._epoll.register(client.socket.fileno(), select.EPOLLIN)
                self._by_file[client.socket.fileno()] = client
                self.clients.append(client)

    def listen(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Take what comes for so long, or until something is the case."""
        deadline = time.time() + seconds
        while (left := deadline - time.time()) > 0 and not until():
            for number, _ in self._epoll.poll(min(0.05, left), 512):
                self._take(number)

    def received_count(self) -> int:
        """How many pieces of data came in so far: whether it is over."""
        return sum(len(client.received) for client in self.clients)

    def closed(self) -> int:
        """How many connections the server closed."""
        return sum(not client.is_open for client in self.clients)

    def forget(self) -> None:
        """Begin a measurement: what came before does not count."""
        for client in self.clients:
            client.received.clear()

    def close(self) -> None:
        """End all connections."""
        for client in self.clients:
            client.socket.close()
        self._epoll.close()

    def _try(self, channel: str, last: int) -> Client | None:
        began = time.perf_counter()
        try:
            client = self._open(channel, last)
        except OSError as error:
            self.failures.append(str(error))
            return None
        self.connect_ms.append((time.perf_counter() - began) * 1000)
        return client

    def _open(self, channel: str, last: int) -> Client:
        where = (self._url.hostname or "127.0.0.1", self._url.port or 80)
        link = socket.create_connection(where, timeout=ANSWER_SECONDS)
        try:
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.sendall(_handshake(self._url.netloc, self._url.path))
            _read_answer(link)
            said = {"event_name": "subscribe", "data": {"channels": [channel], "last": last}}
            link.sendall(_masked(json.dumps(said).encode()))
        except BaseException:
            link.close()
            raise
        return Client(link, channel)

    def _take(self, number: int) -> None:
        client = self._by_file[number]
        try:
            data = client.socket.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            client.received.append((time.time(), data))
            return
        client.is_open = False
        self._epoll.unregister(number)
        client.socket.close()


def _handshake(host: str, path: str) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Origin: http://{host}",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _read_answer(link: socket.socket) -> None:
    """Read the server's answer to the end of its head; raises OSError unless it is a 101."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        part = link.recv(4096)
        if not part:
            raise ConnectionError(f"closed during the handshake: {answer[:80]!r}")
        answer += part
    status = answer.split(b"\r\n", 1)[0]
    if b" 101 " not in status:
        raise ConnectionError(status.decode(errors="replace"))


def _masked(text: bytes) -> bytes:
    """A text frame as a client sends it; a mask of zeros leaves it readable."""
    size = len(text)
    if size < _MASKED_SHORT:
        head = bytes([0x80 | _TEXT, 0x80 | size])
    else:
        head = bytes([0x80 | _TEXT, 0x80 | 126]) + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + text


def _split(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Opcode and text of the first frame, and what follows it; None: it is not whole yet."""
    if len(data) < 2:
        return None
    size, start = data[1] & 0x7F, 2
    extended = {126: 2, 127: 8}.get(size, 0)
    if extended:
        start += extended
        size = int.from_bytes(data[2:start], "big")
    if len(data) < start + size:
        return None
    return data[0] & 0x0F, data[start : start + size], data[start + size :]
