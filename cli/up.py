"""./fynlo up: everything that is missing is made, everything that is down is started."""

import os
from argparse import Namespace
from dataclasses import asdict

from . import databases, odoo_source, ports, postgres, redis_server, serve, status
from .connection import Connection
from .locks import locked
from .odoo_source import OdooSource
from .processes import Process, Processes
from .serve import Address, Plan
from .settings import Settings
from .steps import say, step

NAME = "odoo"
PORT = 8069
GEVENT_PORT = 8072


def run(settings: Settings, options: Namespace) -> int:
    """Bring everything up and say where it is."""
    with locked(settings.run / "up.lock", what="brings Fynlo up or down"):
        source = odoo_source.ensure(settings)
        server = postgres.ensure(settings)
        template = databases.ensure_template(settings, source, server)
        if not databases.exists(server, server.database):
            with step("restaurant's database"):
                _make_restaurant(settings, server, template)
        _bring_up(settings, options, source, server)
    status.show(settings, as_json=False)
    return 0


def _bring_up(
    settings: Settings, options: Namespace, source: OdooSource, server: Connection
) -> None:
    processes = Processes(settings.run)
    running = processes.find(NAME)
    changed = _changes(settings, server)
    redis_url = redis_server.ensure(settings, processes)
    if running and not changed and _serves_as_asked(running, options):
        serve.wait_until_ready(running, address_of(running), settings.logs / "odoo.log")
        return
    if running:
        with step("stopping Odoo"):
            processes.stop(NAME)
    if changed:
        with step("updating addons"):
            log = settings.logs / "update.log"
            databases.install(settings, source, server, *changed, log=log)
    address = _choose_address(options)
    extra = {"FYNLO_LOG_JSON": "1"} if options.log_json else {}
    log = settings.logs / "odoo.log"
    plan = Plan(settings, source, server, redis_url, address, log, extra)
    with step("starting Odoo"):
        facts = {"address": asdict(address), "log_json": options.log_json}
        process = serve.start(plan, processes, NAME, facts)
        serve.wait_until_ready(process, address, log)


def address_of(process: Process) -> Address:
    """Return where a server that `up` started listens."""
    return Address(**process.facts["address"])


def _make_restaurant(settings: Settings, server: Connection, template: str) -> None:
    """Copy under another name first: a database of the final name is whole."""
    part = f"{server.database}_part"
    databases.drop(settings, server, part)
    databases.copy(settings, server, template, part)
    databases.rename(settings, server, part, server.database)


def _changes(settings: Settings, server: Connection) -> list[str]:
    lacking, changed = databases.changed_addons(settings, server)
    words = ["-i", ",".join(lacking)] if lacking else []
    return [*words, "-u", ",".join(changed)] if changed else words


def _serves_as_asked(process: Process, options: Namespace) -> bool:
    """What was not asked for may stay as it is."""
    address = address_of(process)
    asked = (options.port, options.workers, options.host, options.log_json or None)
    have = (address.port, address.workers, address.host, process.facts["log_json"] or None)
    return all(want in (None, got) for want, got in zip(asked, have, strict=True))


def _choose_address(options: Namespace) -> Address:
    host = options.host or "127.0.0.1"
    wanted = options.port or PORT
    port = ports.first_free(wanted, host)
    if port != wanted:
        say(f"  port {wanted} is taken, using {port}")
    gevent_port = ports.first_free(GEVENT_PORT, host, but=frozenset({port}))
    workers = options.workers or 0
    if workers and gevent_port != GEVENT_PORT:
        say(f"  port {GEVENT_PORT} is taken, using {gevent_port} for websockets")
    return Address(host, port, gevent_port, workers)


def down(settings: Settings, options: Namespace) -> int:
    """./fynlo down: stop what `up` started; a given PostgreSQL or Redis stays."""
    del options
    with locked(settings.run / "up.lock", what="brings Fynlo up or down"):
        processes = Processes(settings.run)
        with step("stopping"):
            stopped = [name for name in (NAME, redis_server.NAME) if processes.stop(name)]
            stopped += [postgres.NAME] if postgres.stop(settings) else []
    say(f"  stopped: {', '.join(stopped)}" if stopped else "  nothing was running")
    return os.EX_OK
