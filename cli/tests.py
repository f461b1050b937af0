"""Running pytest: in Odoo's own process for unit tests, beside real servers for the others."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import addons, browser, coverage_report, databases, debian, odoo, odoo_source, postgres
from .processes import Processes
from .redis_server import ensure as ensure_redis
from .settings import ROOT, Settings
from .steps import say

DATABASE = "fynlo_unit"
# Two processes, for a machine of two cores; each has a database and a Redis of its own.
PARTS = ("addons", "addons-2")


def run(settings: Settings, suite: str, keyword: str | None = None) -> tuple[bool, str]:
    """Run one suite's pytest; return whether all passed and none was skipped, and its last line."""
    (settings.run / "reports").mkdir(parents=True, exist_ok=True)
    words = ["-k", keyword] if keyword else []
    # Every suite has pages to look at or receipts to print.
    chromium = browser.ensure()
    if suite == "unit":
        parts = [_plain(settings, words), *_at_once(settings, words)]
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
    """The files of our addons' tests."""
    folders = [settings.addons / name / "tests" for name in addons.names(settings)]
    return [str(path) for folder in folders for path in sorted(folder.glob("test_*.py"))]


def _at_once(settings: Settings, words: list[str]) -> list[bool | None]:
    """Our addons' tests, every second file in the second process; one process for a keyword."""
    files = _own(settings)
    if not files:
        return []
    # Made once, before both want it.
    databases.ensure_template(settings, odoo_source.ensure(settings), postgres.ensure(settings))
    names = PARTS[:1] if words else PARTS
    shares = [files[number :: len(names)] for number in range(len(names))]
    with ThreadPoolExecutor(len(names)) as pool:
        return list(
            pool.map(lambda name, share: _in_odoo(settings, name, share, words), names, shares)
        )


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
    database = f"{DATABASE}_{name.replace('-', '_')}"
    databases.drop(settings, server, database)
    databases.copy(settings, server, template, database)
    processes = Processes(settings.run / name)
    redis_url = ensure_redis(settings, processes, f"{name}.sock")
    variables = {"FYNLO_REDIS_URL": redis_url, **coverage_report.environment(settings)}
    env = odoo.environment(settings, source, server.to(database), **variables)
    try:
        return _pytest(settings, name, [*words, "--odoo-http", *paths], env)
    finally:
        processes.stop("redis")
        databases.drop(settings, server, database)


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
    if name in PARTS[1:]:
        # The lines of two processes would mix: the other's come when it has ended.
        done = subprocess.run(
            command, check=False, cwd=settings.root, env=env, stdout=subprocess.PIPE, text=True
        )
        print(done.stdout, end="", flush=True)
        status = done.returncode
    else:
        status = subprocess.run(command, check=False, cwd=settings.root, env=env).returncode
    line = closing_line([report])
    # A test that skips itself proves nothing.
    return status == 0 and " skipped" not in line and line != ""


def _report(settings: Settings, name: str) -> Path:
    return settings.run / "reports" / f"{name}.xml"


def _reports(suite: str) -> list[str]:
    return ["plain", *PARTS] if suite == "unit" else [suite]
