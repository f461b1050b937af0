"""./fynlo logs, shell, psql, reset: looking inside, and starting over."""

import os
import shutil
import sys
from argparse import Namespace

from . import databases, odoo, odoo_source, postgres, redis_server, up
from .errors import CliError
from .locks import locked
from .processes import Processes
from .settings import Settings
from .steps import say, step


def logs(settings: Settings, options: Namespace) -> int:
    """Show the end of the logs and follow them."""
    names = options.names or ["odoo"]
    files = [settings.logs / f"{name}.log" for name in names]
    missing = [file.name for file in files if not file.exists()]
    if missing:
        have = ", ".join(sorted(file.stem for file in settings.logs.glob("*.log"))) or "none"
        raise CliError(f"There is no log {', '.join(missing)}; there are: {have}")
    words = ["tail", "-n", str(options.lines), *([] if options.no_follow else ["-F"])]
    os.execvp("tail", [*words, *map(str, files)])


def shell(settings: Settings, options: Namespace) -> int:
    """Open odoo shell on the restaurant's database."""
    source = odoo_source.ensure(settings)
    connection = postgres.ensure(settings)
    redis_url = redis_server.ensure(settings, Processes(settings.run))
    env = odoo.environment(settings, source, connection, FYNLO_REDIS_URL=redis_url)
    words = ["shell", "--no-http", *options.arguments]
    os.execve(sys.executable, odoo.command(source, *words), env)


def psql(settings: Settings, options: Namespace) -> int:
    """Open psql on the restaurant's database."""
    connection = postgres.ensure(settings)
    program = str(postgres.programs() / "psql")
    os.execve(program, [program, *options.arguments], {**os.environ, **connection.environment})


def reset(settings: Settings, options: Namespace) -> int:
    """Drop the restaurant's database, so that the next `up` begins with a new one."""
    if not options.yes and not _agreed():
        say("  nothing was changed")
        return 1
    with locked(settings.run / "up.lock", what="brings Fynlo up or down"):
        Processes(settings.run).stop(up.NAME)
        connection = postgres.ensure(settings)
        with step("dropping the restaurant's database"):
            databases.drop(settings, connection, connection.database)
            shutil.rmtree(settings.data / "sessions", ignore_errors=True)
    say("  ./fynlo up begins with a new restaurant")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise CliError("reset drops the restaurant's data. Say so with --yes.")
    return input("Drop the restaurant's database with all its sales? [y/N] ").lower() in (
        "y",
        "yes",
    )
