"""Pairing one device per client with one till, and signing in a manager on each."""

import threading
from dataclasses import dataclass

from .accounts import ROLES, Access
from .api import Api, Json, SignedApi
from .errors import Refused, ReplayError
from .journal import Journal
from .timings import Timings


@dataclass(frozen=True)
class Till:
    """A till of the restaurant; `session` is its open one."""

    id: int
    name: str
    session: Json | None


def back_office(access: Access, timings: Timings) -> SignedApi:
    """Return a caller that signs in as the login."""

    def sign_in(api: Api) -> str:
        body = {"login": access.login, "password": access.password}
        return str(api.call("auth.login", "POST", "/auth/login", body=body)["access_token"])

    return SignedApi(access.url, timings, sign_in)


def choose_till(office: Api, wanted: str | None, journal: Journal) -> Till:
    """Return the till of that name, else the journal's, else the first without a session.

    Raises ReplayError when there is none.
    """
    tills = [
        Till(t["id"], t["name"], t["session"]) for t in office.get("till.list", "/tills")["items"]
    ]
    if wanted:
        named = [till for till in tills if till.name == wanted]
        if not named:
            have = ", ".join(till.name for till in tills) or "none"
            raise ReplayError(f"There is no till {wanted}; there are: {have}.")
        return named[0]
    known = [till for till in tills if till.id == journal.till_id]
    free = [till for till in tills if till.session is None]
    if not known + free:
        raise ReplayError("Every till has an open session; close one, or name one with --till.")
    return (known + free)[0]


class Crew:
    """The devices of one till; pairs as many as are needed and remembers them."""

    def __init__(
        self, access: Access, timings: Timings, office: Api, journal: Journal, till: Till
    ) -> None:
        self._access = access
        self._timings = timings
        self._office = office
        self._journal = journal
        self._till = till
        self._lock = threading.Lock()
        if journal.till_id != till.id:
            journal.till_id, journal.devices = till.id, {}

    def sign_in(self, number: int) -> SignedApi:
        """Return device `number` (from 0), on which a manager signs in at the first request."""
        name, pin = list(self._access.pins.items())[number % len(self._access.pins)]

        def sign_in(api: Api) -> str:
            target = {"till_id": self._till.id}
            token = self._device_token(api, str(number), target, f"Replay {number + 1}")
            employee_id = _employee(api, token, name)
            body = {"employee_id": employee_id, "pin": pin}
            reply = api.call("auth.pin", "POST", "/auth/pin", body=body, token=token)
            return str(reply["access_token"])

        return SignedApi(self._access.url, self._timings, sign_in)

    def sign_in_station(self, station: Json) -> SignedApi:
        """Return the screen of a kitchen station, which needs nobody to sign in."""
        place = f"station {station['id']}"
        target = {"station_id": station["id"]}

        def sign_in(api: Api) -> str:
            return self._device_token(api, place, target, f"Replay {station['name']}")

        return SignedApi(self._access.url, self._timings, sign_in)

    def _device_token(self, api: Api, place: str, target: Json, name: str) -> str:
        with self._lock:
            devices = self._journal.devices
            if place in devices:
                try:
                    return _token(api, devices[place])
                except Refused as refusal:
                    # Revoked, or of another database at the same address.
                    if refusal.status != 401:
                        raise
            devices[place] = self._pair(target, name)
            self._journal.write()
            return _token(api, devices[place])

    def _pair(self, target: Json, name: str) -> Json:
        code = self._office.post("device.create_code", "/devices/pairing-codes", target)["code"]
        body = {"code": code, "name": name}
        paired = self._office.call("device.pair", "POST", "/devices/pair", body=body)
        return {"id": paired["device"]["id"], "credential": paired["credential"]}


def _token(api: Api, device: Json) -> str:
    body = {"credential": device["credential"]}
    return str(api.call("auth.device", "POST", "/auth/device", body=body)["access_token"])


def _employee(api: Api, token: str, name: str) -> int:
    people = api.call("employee.list", "GET", "/employees", token=token)["items"]
    for person in people:
        if person["name"] == name:
            if person["role"] not in ROLES:
                raise ReplayError(f"{name} is no manager, so may not bring in the past.")
            return int(person["id"])
    raise ReplayError(f"{name} may not sign in at this till.")
