"""The results for people, on stderr."""

import os
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from .result import Figures, Row, machine_load

COLUMNS = ("p50", "p95", "p99", "per second", "errors", "lost", "queries", "cpu")


def show(rows: Iterable[Row]) -> None:
    """Print two lines a row, ours and the reference, and how busy the machine was."""
    table = Table(title="Milliseconds, from the client", caption=_machine())
    for name in ("What", "Clients", "Side", *COLUMNS, "ratio", "added ms", "load"):
        table.add_column(name, justify="left" if name in ("What", "Side") else "right")
    for row in rows:
        ratio, added, load = f"{row.ratio:.3f}", f"{row.added_ms:+.2f}", f"{row.load:.1f}"
        table.add_row(row.name, str(row.clients), "Fynlo", *_cells(row.ours), ratio, added, load)
        table.add_row("", "", row.reference_name, *_cells(row.reference), end_section=True)
    # Wide enough for every column when it is written to a file.
    Console(file=sys.stderr, width=None if sys.stderr.isatty() else 150).print(table)


def _cells(side: Figures) -> tuple[str, ...]:
    times = (f"{value:.2f}" for value in (side.p50_ms, side.p95_ms, side.p99_ms))
    return (
        *times,
        f"{side.per_second:.1f}",
        str(side.errors),
        str(side.lost),
        f"{side.queries:.1f}",
        f"{side.cpu_ms:.1f}",
    )


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, shared with the clients; load average {machine_load()} at the end"
    )
