"""A client of the API, and what replies are asked for."""

from typing import Any
from uuid import uuid4

import httpx

PREFIX = "/api/v1"
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=100)


class Refused(AssertionError):
    """The reply has another status than the test asked for."""


class Api:
    """The API as one token sees it; threads may share it.

    `call` gives the response whatever it is; get, post and delete give the decoded body and
    raise Refused unless the request succeeded. Each post has a new idempotency key of its own.
    """

    def __init__(self, url: str, token: str | None = None, *, seconds: float = 60) -> None:
        self.url = url
        self.token = token
        self._client = httpx.Client(base_url=url + PREFIX, timeout=seconds, limits=LIMITS)

    def call(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **more: Any
    ) -> httpx.Response:
        """Send a request; `key` is its Idempotency-Key, `more` is for httpx."""
        headers = {**more.pop("headers", {})}
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if key is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            more["json"] = body
        return self._client.request(method, path, headers=headers, **more)

    def get(self, path: str, **query: Any) -> Any:
        """Read something."""
        return succeeded(self.call("GET", path, params=query or None))

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Do something."""
        return succeeded(self.call("POST", path, body or {}, key=key or str(uuid4())))

    def close(self) -> None:
        """End the connections."""
        self._client.close()


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
