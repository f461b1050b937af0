"""./fynlo bench and replay: programs of their own, given everything that they need."""

import importlib.util
import os
import subprocess
import sys
from argparse import Namespace

from .errors import CliError
from .held import held_postgres
from .settings import ROOT, Settings


def run(settings: Settings, options: Namespace) -> int:
    """Run python -m cli.NAME with the remaining words and return its exit status."""
    module = f"cli.{options.name}"
    if importlib.util.find_spec(f"{module}.__main__") is None:
        raise CliError(f"This version of Fynlo has no {options.name}.")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with held_postgres(settings):
        command = [sys.executable, "-P", "-m", module, *options.arguments]
        return subprocess.run(command, check=False, env=env).returncode
