"""The day at the till in docs/api.md is run as it is printed."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from cli.server import Server

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def test_the_day_by_curl(prepared: tuple[str, dict[str, Any]]) -> None:
    """The commands of the page open a till, sell two dishes and close it without a difference."""
    block = re.search(r"^```sh\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert block
    with Server(template=prepared[0]) as server:
        script = block[1].replace("http://127.0.0.1:8069", server.url)
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
    decoder = json.JSONDecoder()
    text, replies = ended.stdout.strip(), []
    while text:
        reply, end = decoder.raw_decode(text)
        replies.append(reply)
        text = text[end:].lstrip()
    paid, closed = replies[-2:]
    due = paid["order"]["total"]["amount"]
    assert paid["payment"]["change"] == {"amount": 5000 - due, "currency": "GBP"}
    assert paid["order"]["state"] == "paid"
    assert closed["report"]["gross"] == {"amount": due, "currency": "GBP"}
    assert closed["report"]["difference"] == {"amount": 0, "currency": "GBP"}
    assert closed["report"]["journal_entry"]["balanced"] is True
