"""Free TCP ports."""

import socket

from .errors import CliError


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Tell whether `port` can be listened on now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def first_free(wanted: int, host: str = "127.0.0.1", but: frozenset[int] = frozenset()) -> int:
    """Return `wanted` or the first free port above it that is not in `but`."""
    for port in range(wanted, min(wanted + 200, 65536)):
        if port not in but and is_free(port, host):
            return port
    raise CliError(f"No free port from {wanted} on; name one with --port.")


def any_free() -> int:
    """Return a port that the kernel finds free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
