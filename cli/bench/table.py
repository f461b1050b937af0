"""The results for people, on stderr."""

import os
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from .result import Figures, Row, machine_load

COLUMNS = ("p50", "p95", "p99", "per second", "errors", "lost", "queries", "cpu")
SOCKET_COLUMNS = ("closed", "KB")


def show(rows: Iterable[Row]) -> None:
    """Print two lines a row, ours and the reference, and how busy the machine was."""
    rows = list(rows)
    with_sockets = any(row.ours.socket_kb for row in rows)
    columns = (*COLUMNS, *SOCKET_COLUMNS) if with_sockets else COLUMNS
    table = Table(title="Milliseconds, from the client", caption=_machine())
    for name in ("What", "Clients", "Side", *columns, "ratio", "added ms", "load"):
        table.add_column(name, justify="left" if name in ("What", "Side") else "right")
    for row in rows:
        ratio, added, load = f"{row.ratio:.3f}", f"{row.added_ms:+.2f}", f"{row.load:.1f}"
        ours, reference = (_cells(side, with_sockets) for side in (row.ours, row.reference))
        table.add_row(row.name, str(row.clients), "Fynlo", *ours, ratio, added, load)
        table.add_row("", "", row.reference_name, *reference, end_section=True)
    # Wide enough for every column when it is written to a file.
    Console(file=sys.stderr, width=None if sys.stderr.isatty() else 150).print(table)


def _cells(side: Figures, with_sockets: bool) -> tuple[str, ...]:
    sockets = (str(side.closed), f"{side.socket_kb:.0f}") if with_sockets else ()
    times = (f"{value:.2f}" for value in (side.p50_ms, side.p95_ms, side.p99_ms))
    return (
        *times,
        f"{side.per_second:.1f}",
        str(side.errors),
        str(side.lost),
        f"{side.queries:.1f}",
        f"{side.cpu_ms:.2f}" if with_sockets else f"{side.cpu_ms:.1f}",
        *sockets,
    )


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, shared with the clients; load average {machine_load()} at the end"
    )
