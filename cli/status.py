"""./fynlo status: one object that says where everything is and who may log in."""

import json
from argparse import Namespace
from typing import Any

import psycopg2

from . import postgres, up
from .connection import Connection
from .processes import Processes
from .settings import Settings
from .steps import say

ACCOUNTS = "fynlo_demo/demo_accounts.json"
TILLS = "SELECT id, name FROM pos_config WHERE active ORDER BY id"
EMPLOYEES = (
    "SELECT e.id, e.name, to_jsonb(e) ->> 'fynlo_role', to_jsonb(e) ->> 'pin' "
    "FROM hr_employee e WHERE e.active ORDER BY e.id"
)
LOGINS = "SELECT login FROM res_users WHERE active AND login = ANY(%s)"


def report(settings: Settings) -> dict[str, Any]:
    """Return url, websocket_url, database, accounts, tills, employees, and processes.

    What is not running is None or an empty list.
    """
    processes = Processes(settings.run)
    running = processes.find(up.NAME)
    address = up.address_of(running) if running else None
    connection = _connection(settings, processes)
    return {
        "url": address.url if address else None,
        "websocket_url": address.websocket_url if address else None,
        "database": connection.database if connection else postgres.DATABASE,
        "accounts": _accounts(settings, connection),
        "tills": _objects(connection, TILLS, "id", "name"),
        "employees": _objects(connection, EMPLOYEES, "id", "name", "role", "pin"),
        "processes": [{"name": p.name, "pid": p.pid} for p in processes.all()],
    }


def run(settings: Settings, options: Namespace) -> int:
    """./fynlo status [--json]; ends with 1 when Odoo does not run."""
    return 0 if show(settings, as_json=options.json)["url"] else 1


def show(settings: Settings, *, as_json: bool) -> dict[str, Any]:
    """Print the report and return it."""
    facts = report(settings)
    if as_json:
        print(json.dumps(facts, indent=2))
        return facts
    if not facts["url"]:
        say("  Fynlo is not running. Start it with: ./fynlo up")
        return facts
    print(f"\n  Odoo       {facts['url']}/odoo")
    print(f"  API        {facts['url']}/api/v1")
    print(f"  API docs   {facts['url']}/api/docs")
    print(f"  Websocket  {facts['websocket_url']}\n")
    for account in facts["accounts"]:
        print(f"  {account['role']:<12} {account['login']:<28} {account['password']}")
    pins = [f"{e['name']} ({e['role']}) {e['pin']}" for e in facts["employees"] if e["pin"]]
    if pins:
        print(f"\n  PINs       {', '.join(pins)}")
    return facts


def _connection(settings: Settings, processes: Processes) -> Connection | None:
    if settings.database_url or processes.find(postgres.NAME):
        return postgres.ensure(settings)
    return None


def _accounts(settings: Settings, connection: Connection | None) -> list[dict[str, str]]:
    """The demo's logins that are in the database."""
    known = json.loads((settings.addons / ACCOUNTS).read_text())
    logins = [account["login"] for account in known]
    present = {row[0] for row in _rows(connection, LOGINS, logins)}
    kept = ("role", "login", "password")
    return [{key: a[key] for key in kept} for a in known if a["login"] in present]


def _objects(connection: Connection | None, query: str, *names: str) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in _rows(connection, query)]


def _rows(connection: Connection | None, query: str, *values: Any) -> list[tuple[Any, ...]]:
    if connection is None:
        return []
    try:
        return connection.rows(query, *values)
    except (psycopg2.errors.UndefinedTable, psycopg2.OperationalError):
        return []
