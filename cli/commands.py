"""Running other programs."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import CommandFailed


def run(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
) -> str:
    """Run `command` to its end and return what it printed, which goes to `log` instead when given.

    Raises CommandFailed with the end of the output.
    """
    words = [str(word) for word in command]
    if log is None:
        ended = subprocess.run(
            words, check=False, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = ended.stdout.decode(errors="replace")
    else:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as stream:
            ended = subprocess.run(
                words, check=False, env=env, cwd=cwd, stdout=stream, stderr=stream
            )
        output = "" if ended.returncode == 0 else log.read_text(errors="replace")
    if ended.returncode != 0:
        raise CommandFailed(Path(words[0]).name, ended.returncode, output)
    return output
