"""The clients of both sides: devices of Fynlo with their tokens, logins of stock Odoo."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..replay.api import Json, SignedApi
from ..replay.devices import Crew, Till, back_office
from ..replay.journal import Journal
from ..replay.timings import Timings
from .connection import Connection, encoded
from .machine import Machine

CLIENTS = 10
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class OpenTill:
    """A till with an open session, and the devices that are signed in on it."""

    till: Till
    session: Json
    devices: list[SignedApi]

    def headers(self, client: int) -> dict[str, str]:
        """Return the headers with which a client signs its requests."""
        return {**JSON, "Authorization": f"Bearer {self.devices[client].access_token()}"}

    def method(self, kind: str) -> int:
        """Return the id of a way to pay."""
        methods = self.session["payment_methods"]
        return int(next(item["id"] for item in methods if item["kind"] == kind))


def open_tills(machine: Machine, folder: Path) -> tuple[OpenTill, OpenTill]:
    """Open two tills: one for Fynlo's clients, one for those of stock Odoo."""
    office = back_office(machine.access, Timings())
    tills = [Till(t["id"], t["name"], t["session"]) for t in office.get("tills", "/tills")["items"]]
    ours, stock = (
        _open(machine, office, till, folder / f"{till.id}.json", count)
        for till, count in zip(tills[:2], (CLIENTS, 1), strict=True)
    )
    return ours, stock


def _open(machine: Machine, office: SignedApi, till: Till, journal: Path, count: int) -> OpenTill:
    crew = Crew(machine.access, Timings(), office, Journal(journal), till)
    devices = [crew.sign_in(number) for number in range(count)]
    body = {"opening_float": {"amount": 10000, "currency": "GBP"}}
    session = devices[0].post("session.open", "/sessions", body)
    for device in devices:
        device.access_token()
    return OpenTill(till, session, devices)


def stock_cookies(machine: Machine) -> list[dict[str, str]]:
    """Sign the clients of stock Odoo in; return the headers of each."""
    return [_stock_login(machine) for _ in range(CLIENTS)]


def _stock_login(machine: Machine) -> dict[str, str]:
    access = machine.access
    values = {"db": machine.server.database, "login": access.login, "password": access.password}
    connection = Connection(machine.server.url)
    answer = connection.send("POST", "/web/session/authenticate", JSON, rpc(values))
    connection.close()
    if "error" in answer.json():
        raise RuntimeError(f"Stock Odoo refused the login: {answer.json()['error']['message']}")
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    return {**JSON, "Cookie": cookie}


def rpc(params: dict[str, Any]) -> bytes:
    """Return the body of a call as Odoo's web client makes it."""
    return encoded({"jsonrpc": "2.0", "method": "call", "params": params, "id": 1})
