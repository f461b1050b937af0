"""What the replay remembers between runs: its devices, so that it need not pair again.

The server's own state decides what is sold. Credentials are secrets: only the file's owner may
read it.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Journal:
    """The file: the numbered devices of till `till_id`."""

    file: Path
    till_id: int | None = None
    devices: dict[str, dict[str, Any]] = field(default_factory=dict)

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
