"""Odoo's own doors, as its web client uses them."""

from typing import Any

import httpx

from cli.server import Server

from .restaurant import LOGINS


class RpcRefused(Exception):
    """Odoo answered with an error; `kind` is its exception's name."""

    def __init__(self, error: dict[str, Any]) -> None:
        data = error.get("data") or {}
        super().__init__(str(data.get("message") or error))
        self.kind = str(data.get("name"))


class Odoo:
    """A session of Odoo's web client."""

    def __init__(self, server: Server, login: str, password: str) -> None:
        self._client = httpx.Client(base_url=server.url, timeout=60)
        who = {"db": server.database, "login": login, "password": password}
        self.info = self._call("/web/session/authenticate", who)

    @classmethod
    def as_role(cls, server: Server, role: str) -> "Odoo":
        """The demo restaurant's person in that role."""
        return cls(server, LOGINS[role]["login"], LOGINS[role]["password"])

    @property
    def session_id(self) -> str:
        """The session's cookie."""
        return self._client.cookies["session_id"]

    def method(self, model: str, name: str, *arguments: Any, **named: Any) -> Any:
        """Call a method of a model; raises RpcRefused."""
        sent = {"model": model, "method": name, "args": arguments, "kwargs": named}
        return self._call(f"/web/dataset/call_kw/{model}/{name}", sent)

    def _call(self, path: str, parameters: dict[str, Any]) -> Any:
        body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        reply = self._client.post(path, json=body)
        reply.raise_for_status()
        answer = reply.json()
        if "error" in answer:
            raise RpcRefused(answer["error"])
        return answer.get("result")
