"""A real Odoo server of one's own, for tests against a running server, and for benchmarks.

    with Server(workers=2) as server:
        httpx.get(server.url + "/api/v1/menu")      # http://127.0.0.1:PORT
        server.websocket_url                         # ws://127.0.0.1:PORT/websocket
        psycopg2.connect(server.dsn)                 # its own copy of the demo restaurant
        server.kill(); server.start()                # as a crash would

Each server has a database copied from the template (built first when this tree has none), its
own Redis unless REDIS_URL is set, and free ports; all of it is gone after `close()`. Several may
run at once. `./fynlo test`, `bench`, and `replay` run with everything in place that it needs.
"""

import secrets
import shutil
import signal
from contextlib import ExitStack
from types import TracebackType

from . import databases, odoo_source, ports, postgres, redis_server, serve
from .connection import Connection
from .errors import CliError
from .locks import shared
from .postgres import users_lock
from .processes import Process, Processes
from .serve import Address, Plan
from .settings import Settings

PREFIX = "fynlo_run_"
STOP_SECONDS = 20.0


class Server:
    """An Odoo server on its own database, Redis, and ports.

    url             http://127.0.0.1:PORT
    websocket_url   ws://127.0.0.1:PORT/websocket (of the gevent process when workers > 0)
    database        the name of its database
    dsn             that database, for psycopg2.connect
    redis_url       its Redis
    log             the file that the server logs to
    pid             of the running server (the parent of the workers), None when it is stopped
    connection      the database as a cli.connection.Connection
    """

    def __init__(
        self,
        *,
        workers: int = 0,
        env: dict[str, str] | None = None,
        template: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Choose, but start nothing yet.

        workers: 0 is one threaded process that serves websockets on the same port; N is prefork.
        env: more variables for the server, such as COVERAGE_PROCESS_START or ODOO_LIMIT_REQUEST.
        template: another database to copy than the demo restaurant.
        """
        self.settings = settings or Settings.from_environment()
        self.name = PREFIX + secrets.token_hex(4)
        self.workers = workers
        self.log = self.settings.logs / f"{self.name}.log"
        self._env = env or {}
        self._template = template
        self._processes = Processes(self.settings.run / self.name)
        self._plan: Plan | None = None
        self._process: Process | None = None
        self._holds = ExitStack()

    # === LIFE === #

    def start(self, *, wait: bool = True, seconds: float = 120) -> "Server":
        """Start the server on its database (made by the first start) and wait until it is ready.

        Raises CliError when it ends or is not ready after `seconds`.
        """
        if self._process and self._process.alive:
            raise CliError(f"{self.name} runs already.")
        plan = self._plan = self._plan or self._prepare()
        self._process = serve.start(plan, self._processes, "odoo", {})
        if wait:
            self.wait_until_ready(seconds)
        return self

    def wait_until_ready(self, seconds: float = 120) -> None:
        """Return when the server serves; raises CliError when it ends or is too slow."""
        if self._process is None:
            raise CliError(f"{self.name} was not started.")
        serve.wait_until_ready(self._process, self.address, self.log, seconds)

    def stop(self) -> None:
        """Stop the server in order; its database stays."""
        if self._process:
            self._process.stop(signal.SIGTERM, STOP_SECONDS)
            # Prefork children that outlive their parent would keep the ports.
            self._process.kill()
            self._process = None

    def kill(self) -> None:
        """Kill the server and its workers with SIGKILL, as a crash would; its database stays."""
        if self._process:
            self._process.kill()
            self._process = None

    def restart(self) -> None:
        """Stop the server in order and start it on the same database and ports."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop everything and drop the database."""
        self.stop()
        self.stop_redis()
        if self._plan:
            databases.drop(self.settings, self.connection, self.database)
            self._plan = None
        shutil.rmtree(self._processes.folder, ignore_errors=True)
        self._holds.close()

    def __enter__(self) -> "Server":
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # === REDIS, FOR TESTS THAT TAKE IT AWAY === #

    def stop_redis(self) -> None:
        """Stop this server's Redis; a Redis of REDIS_URL stays."""
        self._processes.stop(redis_server.NAME, seconds=5)

    def start_redis(self) -> None:
        """Start this server's Redis again, at the same address and empty."""
        redis_server.ensure(self.settings, self._processes, f"{self.name}.sock")

    # === ADDRESSES === #

    @property
    def plan(self) -> Plan:
        """What the server runs with; raises CliError before the first start."""
        if self._plan is None:
            raise CliError(f"{self.name} was not started.")
        return self._plan

    @property
    def address(self) -> Address:
        """Host and ports."""
        return self.plan.address

    @property
    def url(self) -> str:
        """The base address for HTTP."""
        return self.address.url

    @property
    def websocket_url(self) -> str:
        """The address of Odoo's websocket."""
        return self.address.websocket_url

    @property
    def connection(self) -> Connection:
        """The address of the database."""
        return self.plan.connection

    @property
    def database(self) -> str:
        """The name of the database."""
        return self.connection.database

    @property
    def dsn(self) -> str:
        """The database, for psycopg2.connect."""
        return self.connection.dsn

    @property
    def redis_url(self) -> str:
        """The address of Redis."""
        return self.plan.redis_url

    @property
    def pid(self) -> int | None:
        """The pid of the running server."""
        return self._process.pid if self._process and self._process.alive else None

    def _prepare(self) -> Plan:
        settings = self.settings
        self._holds.enter_context(shared(users_lock(settings)))
        source = odoo_source.ensure(settings)
        connection = postgres.ensure(settings)
        template = self._template or databases.ensure_template(settings, source, connection)
        databases.copy(settings, connection, template, self.name)
        redis_url = redis_server.ensure(settings, self._processes, f"{self.name}.sock")
        port = ports.any_free()
        address = Address("127.0.0.1", port, ports.any_free(), self.workers)
        return Plan(
            settings, source, connection.to(self.name), redis_url, address, self.log, self._env
        )
