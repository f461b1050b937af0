"""What a replay can fail with.

CliError
└── ReplayError         a sentence for the person at the terminal
    ├── SourceError     a file of the folder cannot be used
    ├── Refused         the server answered with a problem document
    ├── Unreachable     the server did not answer in spite of every retry
    └── Stopped         another thread failed, so this one ends too
"""

from collections.abc import Mapping
from typing import Any

from ..errors import CliError


class ReplayError(CliError):
    """The replay cannot go on."""


class SourceError(ReplayError):
    """A file of the folder lacks something or holds what cannot be read."""


class Refused(ReplayError):
    """The server refused a request; `code` says why, `problem` is its whole answer."""

    def __init__(self, call: str, status: int, problem: Mapping[str, Any]) -> None:
        detail = problem.get("detail") or "no reason given"
        request_id = problem.get("request_id", "unknown")
        super().__init__(f"{call} was refused with {status}: {detail} (request {request_id})")
        self.status = status
        self.code = str(problem.get("code", ""))
        self.problem = problem


class Unreachable(ReplayError):
    """No usable answer after every retry."""


class Stopped(ReplayError):
    """The day was given up because another order failed."""
