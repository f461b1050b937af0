"""The servers of the suite, and the restaurants on them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cli.server import Server

from .api import Api
from .database import Database, database
from .odoo_shell import run_inside
from .restaurant import Till, sign_in_as

TILLS = [f"Till {number}" for number in range(1, 41)]


@pytest.fixture(scope="session")
def prepared() -> Iterator[tuple[str, dict[str, Any]]]:
    """A database with more tills and another restaurant, to copy, and its ids."""
    server = Server()
    try:
        # The first start makes the database.
        server.start(wait=False)
        server.stop()
        facts = run_inside(server, "make_restaurants.py", till_names=TILLS)
        yield server.database, facts
    finally:
        server.close()


@pytest.fixture(scope="session")
def facts(prepared: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """The ids that inside/make_restaurants.py answers."""
    return prepared[1]


@pytest.fixture(scope="session")
def threaded(prepared: tuple[str, dict[str, Any]]) -> Iterator[Server]:
    """One process of threads: requests overlap as much as they can."""
    with Server(template=prepared[0]) as running:
        yield running


@pytest.fixture(scope="session")
def prefork(prepared: tuple[str, dict[str, Any]]) -> Iterator[Server]:
    """Two workers, each with its own memory, and websockets in a process of their own."""
    with Server(workers=2, template=prepared[0]) as running:
        yield running


@pytest.fixture(scope="session")
def office(threaded: Server) -> Iterator[Api]:
    """The owner, of the back office, on the threaded server."""
    api = sign_in_as(threaded.url, "owner")
    yield api
    api.close()


@pytest.fixture(scope="session")
def new_till(office: Api, facts: dict[str, Any]) -> Callable[[], Till]:
    """A till of its own for who asks: new_till()."""
    names = iter(TILLS)
    return lambda: Till.of(office, facts, next(names))


@pytest.fixture(scope="module")
def till(new_till: Callable[[], Till]) -> Till:
    """A till of the module's own, open."""
    made = new_till()
    made.open()
    return made


@pytest.fixture(scope="session")
def sql(threaded: Server) -> Iterator[Database]:
    """The threaded server's database."""
    with database(threaded.dsn) as opened:
        yield opened
