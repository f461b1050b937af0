"""The door of ./fynlo: reads the words, makes the packages, and hands over."""

import importlib
import os
import resource
import signal
import sys
from argparse import Namespace
from pathlib import Path

from . import packages
from .arguments import parse
from .errors import CliError
from .settings import ROOT, Settings


def main() -> int:
    """Run one command and return its exit status."""
    options = parse(sys.argv[1:])
    # An exception, so that what was started for this command is stopped with it.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        return _run(Settings.from_environment(), options)
    except CliError as problem:
        print(f"fynlo: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nfynlo: interrupted; run it again to go on", file=sys.stderr)
        return 130


def _run(settings: Settings, options: Namespace) -> int:
    python = packages.ensure(settings, options.packages)
    if python.parent.parent != Path(sys.prefix):
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        os.execve(python, [str(python), "-P", "-m", "cli", *sys.argv[1:]], env)
    _raise_open_files()
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    module = importlib.import_module(f".{options.module}", __package__)
    return int(getattr(module, options.function)(settings, options))


def _raise_open_files() -> None:
    """A socket takes three descriptors; started processes inherit the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    sys.exit(main())
