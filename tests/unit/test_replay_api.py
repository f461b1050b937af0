"""Requests that are repeated until they are answered, against a server that fails first."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from cli.replay.api import Api, SignedApi
from cli.replay.errors import Refused, Unreachable
from cli.replay.retry import Backoff
from cli.replay.timings import Timings

QUICK = Backoff(first=0.001, longest=0.002, total=2)


class Peer(ThreadingHTTPServer):
    """Answers with `answers` in turn, the last one for ever, and keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.seen: list[tuple[str, str | None, str | None]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key, token = self.headers.get("Idempotency-Key"), self.headers.get("Authorization")
        self.server.seen.append((self.path, key, token))
        answers = self.server.answers
        status, body = answers.pop(0) if len(answers) > 1 else answers[0]
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json" if status > 399 else "")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words: Any) -> None:
        """Tests print nothing."""


@pytest.fixture
def peer() -> Iterator[Peer]:
    server = Peer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_failed_request_is_sent_again_with_the_same_key(peer: Peer) -> None:
    peer.answers = [(503, {}), (500, {}), (429, {}), (201, {"id": 4})]
    timings = Timings()
    api = Api(peer.url, timings, QUICK)
    assert api.post("order.create", "/orders", {}, "one") == {"id": 4}
    assert peer.seen == [("/api/v1/orders", "one", None)] * 4
    assert (timings.retries, timings.by_call()["order.create"].count) == (3, 1)


def test_a_refusal_is_told_and_not_repeated(peer: Peer) -> None:
    peer.answers = [(409, {"code": "order_not_open", "detail": "It is paid.", "request_id": "r1"})]
    with pytest.raises(Refused, match="refused with 409: It is paid") as caught:
        Api(peer.url, Timings(), QUICK).post("order.create", "/orders", {})
    assert caught.value.code == "order_not_open"
    assert len(peer.seen) == 1


def test_a_fault_of_the_server_is_told_after_six_tries(peer: Peer) -> None:
    peer.answers = [(500, {"detail": "Something failed here."})]
    with pytest.raises(Refused, match="refused with 500: Something failed"):
        Api(peer.url, Timings(), QUICK).post("order.create", "/orders", {})
    assert len(peer.seen) == 6


def test_a_server_that_stays_away_is_given_up() -> None:
    gone = Peer()
    gone.server_close()
    api = Api(gone.url, Timings(), Backoff(first=0.01, longest=0.01, total=0.1))
    with pytest.raises(Unreachable, match="ConnectError"):
        api.get("menu.get", "/menu")


def test_an_expired_token_is_renewed_once(peer: Peer) -> None:
    tokens = iter(["old", "new"])
    api = SignedApi(peer.url, Timings(), lambda plain: next(tokens), QUICK)
    peer.answers = [(200, {})]
    api.post("order.create", "/orders", {}, "one")
    peer.answers = [(401, {"code": "token_expired"}), (200, {})]
    api.post("order.create", "/orders", {}, "two")
    assert [seen[1:] for seen in peer.seen] == [
        ("one", "Bearer old"),
        ("two", "Bearer old"),
        ("two", "Bearer new"),
    ]


def test_a_new_token_that_is_refused_is_no_reason_to_go_on(peer: Peer) -> None:
    api = SignedApi(peer.url, Timings(), lambda plain: "token", QUICK)
    peer.answers = [(401, {"code": "device_revoked"})]
    with pytest.raises(Refused):
        api.post("order.create", "/orders", {})
    assert len(peer.seen) == 1


def test_retry_after_is_obeyed_and_other_waits_grow_to_a_bound() -> None:
    backoff = Backoff(first=0.1, longest=1.0)
    assert backoff.wait(0, {"Retry-After": "7"}) == 7.0
    for attempt, longest in ((0, 0.1), (1, 0.2), (9, 1.0), (5000, 1.0)):
        assert longest / 2 <= backoff.wait(attempt) <= longest
