"""./fynlo bench [orders] [menu] [auth] [kitchen] [growth] [bus] [--json]"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from ..errors import CliError
from .duel import Duel
from .machine import machine
from .people import open_tills
from .query_log import QueryLog
from .result import Row
from .suites import ALONE, BY_NAME_ONLY, SUITES, Bench
from .table import show


def main(words: list[str]) -> int:
    """Measure and print; 1 when an order was lost, a call of ours failed, or nothing could run."""
    known = [*SUITES, *ALONE]
    parser = argparse.ArgumentParser(prog="./fynlo bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    options = parser.parse_args(words)
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are: {', '.join(known)}")
    try:
        rows = measure(options.names or [name for name in SUITES if name not in BY_NAME_ONLY])
    except CliError as problem:
        print(f"fynlo: {problem}", file=sys.stderr)
        return 1
    show(rows)
    if options.json:
        print(json.dumps([row.as_object() for row in rows], indent=2))
    return int(any(row.ours.errors or row.ours.lost for row in rows))


def measure(names: list[str]) -> list[Row]:
    """Return the rows of the named suites, measured on servers of their own."""
    console = Console(stderr=True)
    rows: list[Row] = []
    for name in names:
        if name in ALONE:
            with console.status(name):
                rows += ALONE[name]()
    names = [name for name in names if name in SUITES]
    if not names:
        return rows
    with (
        machine() as under_test,
        tempfile.TemporaryDirectory() as folder,
        console.status("signing in") as status,
    ):
        log = QueryLog(under_test.server.log)
        blocks = 0

        def progress() -> None:
            nonlocal blocks
            blocks += 1
            status.update(f"{len(rows)} rows measured, block {blocks}")

        duel = Duel(under_test.server.url, log, under_test.cpu_ms, progress)
        bench = Bench(under_test, duel, *open_tills(under_test, Path(folder)))
        for name in names:
            rows += SUITES[name](bench)
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
