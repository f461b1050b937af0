"""What must stay although the request is refused: counted tries, revocations, their events."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .run import RUN, Run

T = TypeVar("T")

MAX_TRIES = 20
LONGEST_WAIT_SECONDS = 0.05


def lasting(service: Any, work: Callable[[Any], T]) -> T:
    """Do work in a transaction of its own, with its own events, and commit it at once.

    The request's own transaction may neither have locked what the work writes nor expect to see
    it: its snapshot is older.

    :param service: the service that asks; `work` gets the same one in the new transaction
    :return: what `work` returned
    """
    for attempt in range(MAX_TRIES):
        try:
            with service.env.registry.cursor() as cursor:
                return _work_in(cursor, service, work)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if attempt == MAX_TRIES - 1:
                raise
            time.sleep(random.uniform(0, LONGEST_WAIT_SECONDS))  # noqa: S311 - only spreads load
    raise AssertionError("unreachable")


def _work_in(cursor: Any, service: Any, work: Callable[[Any], T]) -> T:
    run = Run(service._caller, service._run.command)
    context = {**service.env.context, RUN: run}
    own = service.env(cr=cursor, context=context)[service._name]
    result = work(own)
    own.env.flush_all()
    own.env["fynlo.outbox"]._publish(run.events)
    return result
