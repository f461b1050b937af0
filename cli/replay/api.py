"""Callers of the API, each on a keep-alive connection of its own."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import httpx

from .errors import Refused, Unreachable
from .retry import RETRIED, Backoff
from .timings import Timings

PREFIX = "/api/v1"
TIMEOUT_SECONDS = 60.0

Json = dict[str, Any]


class Api:
    """Sends requests, repeats those that were not answered, and notes how long each took."""

    def __init__(self, url: str, timings: Timings, backoff: Backoff | None = None) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/") + PREFIX, timeout=TIMEOUT_SECONDS)
        self._timings = timings
        self._backoff = backoff or Backoff()

    def get(self, name: str, path: str, **query: Any) -> Json:
        """Read; `name` is what the statistics call it. Raises Refused or Unreachable."""
        return self.call(name, "GET", path, query=query)

    def post(self, name: str, path: str, body: Json, key: str | None = None) -> Json:
        """Run a command under an idempotency key; raises Refused or Unreachable."""
        return self.call(name, "POST", path, body=body, key=key or str(uuid4()))

    def call(
        self,
        name: str,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: Mapping[str, Any] | None = None,
        key: str | None = None,
        token: str | None = None,
    ) -> Json:
        """Send one request until it is answered.

        Raises Refused for a 4xx and Unreachable when there is no answer in time.
        """
        headers = {"Idempotency-Key": key} if key else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = self._client.build_request(
            method, path, json=body, params=query or None, headers=headers
        )
        response = self._answered(name, request)
        if response.is_error:
            raise Refused(name, response.status_code, _problem(response))
        return response.json() if response.content else {}

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _answered(self, name: str, request: httpx.Request) -> httpx.Response:
        deadline = time.monotonic() + self._backoff.total
        attempt = 0
        while True:
            answer, reason = self._try(name, request)
            if answer is not None and not self._backoff.repeats(answer.status_code, attempt):
                return answer
            wait = self._backoff.wait(attempt, answer.headers if answer is not None else None)
            if time.monotonic() + wait > deadline:
                raise Unreachable(f"{name} was not answered: {reason}. Run it again to go on.")
            self._timings.count_retry()
            time.sleep(wait)
            attempt += 1

    def _try(self, name: str, request: httpx.Request) -> tuple[httpx.Response | None, str]:
        began = time.perf_counter()
        try:
            answer = self._client.send(request)
        except httpx.TransportError as error:
            return None, type(error).__name__
        if answer.status_code not in RETRIED:
            self._timings.add(name, (time.perf_counter() - began) * 1000)
        return answer, f"status {answer.status_code} {_problem(answer).get('detail', '')}".strip()


class SignedApi(Api):
    """Signs every request with an access token, and gets a new one when it has expired."""

    def __init__(
        self,
        url: str,
        timings: Timings,
        sign_in: Callable[[Api], str],
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(url, timings, backoff)
        self._plain = Api(url, timings, backoff)
        self._sign_in = sign_in
        self._token: str | None = None

    def call(self, name: str, method: str, path: str, **rest: Any) -> Json:
        """Send one signed request until it is answered; raises as Api.call."""
        fresh = self._token is None
        token = self._token = self._token or self._sign_in(self._plain)
        try:
            return super().call(name, method, path, **rest, token=token)
        except Refused as refusal:
            if refusal.status != 401 or fresh:
                raise
        self._token = None
        return self.call(name, method, path, **rest)

    def access_token(self) -> str:
        """Return a new access token, which later requests use too; raises Refused."""
        self._token = self._sign_in(self._plain)
        return self._token

    def close(self) -> None:
        """Close both connections."""
        self._plain.close()
        super().close()


def _problem(response: httpx.Response) -> Json:
    if "problem+json" not in response.headers.get("Content-Type", ""):
        return {}
    found = response.json()
    return found if isinstance(found, dict) else {}
