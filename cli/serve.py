"""Starting one Odoo server and waiting until it can serve."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from . import odoo
from .connection import Connection
from .errors import CliError
from .odoo_source import OdooSource
from .processes import Process, Processes
from .settings import Settings

READY = "/api/v1/health/ready"


@dataclass(frozen=True)
class Address:
    """Where a server listens; with workers, websockets have a port of their own."""

    host: str
    port: int
    gevent_port: int
    workers: int

    @property
    def url(self) -> str:
        """The base address for HTTP, as seen from this machine."""
        return f"http://{self._near_host}:{self.port}"

    @property
    def websocket_url(self) -> str:
        """The address of Odoo's websocket, as seen from this machine."""
        port = self.gevent_port if self.workers else self.port
        return f"ws://{self._near_host}:{port}/websocket"

    @property
    def _near_host(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104


@dataclass(frozen=True)
class Plan:
    """What an Odoo server needs to run."""

    settings: Settings
    source: OdooSource
    connection: Connection
    redis_url: str
    address: Address
    log: Path
    extra: dict[str, str]

    def environment(self) -> dict[str, str]:
        """Return the environment of the server's processes."""
        variables = {
            "ODOO_HTTP_INTERFACE": self.address.host,
            "ODOO_HTTP_PORT": str(self.address.port),
            "ODOO_GEVENT_PORT": str(self.address.gevent_port),
            "ODOO_WORKERS": str(self.address.workers),
            "FYNLO_REDIS_URL": self.redis_url,
            **self.extra,
        }
        return odoo.environment(self.settings, self.source, self.connection, **variables)


def start(plan: Plan, processes: Processes, name: str, facts: dict[str, object]) -> Process:
    """Start the server in the background as process `name`, not waiting for it."""
    words = odoo.command(plan.source, "server")
    env = plan.environment()
    if plan.address.workers:
        env["PROMETHEUS_MULTIPROC_DIR"] = str(_emptied(plan.settings.run / f"metrics-{name}"))
    return processes.start(name, words, log=plan.log, env=env, cwd=plan.settings.state, facts=facts)


def _emptied(folder: Path) -> Path:
    """The folder where the workers count together; what an earlier run counted is over."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def wait_until_ready(process: Process, address: Address, log: Path, seconds: float = 120) -> None:
    """Return when the server is ready to serve; raises CliError when it ends or is too slow."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not process.alive:
            raise CliError(f"Odoo ended while starting; see {log}\n{_tail(log)}")
        if is_ready(address):
            return
        time.sleep(0.1)
    raise CliError(f"Odoo was not ready after {seconds:.0f} s; see {log}\n{_tail(log)}")


def is_ready(address: Address) -> bool:
    """Tell whether the server answers that it is ready."""
    try:
        return httpx.get(address.url + READY, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def _tail(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    except OSError:
        return ""
