"""The process of a server that serves the websockets, and what it costs."""

from pathlib import Path

from .server_cpu import MS_PER_TICK


class WebsocketProcess:
    """The gevent process among those of a server."""

    def __init__(self, group: int) -> None:
        """Find it in the server's process group."""
        found = [folder for folder in Path("/proc").glob("[0-9]*") if _is_it(folder, group)]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} processes of {group} serve websockets")
        self._folder = found[0]

    def cpu_ms(self) -> float:
        """The CPU time that it has used so far."""
        fields = _fields(self._folder)
        return (int(fields[11]) + int(fields[12])) * MS_PER_TICK

    def memory_kb(self) -> float:
        """The memory that it holds."""
        lines = (self._folder / "status").read_text().splitlines()
        [resident] = [line for line in lines if line.startswith("VmRSS:")]
        return float(resident.split()[1])


def _is_it(folder: Path, group: int) -> bool:
    try:
        words = (folder / "cmdline").read_bytes().split(b"\0")
        return b"gevent" in words and int(_fields(folder)[2]) == group
    except OSError:
        return False


def _fields(folder: Path) -> list[str]:
    # The second field is the command in parentheses and may hold spaces itself.
    return (folder / "stat").read_text().rpartition(")")[2].split()
