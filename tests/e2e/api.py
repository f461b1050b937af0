"""A client of the API, and what replies are asked for."""

import time
from threading import Lock
from typing import Any
from uuid import uuid4

import httpx

PREFIX = "/api/v1"
CAUGHT_UP_SECONDS = 60
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=100)


class Refused(AssertionError):
    """The reply has another status than the test asked for."""


class Api:
    """The API as one sign-in sees it; threads may share it.

    An access token that has expired is renewed by its refresh token, as a till does it: a long
    run outlives a quarter of an hour.

    `call` gives the response whatever it is; get, post and delete give the decoded body and
    raise Refused unless the request succeeded. Each post has a new idempotency key of its own.
    """

    def __init__(self, url: str, token: str | None = None, *, seconds: float = 60) -> None:
        self.url = url
        self.token = token
        self._refresh_token: str | None = None
        self._renewing = Lock()
        self._client = httpx.Client(base_url=url + PREFIX, timeout=seconds, limits=LIMITS)

    def call(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any
    ) -> httpx.Response:
        """Send a request; `key` is its Idempotency-Key, `more` is for httpx."""
        headers = {**more.pop("headers", {})}
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more["json"] = body
        token = self.token
        response = self._client.request(method, path, headers=_signed(headers, token), **more)
        if self._refresh_token and _has_expired(response):
            self._renew(token)
            headers = _signed(headers, self.token)
            response = self._client.request(method, path, headers=headers, **more)
        return response

    def signed_in(self, tokens: dict[str, Any]) -> "Api":
        """The same, from now on with the tokens that a sign-in gave."""
        self.token, self._refresh_token = tokens["access_token"], tokens["refresh_token"]
        return self

    def _renew(self, expired: str | None) -> None:
        """Get new tokens, unless another thread just did: a refresh token is good for once."""
        with self._renewing:
            if self.token == expired:
                sent = {"refresh_token": self._refresh_token}
                self.signed_in(succeeded(self._client.post("/auth/refresh", json=sent)))

    def get(self, path: str, **query: Any) -> Any:
        """Read something."""
        return succeeded(self.call("GET", path, params=query or None))

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Do something."""
        return succeeded(self.call("POST", path, body or {}, key=key or str(uuid4())))

    def caught_up(self, cursor: str, limit: int = 100) -> list[dict[str, Any]]:
        """All events after a cursor: what began before others is waited for, in any database."""
        found: list[dict[str, Any]] = []
        deadline = time.monotonic() + CAUGHT_UP_SECONDS
        while True:
            reply = self.get("/events", cursor=cursor, limit=limit)
            found += reply["items"]
            cursor = reply["cursor"]
            if not reply["has_more"] and not reply["lag_seconds"]:
                return found
            assert time.monotonic() < deadline, reply["lag_seconds"]
            time.sleep(0 if reply["has_more"] else 0.1)

    def present_cursor(self) -> str:
        """A cursor after which nothing comes that has happened by now."""
        deadline = time.monotonic() + CAUGHT_UP_SECONDS
        while (reply := self.get("/events"))["lag_seconds"]:
            assert time.monotonic() < deadline, reply["lag_seconds"]
            time.sleep(0.1)
        cursor: str = reply["cursor"]
        return cursor

    def close(self) -> None:
        """End the connections."""
        self._client.close()


def _signed(headers: dict[str, str], token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **headers} if token else headers


def _has_expired(response: httpx.Response) -> bool:
    return response.status_code == 401 and response.json()["code"] == "token_expired"


def succeeded(response: httpx.Response) -> Any:
    """The decoded body of a successful reply."""
    if not response.is_success:
        request = response.request
        raise Refused(f"{request.method} {request.url}: {response.status_code} {response.text}")
    return response.json() if response.content else None


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of a refusal that has this status and code, checked as a document."""
    assert (response.status_code, response.headers["content-type"]) == (
        status,
        "application/problem+json",
    ), f"{response.status_code} {response.text}"
    body: dict[str, Any] = response.json()
    assert (body["status"], body["code"], body["type"]) == (
        status,
        code,
        f"urn:fynlo:problem:{code}",
    ), body
    assert body["request_id"] == response.headers["x-request-id"]
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.text
    return body


def fields(body: dict[str, Any]) -> list[str]:
    """The fields that a problem document names."""
    return [error["field"] for error in body["errors"]]


def pounds(amount: int) -> dict[str, Any]:
    """Money in pence."""
    return {"amount": amount, "currency": "GBP"}
