"""Debian packages fetched and checked by apt into a folder of ours, without root."""

import os
import re
from pathlib import Path

from . import debian
from .commands import run
from .errors import CliError

KEYRINGS = (
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
)
DEBIAN_SUITES = re.compile(r"(oldoldstable|oldstable|stable|testing|unstable|sid|[a-z]+)$")
UBUNTU_HINT = (
    "Odoo 19 comes from Debian's archive, and this machine's apt knows no Debian mirror. Set "
    "FYNLO_DEBIAN_MIRROR to the address of one (the part before /dists), or ODOO_PATH to an "
    "Odoo 19 checkout."
)


class Apt:
    """apt with its own sources, lists, and state below `folder`."""

    def __init__(self, folder: Path, mirror: str | None = None) -> None:
        self.folder = folder
        self.mirror = mirror or find_mirror()

    def update(self, *suites: str) -> None:
        """Fetch the package lists of these Debian suites and check their signatures."""
        for name in ("lists/partial", "archives/partial"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        options = f"[signed-by={find_keyring()}]"
        lines = [f"deb {options} {self.mirror} {suite} main\n" for suite in suites]
        (self.folder / "sources.list").write_text("".join(lines))
        self._get("update")

    def download(self, packages: list[str], target: Path) -> None:
        """Put the .deb files of `packages` (name, or name/suite) into `target`."""
        target.mkdir(parents=True, exist_ok=True)
        self._get("download", *packages, cwd=target)

    def _get(self, *words: str, cwd: Path | None = None) -> None:
        settings = {
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::State::Lists": self.folder / "lists",
            "Dir::Cache": self.folder,
            # A mirror that is a snapshot serves a list past its date. It is signed all the same,
            # and what is fetched is checked against it.
            "Acquire::Check-Valid-Until": "false",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "APT::Update::Error-Mode": "any",
        }
        if os.geteuid() == 0:
            # The sandbox user may not reach our folder, and apt would warn about it each time.
            settings["APT::Sandbox::User"] = "root"
        options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
        run(["apt-get", "--quiet", *options, *words], cwd=cwd)


def find_mirror() -> str:
    """Return the Debian mirror of the machine's own apt configuration.

    Raises CliError where there is none, as on Ubuntu.
    """
    try:
        output = run(
            ["apt-get", "indextargets", "--format", "$(REPO_URI)|$(RELEASE)|$(ORIGIN)|$(COMPONENT)"]
        )
    except FileNotFoundError as missing:
        raise CliError(UBUNTU_HINT) from missing
    mirror = mirror_in(output, _is_debian())
    if mirror is None:
        raise CliError(UBUNTU_HINT)
    return mirror


def mirror_in(targets: str, debian: bool) -> str | None:
    """Choose the Debian mirror among lines of "address|release|origin|component".

    The origin is empty until the lists were fetched; then `debian` says what the machine is.
    """
    for line in targets.splitlines():
        address, release, origin, component = [*line.split("|"), "", "", ""][:4]
        if not address.startswith(("http://", "https://", "file:")) or component != "main":
            continue
        if DEBIAN_SUITES.fullmatch(release) and (origin == "Debian" or (debian and not origin)):
            return address
    return None


def find_keyring() -> str:
    """Return Debian's archive keyring, installed first where it is missing, as on Ubuntu.

    Raises CliError naming the command when we may not install it.
    """
    if not _keyrings():
        debian.install("debian-archive-keyring", "Odoo 19, which comes from Debian,")
    for keyring in _keyrings():
        return keyring
    raise CliError("The package debian-archive-keyring has not brought Debian's archive keys.")


def _keyrings() -> list[str]:
    return [keyring for keyring in KEYRINGS if Path(keyring).exists()]


def _is_debian() -> bool:
    try:
        return "\nID=debian\n" in "\n" + Path("/etc/os-release").read_text()
    except OSError:
        return False
