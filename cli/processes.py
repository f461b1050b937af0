"""Background processes, each remembered in a file so that a later command finds it again.

A pid alone may be another program's by then; the boot and the start time make it certain.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .errors import CliError

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Process:
    """A process that we started; `facts` is what its starter wants to remember."""

    name: str
    pid: int
    started: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def alive(self) -> bool:
        """Tell whether this very process still runs."""
        return _identity(self.pid) == self.started

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 30) -> None:
        """Ask the process to end; after `seconds` kill it with its process group."""
        if not self.alive:
            return
        os.kill(self.pid, how)
        if not self.wait(seconds):
            self.kill()

    def kill(self) -> None:
        """Kill the process and its process group at once, as a crash would."""
        if self.alive:
            os.killpg(self.pid, signal.SIGKILL)
            self.wait(10)

    def wait(self, seconds: float) -> bool:
        """Wait at most `seconds` for the end; False when it still runs."""
        deadline = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


class Processes:
    """The processes that are remembered in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        facts: dict[str, Any] | None = None,
    ) -> Process:
        """Start `command` in a session of its own, its output appended to `log`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as stream:
            child = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                env=env,
                cwd=cwd,
                start_new_session=True,
            )
        process = Process(name, child.pid, _identity(child.pid) or "", facts or {})
        self.remember(process)
        return process

    def remember(self, process: Process) -> None:
        """Write the process down, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{process.name}.json.part"
        part.write_text(json.dumps(asdict(process)))
        part.replace(self._file(process.name))

    def find(self, name: str) -> Process | None:
        """Return the process of that name when it runs."""
        try:
            process = Process(**json.loads(self._file(name).read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return process if process.alive else None

    def all(self) -> list[Process]:
        """Return every process that runs."""
        names = sorted(path.stem for path in self.folder.glob("*.json"))
        return [process for name in names if (process := self.find(name))]

    def adopt(self, name: str, pid: int, facts: dict[str, Any] | None = None) -> Process:
        """Remember a process that somebody else started."""
        identity = _identity(pid)
        if identity is None:
            raise CliError(f"The process {pid} ({name}) does not run.")
        process = Process(name, pid, identity, facts or {})
        self.remember(process)
        return process

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM, seconds: float = 30) -> bool:
        """Stop and forget the process of that name; False when it did not run."""
        process = self.find(name)
        if process:
            process.stop(how, seconds)
        self._file(name).unlink(missing_ok=True)
        return process is not None

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"


def _identity(pid: int) -> str | None:
    """Name the process that has `pid` now; None when there is none, or only its remains."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The second field is the command in parentheses and may hold spaces itself.
    state, *fields = stat.rpartition(")")[2].split()
    if state == "Z":
        _reap(pid)
        return None
    return f"{BOOT_ID.read_text().strip()}:{fields[18]}"


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
