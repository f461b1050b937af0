"""The system's Chromium, for the tests of screens and of printed receipts."""

import ctypes
import shutil

from . import debian
from .errors import CliError

NAMES = ("chromium", "chromium-browser", "google-chrome")


def ensure() -> str:
    """Return Chromium's path, installed first when it is missing and we may."""
    _ensure_driver_runs()
    found = _find()
    if found is None:
        debian.install("chromium", "A test of a screen or a receipt")
        found = _find()
    if found is None:
        raise CliError("Chromium was installed but is not on the PATH.")
    return found


def _ensure_driver_runs() -> None:
    """Install what Playwright's driver needs and a bare Debian lacks."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        debian.install("libatomic1", "A browser test")


def _find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
