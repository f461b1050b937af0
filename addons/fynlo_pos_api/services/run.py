"""One run of a command: who called, what it found out, which events it leaves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..domain.caller import Caller

# Key of the run in Odoo's context, while a command or query runs.
RUN = "fynlo_run"


@dataclass(eq=False, slots=True)
class Run:
    """What the runner and the services share during one command.

    `approver_id` is the employee who approved; `approval` is what the caller sent to prove it.
    `endings` are called with the command's input when it is done, before its events are written.
    """

    caller: Caller
    command: str
    approval: Any = None
    approver_id: int | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    endings: list[Callable[[Any], None]] = field(default_factory=list)
