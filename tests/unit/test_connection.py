"""DATABASE_URL in its forms."""

import pytest

from cli.connection import Connection
from cli.errors import CliError


def test_all_its_parts() -> None:
    found = Connection.from_url("postgresql://some%40one:p%27w@db.invalid:5433/house")
    assert found == Connection("db.invalid", 5433, "some@one", "p'w", "house")
    assert found.dsn == (
        r"host='db.invalid' port='5433' user='some@one' password='p\'w' dbname='house'"
    )
    assert found.environment["PGPASSWORD"] == "p'w"


def test_a_unix_socket() -> None:
    found = Connection.from_url("postgres://me@/house?host=/run/postgresql")
    assert (found.host, found.port, found.database) == ("/run/postgresql", 5432, "house")
    assert "PGPASSWORD" not in found.environment


@pytest.mark.parametrize("url", ["mysql://me@host/house", "postgresql://host", "house"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(CliError, match="DATABASE_URL"):
        Connection.from_url(url)
