"""Who signs in: the demo restaurant's people, or those who are named on the command line."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import status
from ..settings import Settings
from .errors import ReplayError

# Only they may sell with times of the past, and make dishes.
ROLES = ("manager", "owner")


@dataclass(frozen=True)
class Access:
    """A server, a login of its back office, and the employees' PINs by name."""

    url: str
    login: str
    password: str
    pins: Mapping[str, str]


def access_from(settings: Settings, options: Namespace) -> Access:
    """Return where to and as whom; raises ReplayError when something is missing."""
    facts: dict[str, Any] = {} if _is_complete(options) else status.report(settings)
    url = options.url or facts.get("url")
    if not url:
        raise ReplayError("Fynlo is not running. Start it with ./fynlo up, or name a --url.")
    login, password = _login(options, facts.get("accounts", []))
    return Access(url, login, password, _pins(options, facts.get("employees", [])))


def _is_complete(options: Namespace) -> bool:
    return bool(options.url and options.login and options.employee)


def _login(options: Namespace, accounts: Iterable[Mapping[str, str]]) -> tuple[str, str]:
    if options.login:
        if not options.password_file:
            raise ReplayError("Name a --password-file for the --login.")
        return options.login, _secret(options.password_file)
    for role in reversed(ROLES):
        for account in accounts:
            if account["role"] == role:
                return account["login"], account["password"]
    raise ReplayError("This is not the demo restaurant: name a --login and a --password-file.")


def _pins(options: Namespace, employees: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    if options.employee:
        if not options.pin_file:
            raise ReplayError("Name a --pin-file for the --employee.")
        return {options.employee: _secret(options.pin_file)}
    pins = {person["name"]: person["pin"] for person in employees if person["role"] in ROLES}
    pins = {name: pin for name, pin in pins.items() if pin}
    if not pins:
        raise ReplayError("No manager has a PIN: name an --employee and a --pin-file.")
    return pins


def _secret(file: Path) -> str:
    try:
        lines = file.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReplayError(f"{file} cannot be read: {error}") from None
    if not lines or not lines[0]:
        raise ReplayError(f"The first line of {file} is empty.")
    return lines[0]
