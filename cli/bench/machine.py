"""The server under measurement and everyone who calls it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from .. import odoo
from ..replay.accounts import Access
from ..server import Server
from ..settings import Settings
from .server_cpu import server_cpu_ms

WORKERS = 2
BENCH_ADDONS = Path(__file__).parent / "addons"
# What odoo shell does on the new database: an API key of Odoo's own for /json/2, and rate limits
# that a benchmark does not reach (each request is counted all the same).
SET_UP = """
import json
rates = {name: {side: [100000, 100000] for side in ("caller", "address")} for name in %(limits)r}
env["ir.config_parameter"].set_param("fynlo_pos_api.rate_limits", json.dumps(rates))
owner = env["res.users"].search([("login", "=", %(login)r)])
key = env["res.users.apikeys"].with_user(owner)._generate(None, "bench", None)
env.cr.commit()
print("KEY=" + key)
"""
LIMITS = ("default", "login", "token", "pin", "public", "health")
PINS = "SELECT name, pin FROM hr_employee WHERE fynlo_role = 'manager' AND pin IS NOT NULL"


@dataclass(frozen=True)
class Machine:
    """A running server, whom to sign in as, and an API key of Odoo's own."""

    server: Server
    access: Access
    api_key: str

    def cpu_ms(self) -> float:
        """Return the CPU time that the server's processes have used so far."""
        return server_cpu_ms(self.server.pid or 0)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a query on the server's database, in a transaction of its own."""
        with psycopg2.connect(self.server.dsn) as link, link.cursor() as cursor:
            cursor.execute(query, values)
            found = cursor.fetchall() if cursor.description else []
        link.close()
        return found


@contextmanager
def machine() -> Iterator[Machine]:
    """Start a prefork server on its own copy of the demo restaurant; end it with the body."""
    settings = Settings.from_environment()
    folders = (settings.addons, BENCH_ADDONS)
    env = {
        "ODOO_ADDONS_PATH": ",".join(map(str, folders)),
        "ODOO_SERVER_WIDE_MODULES": "base,rpc,web,fynlo_bench",
    }
    with Server(workers=WORKERS, env=env) as server:
        login, password = _owner(settings)
        key = _set_up(server, login)
        with psycopg2.connect(server.dsn) as link, link.cursor() as cursor:
            cursor.execute(PINS)
            pins: dict[str, str] = dict(cursor.fetchall())
        yield Machine(server, Access(server.url, login, password, pins), key)


def _owner(settings: Settings) -> tuple[str, str]:
    accounts = json.loads((settings.addons / "fynlo_demo/demo_accounts.json").read_text())
    [owner] = [account for account in accounts if account["role"] == "owner"]
    return owner["login"], owner["password"]


def _set_up(server: Server, login: str) -> str:
    plan = server.plan
    ended = subprocess.run(
        odoo.command(plan.source, "shell", "--no-http"),
        input=SET_UP % {"login": login, "limits": LIMITS},
        env=odoo.environment(plan.settings, plan.source, plan.connection),
        text=True,
        capture_output=True,
        check=False,
    )
    keys = [line[4:] for line in ended.stdout.splitlines() if line.startswith("KEY=")]
    if len(keys) != 1:
        raise RuntimeError(f"odoo shell failed:\n{ended.stdout}\n{ended.stderr}")
    return keys[0]
