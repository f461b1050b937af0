"""Which addons are installed, and what tells that they changed."""

import hashlib
from pathlib import Path

from .settings import Settings

WITHOUT_EFFECT = {"tests", "__pycache__"}


def names(settings: Settings) -> list[str]:
    """Return the addons of Fynlo, sorted; installed together they are the demo restaurant."""
    return sorted(path.parent.name for path in settings.addons.glob("fynlo_*/__manifest__.py"))


def digests(settings: Settings) -> dict[str, str]:
    """Return a digest of each addon's files, leaving out what a database does not depend on."""
    return {name: digest(settings.addons / name) for name in names(settings)}


def digest(folder: Path) -> str:
    """Return a digest of the names and contents of the files in `folder`."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if WITHOUT_EFFECT & set(relative.parts) or path.suffix == ".md" or not path.is_file():
            continue
        total.update(f"{relative}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
