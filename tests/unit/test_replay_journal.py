"""What is remembered between two runs, and the figures of a run."""

import stat
from pathlib import Path

import pytest

from cli.replay.journal import Journal
from cli.replay.summary import Summary
from cli.replay.timings import Timings, percentile, spread


def test_the_journal_is_read_back_and_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / "journal.json"
    journal = Journal(file, till_id=2, devices={"0": {"id": 1, "credential": "secret"}})
    journal.write()
    assert Journal.read(file) == journal
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"unknown": 1}'])
def test_a_spoilt_journal_is_a_new_one(tmp_path: Path, content: str) -> None:
    file = tmp_path / "journal.json"
    file.write_text(content)
    assert Journal.read(file) == Journal(file)


def test_percentiles() -> None:
    hundred = [float(number) for number in range(1, 101)]
    assert [percentile(hundred, share) for share in (0.5, 0.95, 0.99, 1)] == [50, 95, 99, 100]
    assert spread([3.0, 1.0, 2.0]).p50_ms == 2.0
    assert spread([]).count == 0


def test_an_empty_summary_is_one_object() -> None:
    found = Summary([], Timings(), "GBP", 1.25, 0).as_object()
    assert (found["days"], found["orders"], found["gross"]) == (0, 0, "0.00")
    assert (found["differences"], found["p50_ms"]) == (0, 0.0)
