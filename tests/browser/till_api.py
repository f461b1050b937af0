"""The public API as a till and a back office use it, to set a scene for the browser."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = json.loads((ROOT / "addons/fynlo_demo/demo_accounts.json").read_text())
PINS = {"Tom Hartley": "4826", "Priya Shah": "2954", "Ewan Murray": "6178"}


def account(role: str) -> dict[str, str]:
    """The demo login of a role."""
    return next(account for account in ACCOUNTS if account["role"] == role)


class Api:
    """Calls of one token; every reply that is no success fails the test."""

    def __init__(self, url: str, tokens: dict[str, Any] | None = None) -> None:
        """A client of the server at `url`, signed in by `tokens` when there are any."""
        self.url = url
        self._tokens = tokens or {}
        self._client = httpx.Client(base_url=url + "/api/v1", timeout=30)

    @property
    def token(self) -> str | None:
        """The access token."""
        return self._tokens.get("access_token")

    def get(self, path: str, **parameters: Any) -> Any:
        """GET, as the parsed reply."""
        return self._parsed(self._sent("GET", path, params=parameters))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """POST with a new idempotency key, as the parsed reply."""
        return self._parsed(self._posted(path, body))

    def tried(self, path: str, body: dict[str, Any]) -> int:
        """POST with a new idempotency key, as the bare status."""
        return self._posted(path, body).status_code

    def put(self, path: str, body: dict[str, Any]) -> Any:
        """PUT, as the parsed reply."""
        return self._parsed(self._sent("PUT", path, json=body))

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        """PATCH, as the parsed reply."""
        return self._parsed(self._sent("PATCH", path, json=body))

    def delete(self, path: str) -> None:
        """DELETE."""
        self._parsed(self._sent("DELETE", path))

    def status(self, path: str) -> int:
        """GET, as the bare status."""
        return self._sent("GET", path).status_code

    def _posted(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self._sent("POST", path, json=body, headers={"Idempotency-Key": str(uuid4())})

    def _sent(self, method: str, path: str, **named: Any) -> httpx.Response:
        """Send a request, and again with a new token where the old one has ended meanwhile."""
        reply = self._client.request(method, path, **self._signed(named))
        if reply.status_code == 401 and reply.json()["code"] == "token_expired":
            body = {"refresh_token": self._tokens["refresh_token"]}
            self._tokens = self._parsed(self._client.post("/auth/refresh", json=body))
            reply = self._client.request(method, path, **self._signed(named))
        return reply

    def _signed(self, named: dict[str, Any]) -> dict[str, Any]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**named, "headers": {**own, **named.get("headers", {})}}

    def _parsed(self, response: httpx.Response) -> Any:
        assert response.is_success, response.text
        return response.json() if response.content else None

    def signed_in(self, tokens: dict[str, Any]) -> "Api":
        """A client of the same server with the tokens that it gave."""
        return Api(self.url, tokens)


def back_office(url: str, role: str = "owner") -> Api:
    """Sign a person in by password."""
    who = account(role)
    public = Api(url)
    tokens = public.post("/auth/login", {"login": who["login"], "password": who["password"]})
    return public.signed_in(tokens)


def find_till(office: Api, name: str) -> dict[str, Any]:
    """A till by its name."""
    return next(till for till in office.get("/tills")["items"] if till["name"] == name)


def pair(url: str, code: str, name: str) -> Api:
    """Pair a device by the code that the back office shows, and sign it in."""
    public = Api(url)
    body = {"code": code, "name": name, "platform": "iPadOS 19"}
    paired = public.post("/devices/pair", body)
    return public.signed_in(public.post("/auth/device", {"credential": paired["credential"]}))


def employee(device: Api, name: str) -> Api:
    """Sign an employee in on a device by PIN."""
    people = device.get("/employees")["items"]
    number = next(person["id"] for person in people if person["name"] == name)
    return device.signed_in(device.post("/auth/pin", {"employee_id": number, "pin": PINS[name]}))


def pounds(amount: int) -> dict[str, Any]:
    """Pence as the API takes money."""
    return {"amount": amount, "currency": "GBP"}


def dish(api: Api, name: str) -> int:
    """The id of a dish by its name."""
    return next(item["id"] for item in api.get("/menu")["products"] if item["name"] == name)
