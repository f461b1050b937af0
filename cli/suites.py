"""./fynlo test: lint, unit, e2e, and browser, each run whatever became of the others.

Named: odoo-bus, Odoo's own tests of its bus.
"""

import time
from argparse import Namespace
from dataclasses import dataclass

from . import coverage_report, lint, tests
from .arguments import BY_NAME_ONLY, SUITES
from .held import held_postgres
from .settings import Settings
from .steps import say


@dataclass(frozen=True)
class Outcome:
    """How a suite ended; `closing` is pytest's last line."""

    suite: str
    passed: bool
    seconds: float
    closing: str


def run(settings: Settings, options: Namespace) -> int:
    """Run the suites that were named, or all; 1 when any failed or skipped a test."""
    named = options.suites or SUITES
    wanted = [suite for suite in (*SUITES, *BY_NAME_ONLY) if suite in named]
    outcomes = []
    with held_postgres(settings):
        coverage_report.erase(settings)
        for suite in wanted:
            outcomes.append(_timed(settings, suite, options.keyword))
        if {"unit", "e2e"} & set(wanted):
            coverage_report.show(settings)
    say("")
    for outcome in outcomes:
        word = "passed" if outcome.passed else "FAILED"
        say(f"  {outcome.suite:<8} {word:<7} {outcome.seconds:7.1f} s  {outcome.closing}")
    failed = not all(outcome.passed for outcome in outcomes)
    closing = tests.total(settings)
    if closing:
        print(closing, flush=True)
    return int(failed)


def _timed(settings: Settings, suite: str, keyword: str | None) -> Outcome:
    began = time.monotonic()
    say(f"\n=== {suite} ===")
    if suite == "lint":
        passed, closing = lint.run(settings), ""
    else:
        passed, closing = tests.run(settings, suite, keyword)
    return Outcome(suite, passed, time.monotonic() - began, closing)
