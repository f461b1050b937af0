"""Branch coverage of the addons, from the unit tests and from the servers of the e2e tests."""

import os
import subprocess
import sys
from pathlib import Path

from .commands import run
from .errors import CommandFailed
from .settings import Settings
from .steps import say


def environment(settings: Settings) -> dict[str, str]:
    """Return what makes every Python process below write its coverage (by coverage's own .pth)."""
    return {
        "COVERAGE_PROCESS_START": str(settings.root / "setup.cfg"),
        "COVERAGE_FILE": str(_data(settings)),
        "FYNLO_ROOT": str(settings.root),
    }


def erase(settings: Settings) -> None:
    """Forget the figures and reports of the run before."""
    for path in [*settings.run.glob("coverage*"), *settings.run.glob("reports/*.xml")]:
        path.unlink()


def show(settings: Settings) -> None:
    """Print the total figure; the lines that are missing are in the logs folder."""
    if not list(settings.run.glob("coverage.*")):
        return
    coverage = [sys.executable, "-P", "-m", "coverage"]
    env = {**os.environ, **environment(settings)}
    # Not measured itself, only told where the figures are.
    del env["COVERAGE_PROCESS_START"]
    options = [f"--rcfile={settings.root / 'setup.cfg'}"]
    try:
        run([*coverage, "combine", "--quiet", *options], env=env, cwd=settings.root)
    except CommandFailed as failure:
        say(f"  no coverage: {failure}")
        return
    report = settings.logs / "coverage.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    with report.open("w") as stream:
        words = [*coverage, "report", *options]
        subprocess.run(words, check=False, env=env, cwd=settings.root, stdout=stream, stderr=stream)
    say(f"\n  coverage of addons, with branches: {_total(report)} (lines: {report})")


def _total(report: Path) -> str:
    lines = [line for line in report.read_text().splitlines() if line.startswith("TOTAL")]
    return lines[-1].split()[-1] if lines else "none"


def _data(settings: Settings) -> Path:
    return settings.run / "coverage"
