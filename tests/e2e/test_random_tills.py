"""Random tills: whatever staff do, in whatever order, the money agrees after each step.

The ordinary run plays RUNS tills of STEPS steps. `FYNLO_RANDOM_TILLS=500 ./fynlo test e2e -k
random_tills` plays 500, each time other ones.
"""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cli.server import Server

from .database import Database
from .random_staff import COMMANDS, PARTY, RandomTills
from .random_till import RandomTill, Tally
from .restaurant import Till
from .rpc import Odoo

RUNS, STEPS = 15, 30
WANTED = int(os.environ.get("FYNLO_RANDOM_TILLS", "0"))


def test_random_tills(
    new_till: Callable[[], Till], threaded: Server, sql: Database, facts: dict[str, Any]
) -> None:
    till, tally = new_till(), Tally()
    rule = {"name": "Service", "minimum_covers": PARTY, "value": 12.5}
    Odoo.as_role(threaded, "owner").method("fynlo.service.charge", "create", [rule])
    RandomTills.start = lambda: RandomTill(till, sql, facts["company"], tally)  # type: ignore[method-assign]
    run_state_machine_as_test(
        RandomTills,
        settings=settings(
            max_examples=WANTED or RUNS,
            stateful_step_count=STEPS,
            derandomize=not WANTED,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
        _min_steps=STEPS,
    )
    assert set(tally.done) == COMMANDS, tally
