"""Running a script inside Odoo, on the database of a server."""

import json
import subprocess
from pathlib import Path
from typing import Any

from cli import odoo
from cli.server import Server

FOLDER = Path(__file__).parent / "inside"
MARK = "FYNLO-ANSWER "


def run_inside(server: Server, script: str, **values: Any) -> Any:
    """Run inside/`script` by `odoo shell`, with `values` as its names; return what it answers.

    The script calls `answer(...)` with something that JSON can hold; what it did is committed.
    """
    plan = server.plan
    lines = [
        "import json",
        f"def answer(value): env.cr.commit(); print({MARK!r} + json.dumps(value))",
        *(f"{name} = json.loads({json.dumps(value)!r})" for name, value in values.items()),
        (FOLDER / script).read_text(),
    ]
    done = subprocess.run(
        odoo.command(plan.source, "shell", "--no-http"),
        input="\n".join(lines),
        env=plan.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    answers = [line for line in done.stdout.splitlines() if MARK in line]
    assert answers, f"{script} did not answer:\n{done.stderr[-3000:]}"
    return json.loads(answers[-1].split(MARK, 1)[1])
