"""The checks that need no database."""

import os
import subprocess
import sys
import time
from pathlib import Path

from . import addons, odoo_source
from .settings import Settings
from .steps import say


def run(settings: Settings) -> bool:
    """Run every checker and show what each found; False when any found something."""
    results = [_check(settings, name, words) for name, words in checkers(settings).items()]
    return all(results)


def checkers(settings: Settings) -> dict[str, list[str]]:
    """Return the command of each checker; those of addons only where there are addons."""
    code = [name for name in ("addons", "cli", "tests") if _has_python(settings.root / name)]
    commands = {
        "ruff check": ["ruff", "check", *code],
        "ruff format": ["ruff", "format", "--check", *code],
        "mypy": ["mypy", "cli"],
    }
    own = [f"addons/{name}" for name in addons.names(settings)]
    if own:
        commands["mypy addons"] = ["mypy", *(f"typing_ns/odoo/{path}" for path in own)]
        commands["pylint-odoo"] = ["pylint", "--rcfile=setup.cfg", *own]
        manifests = [f"{path}/__manifest__.py" for path in own]
        commands["oca-checks-odoo-module"] = [
            "oca-checks-odoo-module",
            # The pages are Markdown, as the rest of the project's.
            "--disable=prefer-readme-rst",
            *manifests,
        ]
    return commands


def _check(settings: Settings, name: str, words: list[str]) -> bool:
    program, *arguments = words
    command = [str(Path(sys.executable).parent / program), *arguments]
    source = odoo_source.ensure(settings)
    # pylint looks at what is imported; mypy must not read all of Odoo.
    more = {"PYTHONPATH": str(source.python_path)} if program == "pylint" else {"PYTHONPATH": ""}
    began = time.monotonic()
    ended = subprocess.run(
        command,
        check=False,
        cwd=settings.root,
        env={**os.environ, **more},
        text=True,
        capture_output=True,
    )
    passed = ended.returncode == 0
    seconds = time.monotonic() - began
    say(f"  {name:<24} {'passed' if passed else 'FAILED':<7} {seconds:6.1f} s")
    if not passed:
        say(ended.stdout + ended.stderr)
    return passed


def _has_python(folder: Path) -> bool:
    return any(folder.rglob("*.py"))
