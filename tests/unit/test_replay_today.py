"""A day of the file that is sold as today's business."""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cli.replay.day import goes_on_at
from cli.replay.errors import Refused, ReplayError
from cli.replay.options import parse
from cli.replay.plan import Day
from cli.replay.run import _days
from cli.replay.session import DaySession
from cli.replay.terms import Terms

TWO_DAYS = Path(__file__).parent.parent / "data" / "two-days"
TODAY = date(2026, 11, 28)
SOURCE = "|today 2026-11-28"
TERMS = Terms("GBP", {}, is_today=True)


def planned(today: date | None = TODAY, **values: Any) -> Day:
    options: dict[str, Any] = {
        "folder": TWO_DAYS,
        "timezone": ZoneInfo("Europe/London"),
        "source": "",
        "day_ends": 4,
        "opening_float": 5000,
        "days": 1,
    }
    [day] = _days(Namespace(**{**options, **values}), today)
    return day


class FakeTill:
    """A till with an open session, which knows the keys that sessions were opened under."""

    def __init__(self, orders: list[str], opened_under: str | None = None) -> None:
        self.orders = orders
        self.opened_under = opened_under
        self.posted: list[tuple[str, dict[str, Any]]] = []

    def get(self, name: str, path: str, **query: Any) -> dict[str, Any]:
        if name == "order.get":
            raise Refused(name, 404, {})
        if name == "order.list":
            return {"items": [{"id": found} for found in self.orders], "next_cursor": None}
        till = {"id": 1, "name": "Bar"}
        return {"id": 7, "till": till, "business_date": "2026-11-28", "opened_at": "2026-11-28T11Z"}

    def post(self, name: str, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        self.posted.append((key, body))
        if key != self.opened_under:
            raise Refused(name, 409, {"code": "session_already_open"})
        return {"id": 7}


def session(till: FakeTill, day: Day) -> DaySession:
    return DaySession(till, day, TERMS, SOURCE)  # type: ignore[arg-type]


def test_it_is_the_first_day_of_the_file() -> None:
    day, past = planned(), planned(None)
    assert (day.date, past.date) == (TODAY, date(2024, 3, 30))
    assert (len(day.orders), day.gross, day.counted_cash) == (14, 31005, 5000 + 15870)
    # It goes as the day went.
    assert [order.ordered_at for order in day.orders] == [o.ordered_at for o in past.orders]


def test_each_day_has_orders_of_its_own() -> None:
    days = [planned(), planned(date(2026, 11, 29)), planned(None), planned(source="Bristol")]
    assert len({order.id for day in days for order in day.orders}) == 4 * 14
    assert planned() == planned()


def test_a_day_goes_on_with_what_is_left() -> None:
    """Whoever watches it after a kill does not wait for what was sold before."""
    day = planned()
    known = {str(order.id): {"state": "paid"} for order in day.orders[:5]}
    assert goes_on_at(day, {}) == day.opened_at
    assert goes_on_at(day, known) == day.orders[5].ordered_at
    assert goes_on_at(day, {**known, str(day.orders[2].id): {"state": "open"}}) == (
        day.orders[2].ordered_at
    )
    sold = {str(order.id): {"state": "paid"} for order in day.orders}
    assert goes_on_at(day, sold) == day.closed_at


def test_no_time_is_sent() -> None:
    order = planned().orders[0]
    terms = Terms("GBP", {}, {"cash": 1, "card": 2}, is_today=True)
    assert "paid_at" not in terms.payment(order)
    assert terms.at("at", order.ordered_at) == {}
    past = Terms("GBP", {}, {"cash": 1, "card": 2})
    assert past.payment(order)["paid_at"] == "2024-03-30T12:47:14Z"
    assert past.at("at", order.ordered_at) == {"at": "2024-03-30T12:47:14Z"}


def test_a_session_with_an_order_of_the_day_is_gone_on_with() -> None:
    day = planned()
    till = FakeTill(["of somebody else", str(day.orders[3].id)])
    assert session(till, day).find() == (7, False)
    assert till.posted == []


def test_a_session_without_an_order_is_known_by_its_key() -> None:
    """A run that was killed before its first order had opened it."""
    day = planned()
    asked = FakeTill([])
    with pytest.raises(ReplayError):
        session(asked, day).find()
    [(key, body)] = asked.posted
    assert body == {"opening_float": {"amount": 5000, "currency": "GBP"}}
    assert session(FakeTill([], opened_under=key), day).find() == (7, False)


def test_a_session_of_somebody_else_is_left_alone() -> None:
    till = FakeTill(["of somebody else"])
    with pytest.raises(ReplayError, match="The till Bar has an open session of 2026-11-28"):
        session(till, planned()).find()


@pytest.mark.parametrize("words", [[], ["--days", "2"]])
def test_only_one_day_is_sold_as_todays(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([str(TWO_DAYS), "--today", *words])
    assert ended.value.code == 2
    assert "--today sells one day as today's: add --days 1" in capsys.readouterr().err
    assert parse([str(TWO_DAYS), "--today", "--days", "1"]).today is True
    assert parse([str(TWO_DAYS), *words]).today is False
