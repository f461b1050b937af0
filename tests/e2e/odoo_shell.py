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
    """Run inside/`script` by `odoo shell`: its `run(env, **values)`; return what that returns.

    What it did is committed. Values and answer are what JSON can hold.
    """
    plan = server.plan
    lines = [
        (FOLDER / script).read_text(),
        "import json as _json",
        f"_values = _json.loads({json.dumps(values)!r})",
        "_answer = run(env, **_values)",
        f"env.cr.commit(); print({MARK!r} + _json.dumps(_answer))",
    ]
    done = subprocess.run(
        odoo.command(plan.source, "shell", "--no-http"),
        input="\n".join(lines),
        env=plan.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    answers = [line for line in done.stdout.splitlines() if MARK in line]
    assert answers, f"{script} did not answer:\n{done.stderr[-3000:]}"
    return json.loads(answers[-1].split(MARK, 1)[1])
