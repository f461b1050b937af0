"""How the bench of the bus reads frames."""

import json
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from cli.bench.bus_clients import Client, Crowd


@pytest.fixture
def client() -> Iterator[Client]:
    """A client that is connected to nobody."""
    ours, theirs = socket.socketpair()
    yield Client(ours, "bench")
    ours.close()
    theirs.close()


def frame(text: bytes, opcode: int = 1) -> bytes:
    """A frame as a server sends it."""
    if len(text) < 126:
        return struct.pack("!BB", 0x80 | opcode, len(text)) + text
    return struct.pack("!BBH", 0x80 | opcode, 126, len(text)) + text


def bench(number: int, padding: str = "") -> bytes:
    """A frame with one notification."""
    message = {"type": "bench", "payload": {"number": number, "padding": padding}}
    return frame(json.dumps([{"id": number, "message": message}]).encode())


def test_messages_come_in_pieces(client: Client) -> None:
    data = bench(1) + frame(b"", opcode=9) + bench(2, "x" * 300) + bench(3)
    client.received = [(1.0, data[:5]), (2.0, data[5:-4]), (3.0, data[-4:])]
    found = [(at, message["payload"]["number"]) for at, message in client.messages()]  # type: ignore[index]
    assert found == [(2.0, 1), (2.0, 2), (3.0, 3)]
    assert client.is_open


def test_a_close_frame_is_seen_wherever_it_is(client: Client) -> None:
    client.received = [(1.0, bench(1) + frame(struct.pack("!H", 1013), opcode=8))]
    assert len(list(client.messages())) == 1
    assert not client.is_open


def test_a_refused_handshake_is_counted() -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        link, _ = server.accept()
        link.recv(4096)
        link.sendall(b"HTTP/1.1 500 INTERNAL SERVER ERROR\r\n\r\n")
        link.close()

    thread = threading.Thread(target=refuse)
    thread.start()
    crowd = Crowd(f"ws://127.0.0.1:{server.getsockname()[1]}/websocket")
    crowd.connect(["bench"], 0)
    thread.join()
    server.close()
    assert (crowd.clients, crowd.failures) == ([], ["HTTP/1.1 500 INTERNAL SERVER ERROR"])
    crowd.close()
