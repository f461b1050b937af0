"""The template database, built once for a state of the tree, and the copies made of it."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

from psycopg2 import errors, sql

from . import addons, odoo
from .commands import run
from .connection import MAINTENANCE, Connection
from .errors import CliError
from .locks import locked
from .odoo_source import OdooSource
from .settings import Settings
from .steps import step

PREFIX = "fynlo_template_"
BUILDING = "fynlo_building_"
DIGESTS = "fynlo.addon_digests"
EXTENSIONS = ("pg_trgm", "unaccent")
KEPT_TEMPLATES = 2
DROP_TRIES = 30


def template_name(settings: Settings, source: OdooSource) -> str:
    """Return the template's name, which changes with the addons, the packages, and Odoo."""
    lock = (settings.root / "requirements" / "runtime.txt").read_bytes()
    parts = [addons.digests(settings), source.version]
    text = json.dumps(parts).encode() + hashlib.sha256(lock).digest()
    return PREFIX + hashlib.sha256(text).hexdigest()[:12]


def ensure_template(settings: Settings, source: OdooSource, server: Connection) -> str:
    """Build the template database of this tree unless it is there; return its name."""
    name = template_name(settings, source)
    if exists(server, name):
        return name
    with locked(settings.run / "template.lock", what="builds the demo restaurant"):
        if not exists(server, name):
            with step("demo restaurant"):
                _build(settings, source, server, name)
            _forget_old(settings, server, name)
    return name


def exists(server: Connection, name: str) -> bool:
    """Tell whether the server has a database of that name."""
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    return bool(server.to(MAINTENANCE).rows(query, name))


def copy(settings: Settings, server: Connection, source: str, target: str) -> None:
    """Copy a database with its attachments; the target appears last, and whole."""
    files = odoo.filestore(settings, target)
    shutil.rmtree(files, ignore_errors=True)
    _copy_files(odoo.filestore(settings, source), files)
    with locked(settings.run / "copy.lock"):
        _execute(server, "CREATE DATABASE {} TEMPLATE {}", target, source)
    server.to(target).rows(
        "UPDATE ir_config_parameter SET value = gen_random_uuid()::text WHERE key = 'database.uuid'"
    )


def drop(settings: Settings, server: Connection, name: str) -> None:
    """Drop a database with its attachments, also when sessions are open on it."""
    for tries in range(DROP_TRIES):
        try:
            _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            break
        except errors.InsufficientPrivilege:
            # The server's own cleaning is at work there, which only a superuser may end.
            if tries == DROP_TRIES - 1:
                raise
            time.sleep(1)
    shutil.rmtree(odoo.filestore(settings, name), ignore_errors=True)


def rename(settings: Settings, server: Connection, name: str, target: str) -> None:
    """Rename a database with its attachments; the target appears last, and whole."""
    files = odoo.filestore(settings, target)
    shutil.rmtree(files, ignore_errors=True)
    files.parent.mkdir(parents=True, exist_ok=True)
    if odoo.filestore(settings, name).exists():
        odoo.filestore(settings, name).rename(files)
    _execute(server, "ALTER DATABASE {} RENAME TO {}", name, target)


def install(
    settings: Settings,
    source: OdooSource,
    connection: Connection,
    *words: str,
    log: Path,
    **more: str,
) -> None:
    """Run Odoo with `words` (-i, -u) to the end on a database and note the addons' digests.

    `more` adds variables to Odoo's environment.
    """
    quiet = {"ODOO_HTTP_ENABLE": "False", "ODOO_MAX_CRON_THREADS": "0"}
    env = odoo.environment(settings, source, connection, **quiet, **more)
    # Taken before: who edits an addon meanwhile gets it updated by the next run.
    digests = addons.digests(settings)
    run(odoo.command(source, "server", *words, "--stop-after-init"), env=env, log=log)
    _check_installed(settings, connection, log)
    connection.rows(
        "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
        "VALUES (%s, %s, now(), now()) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
        DIGESTS,
        json.dumps(digests),
    )


def changed_addons(settings: Settings, connection: Connection) -> tuple[list[str], list[str]]:
    """Return the addons that the database lacks, and those that changed since it was updated."""
    found = connection.rows("SELECT value FROM ir_config_parameter WHERE key = %s", DIGESTS)
    known: dict[str, str] = json.loads(found[0][0]) if found else {}
    now = addons.digests(settings)
    lacking = [name for name in now if name not in known]
    return lacking, [name for name in now if name in known and known[name] != now[name]]


def _build(settings: Settings, source: OdooSource, server: Connection, name: str) -> None:
    for left in _names(server, BUILDING):
        drop(settings, server, left)
    part = name.replace(PREFIX, BUILDING)
    _execute(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", part)
    _add_extensions(server.to(part))
    log = settings.logs / "template.log"
    words = ["-i", ",".join(addons.names(settings))]
    # A crash before the renaming throws this database away, so commits need not wait for the disk.
    options = {"PGOPTIONS": "-c synchronous_commit=off"}
    install(settings, source, server.to(part), *words, log=log, **options)
    rename(settings, server, part, name)


def _add_extensions(connection: Connection) -> None:
    """Searches use these where the server has them; the embedded one has none."""
    have = connection.rows("SELECT name FROM pg_available_extensions")
    for name in EXTENSIONS:
        if (name,) in have:
            connection.rows(f"CREATE EXTENSION IF NOT EXISTS {name}")


def _check_installed(settings: Settings, connection: Connection, log: Path) -> None:
    """Odoo only warns about a module that it does not know."""
    query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    missing = {*addons.names(settings)} - {row[0] for row in connection.rows(query)}
    if missing:
        raise CliError(f"Odoo did not install {', '.join(sorted(missing))}; see {log}")


def _forget_old(settings: Settings, server: Connection, newest: str) -> None:
    old = [name for name in _names(server, PREFIX) if name != newest]
    for name in old[KEPT_TEMPLATES - 1 :]:
        try:
            _execute(server, "DROP DATABASE IF EXISTS {}", name)
        except errors.ObjectInUse:
            continue
        shutil.rmtree(odoo.filestore(settings, name), ignore_errors=True)


def _names(server: Connection, prefix: str) -> list[str]:
    """Return the databases whose names begin so, the newest first."""
    query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC"
    return [row[0] for row in server.to(MAINTENANCE).rows(query, prefix)]


def _copy_files(source: Path, target: Path) -> None:
    """Attachments are named by their content and never rewritten, so links are copies."""
    if source.exists():
        shutil.copytree(source, target, copy_function=os.link)


def _execute(server: Connection, statement: str, *names: str) -> None:
    quoted = [sql.Identifier(name) for name in names]
    server.to(MAINTENANCE).rows(sql.SQL(statement).format(*quoted))
