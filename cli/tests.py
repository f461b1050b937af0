"""Running pytest: in Odoo's own process for unit tests, beside real servers for the others."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from . import addons, browser, coverage_report, databases, debian, odoo, odoo_source, postgres
from .processes import Processes
from .redis_server import ensure as ensure_redis
from .settings import ROOT, Settings
from .steps import say

DATABASE = "fynlo_unit"


def run(settings: Settings, suite: str, keyword: str | None = None) -> tuple[bool, str]:
    """Run one suite's pytest; return whether all passed and none was skipped, and its last line."""
    (settings.run / "reports").mkdir(parents=True, exist_ok=True)
    words = ["-k", keyword] if keyword else []
    # Every suite has pages to look at or receipts to print.
    chromium = browser.ensure()
    if suite == "unit":
        parts = [_plain(settings, words), _in_odoo(settings, "addons", _own(settings), words)]
    elif suite == "odoo-bus":
        parts = [_in_odoo(settings, suite, _odoos_bus(settings), words)]
    else:
        parts = [_beside_server(settings, suite, words, chromium)]
    ran = [part for part in parts if part is not None]
    if not ran:
        say("  no tests yet")
    return all(ran), closing_line([_report(settings, name) for name in _reports(suite)])


def total(settings: Settings) -> str:
    """Return one closing line over every report of the last run."""
    return closing_line(sorted((settings.run / "reports").glob("*.xml")))


def closing_line(reports: list[Path]) -> str:
    """Add reports up in the form of pytest's own last line; empty without reports."""
    counts = {"failed": 0, "passed": 0, "skipped": 0, "error": 0}
    seconds = 0.0
    found = [ElementTree.parse(path).getroot() for path in reports if path.exists()]  # noqa: S314
    for suite in (suite for root in found for suite in root.iter("testsuite")):
        bad = {"failed": "failures", "skipped": "skipped", "error": "errors"}
        here = {word: int(suite.get(name, 0)) for word, name in bad.items()}
        for word, number in here.items():
            counts[word] += number
        counts["passed"] += int(suite.get("tests", 0)) - sum(here.values())
        seconds += float(suite.get("time", 0))
    words = [f"{number} {word}" for word, number in counts.items() if number]
    return f"=== {', '.join(words)} in {seconds:.2f}s ===" if words else ""


def _plain(settings: Settings, words: list[str]) -> bool | None:
    """Tests of the launcher, the container files, and the architecture need no database."""
    root = settings.root / "tests"
    paths = [path for path in (root / "unit", root / "docker") if any(path.rglob("test_*.py"))]
    paths += sorted(root.glob("test_*.py"))
    if not paths:
        return None
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return _pytest(settings, "plain", [*words, "-p", "no:odoo", *map(str, paths)], env)


def _own(settings: Settings) -> list[str]:
    """The folders of our addons' tests."""
    folders = [settings.addons / name / "tests" for name in addons.names(settings)]
    return [str(folder) for folder in folders if any(folder.glob("test_*.py"))]


def _odoos_bus(settings: Settings) -> list[str]:
    """Odoo's own tests of its bus, which must pass with our addons installed."""
    found = [path / "bus" / "tests" for path in _odoos_addons(settings)]
    return [str(folder) for folder in found if folder.exists()]


def _odoos_addons(settings: Settings) -> list[Path]:
    source = odoo_source.ensure(settings)
    return [source.python_path / "odoo" / "addons", *source.addons]


def _in_odoo(settings: Settings, name: str, paths: list[str], words: list[str]) -> bool | None:
    if not paths:
        return None
    source = odoo_source.ensure(settings)
    server = postgres.ensure(settings)
    template = databases.ensure_template(settings, source, server)
    databases.drop(settings, server, DATABASE)
    databases.copy(settings, server, template, DATABASE)
    redis_url = ensure_redis(settings, Processes(settings.run / "unit"), "unit.sock")
    variables = {"FYNLO_REDIS_URL": redis_url, **coverage_report.environment(settings)}
    env = odoo.environment(settings, source, server.to(DATABASE), **variables)
    try:
        return _pytest(settings, name, [*words, "--odoo-http", *paths], env)
    finally:
        Processes(settings.run / "unit").stop("redis")
        databases.drop(settings, server, DATABASE)


def _beside_server(settings: Settings, suite: str, words: list[str], chromium: str) -> bool | None:
    folder = settings.root / "tests" / suite
    if not any(folder.rglob("test_*.py")):
        return None
    env = {**os.environ, "PYTHONPATH": str(ROOT), **coverage_report.environment(settings)}
    env["FYNLO_CHROMIUM"] = chromium
    if suite == "e2e" and shutil.which("curl") is None:
        # The API page shows a day at the till by curl, and is run as it is printed.
        debian.install("curl", "An end-to-end test")
    source = odoo_source.ensure(settings)
    databases.ensure_template(settings, source, postgres.ensure(settings))
    return _pytest(settings, suite, [*words, "-p", "no:odoo", str(folder)], env)


def _pytest(settings: Settings, name: str, words: list[str], env: dict[str, str]) -> bool:
    report = _report(settings, name)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-P", "-m", "pytest", "-ra", f"--junitxml={report}", *words]
    status = subprocess.run(command, check=False, cwd=settings.root, env=env).returncode
    line = closing_line([report])
    # A test that skips itself proves nothing.
    return status == 0 and " skipped" not in line and line != ""


def _report(settings: Settings, name: str) -> Path:
    return settings.run / "reports" / f"{name}.xml"


def _reports(suite: str) -> list[str]:
    return ["plain", "addons"] if suite == "unit" else [suite]
