"""Keeping the embedded PostgreSQL for as long as anybody needs it, and no longer."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from . import databases, postgres, server, up
from .locks import is_held, shared
from .processes import Processes
from .settings import Settings


@contextmanager
def held_postgres(settings: Settings) -> Iterator[None]:
    """Let the body start PostgreSQL; stop it at the end unless it ran before or others use it."""
    ran_before = Processes(settings.run).find(postgres.NAME) is not None
    users = postgres.users_lock(settings)
    if not is_held(users):
        _sweep(settings)
    try:
        with shared(users):
            yield
    finally:
        restaurant = Processes(settings.run).find(up.NAME)
        if not ran_before and not restaurant and not is_held(users):
            postgres.stop(settings)


def _sweep(settings: Settings) -> None:
    """Remove the servers of runs that were killed before they could close them."""
    for folder in settings.run.glob(f"{server.PREFIX}*/"):
        left = Processes(folder)
        for process in left.all():
            process.kill()
        databases.drop(settings, postgres.ensure(settings), folder.name)
        shutil.rmtree(folder)
    for log in settings.logs.glob(f"{server.PREFIX}*.log"):
        log.unlink()
