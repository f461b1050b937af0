"""The locked Python packages, in virtual environments named by what is in them.

Runs before they exist, so nothing here imports more than the standard library.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from . import debian
from .commands import run
from .errors import CliError, CommandFailed
from .locks import locked
from .settings import Settings
from .steps import say, step

COMPLETE = ".complete"


def ensure(settings: Settings, lock: str) -> Path:
    """Make the environment of requirements/`lock`.txt and return its Python."""
    requirements = settings.root / "requirements" / f"{lock}.txt"
    folder = settings.cache / f"python-{lock}-{_digest(requirements)}"
    python = folder / "bin" / "python"
    if (folder / COMPLETE).exists() and python.exists():
        return python
    with locked(settings.cache / "python.lock", what="installs Python packages"):
        if not (folder / COMPLETE).exists() or not python.exists():
            _install(settings, requirements, folder)
            (folder / COMPLETE).touch()
    return python


def ensure_programs(settings: Settings, lock: str, python_version: str) -> Path:
    """Unpack the wheels of requirements/`lock`.txt for another Python version; return where.

    For programs that only travel in a wheel, and run whatever Python is here.
    """
    requirements = settings.root / "requirements" / f"{lock}.txt"
    folder = settings.cache / f"{lock}-{_digest(requirements)}"
    if folder.exists():
        return folder
    with locked(settings.cache / "python.lock", what="installs Python packages"):
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        tools = _ensure_uv(settings)
        words = ["--target", str(part), "--python-version", python_version]
        words += ["--only-binary", ":all:", "--no-deps", "--require-hashes"]
        with step(f"programs ({lock})"):
            try:
                uv = [f"{tools}/bin/uv", "pip", "install"]
                env = _uv_environment(settings, tools)
                run([*uv, *words, "--requirement", requirements], env=env)
            except CommandFailed:
                pip = [f"{tools}/bin/python", "-m", "pip", "install"]
                run([*pip, *words, "--requirement", requirements])
        part.rename(folder)
    return folder


def _install(settings: Settings, requirements: Path, folder: Path) -> None:
    tools = _ensure_uv(settings)
    env = _uv_environment(settings, tools)
    with step(f"Python packages ({requirements.stem})"):
        uv = tools / "bin" / "uv"
        run([uv, "venv", "--clear", "--python", sys.executable, folder], env=env)
        sync = [str(uv), "pip", "sync", "--require-hashes", "--python", str(folder)]
        try:
            run([*sync, requirements], env=env)
        except CommandFailed as failure:
            say(f"  uv could not ({failure}); trying pip")
            _pip(tools, requirements, folder)


def _ensure_uv(settings: Settings) -> Path:
    requirements = settings.root / "requirements" / "bootstrap.txt"
    folder = settings.cache / f"tools-{_digest(requirements)}"
    if (folder / COMPLETE).exists() and (folder / "bin" / "python").exists():
        return folder
    if importlib.util.find_spec("ensurepip") is None:
        debian.install("python3-venv", "A virtual environment")
    with step("virtual environment"):
        run([sys.executable, "-m", "venv", "--clear", folder])
        _pip(folder, requirements, folder)
    (folder / COMPLETE).touch()
    return folder


def _pip(tools: Path, requirements: Path, folder: Path) -> None:
    pip = [f"{tools}/bin/python", "-m", "pip", "--python", f"{folder}/bin/python"]
    options = ["--disable-pip-version-check", "--require-hashes"]
    try:
        run([*pip, "install", *options, "--requirement", requirements])
    except CommandFailed as failure:
        raise CliError(f"The Python packages could not be installed. {failure}") from failure


def _uv_environment(settings: Settings, tools: Path) -> dict[str, str]:
    """Let uv use the package index and the certificates that pip was told to use."""
    env = {"UV_CACHE_DIR": str(settings.cache / "uv"), **os.environ}
    env.update(UV_PYTHON_DOWNLOADS="never", UV_NATIVE_TLS="1", UV_NO_PROGRESS="1")
    try:
        index = run([tools / "bin" / "python", "-m", "pip", "config", "get", "global.index-url"])
    except CommandFailed:
        index = ""
    index = os.environ.get("PIP_INDEX_URL") or index.strip()
    if index:
        env.setdefault("UV_DEFAULT_INDEX", index)
    return env


def _digest(requirements: Path) -> str:
    python = f"{sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix}"
    return hashlib.sha256(python.encode() + requirements.read_bytes()).hexdigest()[:12]
