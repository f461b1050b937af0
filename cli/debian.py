"""Debian packages that the machine itself must have."""

import os
import shutil
import subprocess

from .commands import run
from .errors import CliError, CommandFailed
from .steps import step


def install(package: str, why: str) -> None:
    """Install a Debian package, as root or by sudo without a password.

    Raises CliError naming the command when we may not.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    prefix = _root_prefix()
    if prefix is None:
        raise CliError(
            f"{why} needs the package {package}. Install it with: sudo {' '.join(command)}"
        )
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"installing {package}"):
        try:
            run([*prefix, *command], env=env)
        except CommandFailed:
            # A fresh machine has no package lists yet, an old one has stale ones.
            run([*prefix, "apt-get", "update"], env=env)
            run([*prefix, *command], env=env)


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n"]
    return None
