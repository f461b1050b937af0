import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg2

from odoo import models
from odoo.sql_db import db_connect

from ..http import redis_client
from ..schemas.common import Empty
from ..schemas.health import Alive, Check, Checks, FeedCheck, Ready
from .definition import Access, query

# Anybody may ask: however often they do, the parts are looked at once in this time.
REMEMBERED_SECONDS = 1.0

# A writer that is open for longer than this keeps the tills from hearing of each other.
LONGEST_LAG_SECONDS = 30.0

# Every open transaction that has written, in any database of the cluster: the snapshots that
# the feed goes by know them all.
_FEED_LAG = """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - since)), 0)
    FROM (SELECT xact_start FROM pg_stat_activity WHERE backend_xid IS NOT NULL
          UNION ALL SELECT prepared FROM pg_prepared_xacts) AS writer(since)
"""

_remembered: dict[str, tuple[float, Ready]] = {}


class FynloHealth(models.AbstractModel):
    """What the server needs, looked at."""

    _name = "fynlo.health"
    _inherit = ["fynlo.service"]
    _description = "Health of the server"

    @query("health.live", Access.PUBLIC)
    def live(self, data: Empty) -> Alive:
        """Say that the process answers."""
        return Alive()

    @query("health.ready", Access.PUBLIC)
    def ready(self, data: Empty) -> Ready:
        """Look at the database, Redis, the bus and the feed.

        A database that is away is not found here: the request then ends in a 503 before.
        """
        dbname = self.env.cr.dbname
        at, known = _remembered.get(dbname, (0.0, None))
        if known is None or time.monotonic() - at > REMEMBERED_SECONDS:
            known = self._look()
            _remembered[dbname] = (time.monotonic(), known)
        return known

    def _look(self) -> Ready:
        lag = self._feed_lag()
        checks = Checks(
            database=_check(self._database_answers),
            redis=_check(_redis_answers),
            bus=_check(_bus_answers),
            feed=FeedCheck(status="ok" if lag < LONGEST_LAG_SECONDS else "failed", lag_seconds=lag),
        )
        parts = (checks.database, checks.redis, checks.bus, checks.feed)
        well = all(part.status == "ok" for part in parts)
        return Ready(status="ok" if well else "degraded", checks=checks)

    def _feed_lag(self) -> float:
        """Age in seconds of the oldest transaction that holds the feed back."""
        self.env.cr.execute(_FEED_LAG)
        return round(float(self.env.cr.fetchone()[0]), 3)

    def _database_answers(self) -> bool:
        self.env.cr.execute("SELECT 1")
        return bool(self.env.cr.fetchone())


def _check(answers: Callable[[], bool]) -> Check:
    start = time.perf_counter()
    status: Any = "ok" if answers() else "failed"
    return Check(status=status, milliseconds=round((time.perf_counter() - start) * 1000, 2))


def _redis_answers() -> bool:
    return bool(redis_client.link().attempt(lambda client: client.ping()))


def _bus_answers() -> bool:
    """A notification sent and heard, on the connection that Odoo's bus uses too."""
    channel = f"fynlo_health_{threading.get_ident()}"
    try:
        with db_connect("postgres").cursor() as cursor:
            connection = cursor._cnx
            cursor.execute(f'LISTEN "{channel}"')
            cursor.execute("SELECT pg_notify(%s, '')", [channel])
            cursor.commit()
            connection.poll()
            heard = [item.channel for item in connection.notifies]
            connection.notifies.clear()
            cursor.execute("UNLISTEN *")
            return channel in heard
    except psycopg2.Error:
        return False
