"""SQL queries per call, from the access log in which Odoo itself counts them.

Odoo ends each line of its access log with the request's number of queries, the seconds in SQL,
and the seconds elsewhere:  "POST /api/v1/orders HTTP/1.1" 201 - 23 0.006 0.012
"""

import re
from pathlib import Path

LINE = re.compile(r'"[A-Z]+ (?P<path>\S+) HTTP/[\d.]+" \d+ \S+ (?P<queries>\d+) [\d.]+ [\d.]+')


class QueryLog:
    """The server's log, read from marks."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def mark(self) -> int:
        """Return where the log ends now."""
        return self._file.stat().st_size

    def queries_since(self, mark: int, paths: re.Pattern[str]) -> int:
        """Return the queries of the requests after `mark` whose path matches."""
        with self._file.open("rb") as stream:
            stream.seek(mark)
            text = stream.read().decode(errors="replace")
        return sum(
            int(found["queries"]) for found in LINE.finditer(text) if paths.match(found["path"])
        )
