"""What the replay remembers between runs: its devices, and the reports of closed days.

The server's own state decides what is sold; the journal only saves pairing again and keeps the
reports of closed sessions. It holds device credentials, so only its owner may read it.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Journal:
    """The file: numbered devices of till `till_id`, and the reports of closed sessions by day."""

    file: Path
    till_id: int | None = None
    devices: dict[str, dict[str, Any]] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Journal":
        """Read the journal; a new one when there is none or it is of no use."""
        try:
            return cls(file, **json.loads(file.read_text()))
        except (OSError, ValueError, TypeError):
            return cls(file)

    def write(self) -> None:
        """Write the journal, whole or not at all, also when the machine stops."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.file.with_suffix(".part")
        content = {key: value for key, value in asdict(self).items() if key != "file"}
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            json.dump(content, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(self.file)

    def report(self, day: str, session_id: int) -> dict[str, Any] | None:
        """Return the report of that very session, None when it was not noted."""
        noted = self.reports.get(day, {})
        return noted.get("report") if noted.get("session_id") == session_id else None

    def note_report(self, day: str, session_id: int, report: dict[str, Any]) -> None:
        """Remember the report of the session that was closed."""
        self.reports[day] = {"session_id": session_id, "report": report}
        self.write()
