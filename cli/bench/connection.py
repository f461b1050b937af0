"""A client that costs little: on two cores it shares the machine with what it measures."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    def json(self) -> Any:
        """Return the body's value."""
        return json.loads(self.body)


class Connection:
    """One keep-alive connection; opened again whenever the server closes it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._http = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS
        )

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """Send a request; raises OSError or http.client.HTTPException when nothing comes back."""
        try:
            self._http.request(method, path, body, dict(headers))
            response = self._http.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        except BaseException:
            self._http.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


def encoded(value: Any) -> bytes:
    """Return a value as the body of a request."""
    return json.dumps(value, separators=(",", ":")).encode()
