from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from odoo import models

from ..const import StationKind
from ..domain.delta import DeltaKind
from ..domain.estimate import LATEST, Work, expected_seconds, ready_after, work_began
from ..domain.ticket_state import OPEN, TO_MAKE, LineState
from .records import _now
from .routing import is_cancelled, is_made

_SAMPLES = """
SELECT product.id, sample.work_seconds
  FROM unnest(%(products)s) AS product(id), LATERAL (
       SELECT work_seconds, done_at FROM fynlo_kitchen_ticket_line
        WHERE product_id = product.id AND station_id = %(station)s AND work_seconds > 0
        ORDER BY done_at DESC LIMIT %(latest)s) AS sample
 ORDER BY product.id, sample.done_at DESC
"""
_FREED = """
SELECT done_at FROM fynlo_kitchen_ticket_line
 WHERE station_id = %s AND done_at IS NOT NULL ORDER BY done_at DESC OFFSET %s LIMIT 1
"""


class FynloKitchenEstimates(models.AbstractModel):
    """When orders are going to be ready (domain/estimate.py)."""

    _name = "fynlo.kitchen.estimates"
    _inherit = ["fynlo.kitchen.records"]
    _description = "Estimated times of the kitchen"

    def _ready_at(self, order: Any) -> datetime | None:
        """When all that was sent and fired of an order is ready; of one not sent, if it were now.

        :return: UTC, naive; None: the kitchen has nothing to do for it
        """
        own = self._own(order)
        if not own:
            return None
        seconds = max(self._seconds(station, order, products) for station, products in own.items())
        return _now() + timedelta(seconds=round(seconds))

    def _own(self, order: Any) -> dict[Any, list[tuple[Any, Any]]]:
        """The order's dishes by station: (product, ticket line, or none of one not sent)."""
        own: dict[Any, list[tuple[Any, Any]]] = defaultdict(list)
        domain = [("order_line_id.order_id", "=", order.id), *_to_make()]
        for line in self._ticket_lines().search(domain):
            own[line.station_id].append((line.product_id, line))
        unsent = order.lines.filtered(lambda line: not line.fynlo_sent_number and is_made(line))
        if not own and not is_cancelled(order):
            stations = self.env["fynlo.kitchen.routing"]._stations_of(order, unsent)
            for line, targets in stations.items():
                for station in targets:
                    own[station].append((line.product_id, None))
        made = {item for item in own if item.kind == StationKind.PREPARATION}
        return {station: items for station, items in own.items() if station in made or not made}

    def _seconds(self, station: Any, order: Any, own: Sequence[tuple[Any, Any]]) -> float:
        """Until a station has made the order's dishes, what waits before them first."""
        ahead = self._ahead(station, order)
        products = ahead.product_id.union(*(product for product, _ in own))
        expected = self._expected(station, products)
        now = _now()
        return ready_after(
            [_work(line, expected[line.product_id], now) for line in ahead],
            [_work(line, expected[product], now) for product, line in own],
            station.places,
        )

    def _ahead(self, station: Any, order: Any) -> Any:
        """What the station makes before a dish of the order that comes last."""
        mine = self._tickets().search(
            [("order_id", "=", order.id), ("station_id", "=", station.id), *_is_open()],
            order="sent_at desc, id desc",
            limit=1,
        )
        domain: list[Any] = [
            ("station_id", "=", station.id),
            ("order_line_id.order_id", "!=", order.id),
            *_to_make(),
        ]
        if mine and mine.is_rushed:
            domain.append(("ticket_id.is_rushed", "=", True))
        if mine:
            before = [("ticket_id.sent_at", "<=", mine.sent_at), ("ticket_id.id", "<", mine.id)]
            domain += ["|", ("ticket_id.is_rushed", "=", True), "&", *before]
        lines = self._ticket_lines().search(domain)
        return lines.sorted(
            lambda line: (not line.ticket_id.is_rushed, line.ticket_id.sent_at, line.id)
        )

    def _expected(self, station: Any, products: Any) -> dict[Any, float]:
        """Seconds that each product is expected to take at a station."""
        self._ticket_lines().flush_model(["product_id", "station_id", "work_seconds", "done_at"])
        values = {"products": products.ids, "station": station.id, "latest": LATEST}
        self.env.cr.execute(_SAMPLES, values)
        samples: dict[int, list[int]] = defaultdict(list)
        for product_id, seconds in self.env.cr.fetchall():
            samples[product_id].append(seconds)
        return {
            product: expected_seconds(samples[product.id], 60.0 * product.fynlo_prep_minutes)
            for product in products
        }

    def _learn(self, station: Any, lines: Any, now: datetime) -> None:
        """Note what the work on dishes that are done now has taken."""
        lines = lines.filtered(lambda line: not line.work_seconds)
        if not lines:
            return
        self._ticket_lines().flush_model(["station_id", "done_at"])
        self.env.cr.execute(_FREED, [station.id, station.places - 1])
        row = self.env.cr.fetchone()
        for line in lines:
            began = work_began(line.sent_at or now, line.started_at or None, row and row[0])
            line.work_seconds = max(1, round((now - began).total_seconds()))


def _is_open() -> list[tuple[str, str, Any]]:
    return [("state", "in", sorted(OPEN))]


def _to_make() -> list[tuple[str, str, Any]]:
    return [("kind", "=", str(DeltaKind.ADDED)), ("state", "in", sorted(TO_MAKE))]


def _work(line: Any, seconds: float, now: datetime) -> Work:
    if not line or line.state != LineState.STARTED:
        return Work(seconds)
    elapsed = (now - line.started_at).total_seconds() if line.started_at else 0.0
    return Work(seconds, elapsed, is_started=True)
