"""One day from opening to comparison, begun or gone on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .api import Api, Json
from .comparison import (
    Difference,
    Figures,
    differences,
    figures_of_orders,
    figures_of_report,
    figures_of_total,
)
from .crowd import Crowd
from .kitchen import Cook, Kitchen
from .pace import Pace
from .plan import Day, PlannedOrder
from .sale import OPEN, Seller
from .session import DaySession
from .terms import Terms


@dataclass(frozen=True)
class DayResult:
    """What the server has of a day. Amounts in minor units."""

    day: Day
    orders: int
    lines: int
    gross: int
    is_balanced: bool
    differences: Sequence[Difference]


class DayRunner:
    """Sells days, one after the other, with the same devices."""

    def __init__(
        self,
        apis: Sequence[Api],
        terms: Terms,
        source: str,
        speed: float,
        cooks: Sequence[Cook] = (),
    ) -> None:
        self._apis = apis
        self._cooks = cooks
        self._terms = terms
        self._source = source
        self._speed = speed

    def run(self, day: Day, sold: Callable[[PlannedOrder, bool], None]) -> DayResult:
        """Sell what is not sold yet, close the session and compare; raises ReplayError."""
        session = DaySession(self._apis[0], day, self._terms, self._source)
        session_id, is_closed = session.find() or (session.open(), False)
        if not is_closed:
            self._sell(day, session, session_id, sold)
            report = session.close(session_id)
        else:
            report = session.report(session_id)
        return self._result(day, session, session_id, report)

    def _sell(
        self,
        day: Day,
        session: DaySession,
        session_id: int,
        sold: Callable[[PlannedOrder, bool], None],
    ) -> None:
        known = {order["id"]: order for order in session.orders(session_id)}
        pace = Pace(self._speed, goes_on_at(day, known))
        terms = replace(self._terms, methods=session.methods())
        with Kitchen(self._cooks, self._speed):
            Crowd([Seller(api, terms) for api in self._apis]).sell(day.orders, known, pace, sold)

    def _result(self, day: Day, session: DaySession, session_id: int, report: Json) -> DayResult:
        listed = figures_of_orders(session.orders(session_id), day)
        reported = figures_of_report(report)
        found: dict[str, Figures] = {"Z report": reported, "orders": listed}
        # The till may have sold something else today.
        if not self._terms.is_today:
            found["daily total"] = figures_of_total(session.daily_total())
        return DayResult(
            day=day,
            orders=listed["orders"],
            lines=listed["lines"],
            gross=listed["gross"],
            is_balanced=bool(reported["balanced entries"]),
            differences=differences(day, found),
        )


def goes_on_at(day: Day, known: Mapping[str, Json]) -> datetime:
    """Return the time of the first order that is still to be sold: nobody waits for the others."""
    for order in day.orders:
        seen = known.get(str(order.id))
        if seen is None or seen["state"] == OPEN:
            return order.ordered_at
    return day.closed_at
