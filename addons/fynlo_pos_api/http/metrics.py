"""What Prometheus is told. The counters work in one process and, with PROMETHEUS_MULTIPROC_DIR
set before the start, across the workers of a prefork server.

Labels are few on purpose: routes by their template, never an address or an id.
"""

import os
from collections.abc import Iterable

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
DIRECTORY_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

# Bounds in seconds: an order takes some 15 ms, a closing some seconds.
_BOUNDS = (0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10)

_REQUESTS = Histogram(
    "fynlo_request_seconds",
    "Time to answer an API request",
    ("route", "method", "status"),
    buckets=_BOUNDS,
)
_COMMANDS = Counter("fynlo_commands", "Commands by result", ("command", "result"))
_EVENTS = Counter("fynlo_events", "Events written", ("event",))
_CACHE = Counter("fynlo_cache_reads", "Reads of the Redis cache", ("cache", "result"))
_LIMITED = Counter("fynlo_rate_limited", "Requests refused with 429", ("policy",))
_COLLISIONS = Counter("fynlo_collisions", "Transactions tried again after a collision")


def request_answered(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request.

    :param route: the path's template, e.g. /orders/{order_id}
    """
    _REQUESTS.labels(route, method, str(status)).observe(seconds)


def command_ran(name: str, result: str) -> None:
    """Count a command.

    :param result: done, replayed, or the error code that it was refused with
    """
    _COMMANDS.labels(name, result).inc()


def event_written(name: str) -> None:
    """Count an event of the outbox."""
    _EVENTS.labels(name).inc()


def cache_read(name: str, hit: bool) -> None:
    """Count a read of a read model from Redis."""
    _CACHE.labels(name, "hit" if hit else "miss").inc()


def rate_limited(policy: str) -> None:
    """Count a request that was refused with 429."""
    _LIMITED.labels(policy).inc()


def collided() -> None:
    """Count a transaction that another one made to start again."""
    _COLLISIONS.inc()


class _Readings:
    """Values that are true at the moment of the scrape, from the database."""

    def __init__(self, readings: dict[str, tuple[str, float]]) -> None:
        self._readings = readings

    def collect(self) -> Iterable[Metric]:
        """Give one gauge per reading."""
        for name, (text, value) in self._readings.items():
            yield GaugeMetricFamily(name, text, value=value)


def exposition(readings: dict[str, tuple[str, float]]) -> bytes:
    """All metrics in Prometheus's text format.

    :param readings: gauges as {name: (what it is, value)}
    """
    counters = REGISTRY
    if os.environ.get(DIRECTORY_VARIABLE):
        counters = CollectorRegistry()
        multiprocess.MultiProcessCollector(counters)  # type: ignore[no-untyped-call]
    gauges = CollectorRegistry()
    gauges.register(_Readings(readings))
    return generate_latest(counters) + generate_latest(gauges)
