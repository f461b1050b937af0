"""A taken port is passed over."""

import socket

import pytest

from cli import ports
from cli.errors import CliError


def test_the_next_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert ports.is_free(port) is False
        assert ports.first_free(port) > port


def test_a_port_promised_to_another_is_passed_over() -> None:
    port = ports.any_free()
    assert ports.first_free(port, but=frozenset({port})) > port


def test_no_port_left() -> None:
    with pytest.raises(CliError, match="--port"):
        ports.first_free(65536)
