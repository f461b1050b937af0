"""The system's Chromium, for the browser tests."""

import shutil

from . import debian
from .errors import CliError

NAMES = ("chromium", "chromium-browser", "google-chrome")


def ensure() -> str:
    """Return Chromium's path, installed first when it is missing and we may."""
    found = _find()
    if found is None:
        debian.install("chromium", "A browser test")
        found = _find()
    if found is None:
        raise CliError("Chromium was installed but is not on the PATH.")
    return found


def _find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
