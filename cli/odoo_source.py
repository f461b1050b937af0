"""Odoo 19 itself: unpacked from Debian's package, or a checkout that ODOO_PATH names."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from .apt import Apt
from .commands import run
from .errors import CliError
from .locks import locked
from .settings import Settings
from .steps import step

PACKAGES = [
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-inconsolata",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
    # sid's 7.x lacks the files that Odoo links to
    "fonts-font-awesome/stable",
]
# The till's font: Odoo's link expects one file where the package ships a family.
INCONSOLATA = ("usr/share/fonts/truetype/inconsolata/Inconsolata.otf", "Inconsolata-Regular.otf")


@dataclass(frozen=True)
class OdooSource:
    """An Odoo 19 on disk."""

    script: Path
    python_path: Path
    addons: tuple[Path, ...]
    version: str


def ensure(settings: Settings) -> OdooSource:
    """Return Odoo 19, fetched first when need be. Raises CliError when it cannot be had."""
    if settings.odoo_path:
        return _checkout(settings.odoo_path)
    root = settings.cache / "odoo-19"
    if not root.exists():
        with locked(settings.cache / "odoo.lock", what="fetches Odoo"):
            if not root.exists():
                _fetch(settings, root)
    version = (root / "VERSION").read_text().strip()
    packages = root / "usr/lib/python3/dist-packages"
    return OdooSource(root / "usr/bin/odoo", packages, (), version)


def _fetch(settings: Settings, root: Path) -> None:
    work = settings.cache / "odoo-19.part"
    debs, tree = work / "debs", work / "root"
    apt = Apt(work / "apt", settings.debian_mirror)
    with step("package lists of Debian", lambda: _size(work / "apt")):
        apt.update("sid", "stable")
    with step("fetching Odoo 19", lambda: _size(debs)):
        apt.download(PACKAGES, debs)
    with step("unpacking Odoo 19", lambda: _size(tree, deep=False)):
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir()
        for deb in sorted(debs.glob("*.deb")):
            run(["dpkg-deb", "--extract", deb, tree])
        _link_inconsolata(tree)
        [odoo] = debs.glob("odoo-19_*.deb")
        (tree / "VERSION").write_text(odoo.name.split("_")[1] + "\n")
        os.rename(tree, root)
    shutil.rmtree(work)


def _link_inconsolata(tree: Path) -> None:
    name, file = INCONSOLATA
    [font] = tree.glob(f"usr/share/fonts/*/inconsolata/{file}")
    link = tree / name
    if not link.exists():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(font, link.parent))


def _checkout(path: Path) -> OdooSource:
    for script, packages in (("odoo-bin", "."), ("usr/bin/odoo", "usr/lib/python3/dist-packages")):
        python_path = (path / packages).resolve()
        release = python_path / "odoo" / "release.py"
        if not (path / script).is_file() or not release.is_file():
            continue
        found = re.search(r"version_info = \((\d+), *(\d+)", release.read_text())
        if not found or found[1] != "19":
            raise CliError(f"ODOO_PATH must name an Odoo 19; {path} is another version.")
        addons = python_path / "addons"
        beside = (addons,) if (addons / "web").is_dir() and script == "odoo-bin" else ()
        return OdooSource(path / script, python_path, beside, f"{found[1]}.{found[2]}")
    raise CliError(f"ODOO_PATH must name an Odoo 19 checkout; {path} has no odoo-bin.")


def _size(folder: Path, deep: bool = True) -> str:
    """How much is there already, in words for the terminal."""
    if not deep:
        return ""
    try:
        total = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    except OSError:
        return ""
    return f"{total / 1e6:.0f} MB"
