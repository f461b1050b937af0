"""Background processes are found again, and a recycled pid is never taken for ours."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from cli.processes import Process, Processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-uc",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(60)",
]


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path / "run")


def test_started_found_stopped(processes: Processes, tmp_path: Path) -> None:
    started = processes.start("one", SLEEP, log=tmp_path / "log", facts={"port": 1})
    found = Processes(processes.folder).find("one")
    assert found == started
    assert found.facts == {"port": 1}
    assert [process.name for process in processes.all()] == ["one"]
    assert processes.stop("one", seconds=5) is True
    assert not started.alive
    assert processes.find("one") is None
    assert processes.stop("one") is False


def test_another_process_with_the_same_pid_is_left_alone(processes: Processes) -> None:
    processes.remember(Process("one", os.getpid(), "another boot:1"))
    assert processes.find("one") is None
    assert processes.stop("one") is False


def test_a_spoiled_record_counts_as_none(processes: Processes) -> None:
    processes.remember(Process("one", 1, ""))
    for text in ("", "{", json.dumps({"name": "one"})):
        (processes.folder / "one.json").write_text(text)
        assert processes.find("one") is None


def test_one_that_does_not_listen_is_killed(processes: Processes, tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = processes.start("deaf", DEAF, log=log)
    while "deaf" not in log.read_text():
        assert process.alive
    process.stop(signal.SIGTERM, seconds=0.2)
    assert not process.alive


def test_an_ended_child_is_not_alive(processes: Processes, tmp_path: Path) -> None:
    process = processes.start("short", [sys.executable, "-c", ""], log=tmp_path / "log")
    assert process.wait(10)
