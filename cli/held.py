"""Keeping the embedded PostgreSQL for as long as anybody needs it, and no longer."""

from collections.abc import Iterator
from contextlib import contextmanager

from . import postgres, up
from .locks import is_held, shared
from .processes import Processes
from .settings import Settings


@contextmanager
def held_postgres(settings: Settings) -> Iterator[None]:
    """Let the body start PostgreSQL; stop it at the end unless it ran before or others use it."""
    ran_before = Processes(settings.run).find(postgres.NAME) is not None
    users = settings.run / "postgres.users"
    try:
        with shared(users):
            yield
    finally:
        restaurant = Processes(settings.run).find(up.NAME)
        if not ran_before and not restaurant and not is_held(users):
            postgres.stop(settings)
