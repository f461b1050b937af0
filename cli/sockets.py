"""A folder for unix sockets, whose paths the kernel limits to about 100 characters."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from .errors import CliError
from .settings import Settings

LONGEST_NAME = len("/.s.PGSQL.5432.lock")
LIMIT = 100


def folder(settings: Settings) -> Path:
    """Return the folder for this state's sockets, only ours, made when missing.

    Raises CliError when somebody else owns the short folder.
    """
    path = settings.run / "sockets"
    if len(str(path)) + LONGEST_NAME > LIMIT:
        digest = hashlib.sha256(str(settings.state).encode()).hexdigest()[:12]
        base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
        path = Path(base) / f"fynlo-{os.geteuid()}-{digest}"
    path.mkdir(parents=True, mode=0o700, exist_ok=True)
    found = path.lstat()
    stranger = os.geteuid() not in (0, found.st_uid)
    if stranger or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077:
        raise CliError(f"{path} is not a folder that only you may enter; remove it.")
    return path
