"""What is planned from a folder: days, rounds, payments, ids."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cli.replay.plan import Day, plan_days, plan_order, round_up, total_of
from cli.replay.source import Dish, SoldLine, SoldOrder, read_orders
from cli.replay.terms import Terms, utc

TWO_DAYS = Path(__file__).parent.parent / "data" / "two-days"
LONDON = ZoneInfo("Europe/London")
SOUP = Dish("7", "Soup", "Starters", 650, 190)


def sold(number: str, at: datetime, lines: int = 1) -> SoldOrder:
    return SoldOrder(number, at, tuple(SoldLine(f"{number}.{n}", SOUP) for n in range(lines)))


def two_days(**options: int) -> list[Day]:
    return list(plan_days(read_orders(TWO_DAYS, LONDON), "", **options))


def test_figures_of_two_days() -> None:
    first, second = two_days()
    assert (first.date, len(first.orders), first.line_count, first.gross) == (
        date(2024, 3, 30),
        14,
        39,
        31005,
    )
    assert (first.paid_by("cash"), first.paid_by("card")) == ((7, 15870), (7, 15135))
    assert (second.date, len(second.orders), second.line_count, second.gross) == (
        date(2024, 3, 31),
        11,
        35,
        31420,
    )


def test_a_day_opens_with_the_cash_of_the_day_before() -> None:
    first, second = two_days(opening_float=10000)
    assert (first.opening_float, first.counted_cash) == (10000, 25870)
    assert (second.opening_float, second.counted_cash) == (25870, 37555)


def test_times_are_told_in_utc_on_both_sides_of_the_clock_change() -> None:
    first, second = two_days()
    assert utc(first.opened_at) == "2024-03-30T12:47:14Z"
    assert utc(second.opened_at) == "2024-03-31T11:28:16Z"


def test_after_midnight_is_still_the_day_before() -> None:
    late = sold("1", datetime(2024, 2, 3, 3, 59, tzinfo=LONDON))
    early = sold("2", datetime(2024, 2, 3, 4, 0, tzinfo=LONDON))
    days = list(plan_days([late, early], "", day_ends=4))
    assert [day.date for day in days] == [date(2024, 2, 2), date(2024, 2, 3)]


def test_lines_come_in_two_rounds_and_none_is_lost() -> None:
    at = datetime(2024, 2, 3, 12, tzinfo=LONDON)
    assert [len(lines) for lines in plan_order(sold("1", at, 1), "").rounds] == [1]
    order = plan_order(sold("1", at, 5), "")
    assert [len(lines) for lines in order.rounds] == [3, 2]
    assert len({line.id for line in order.lines}) == 5
    assert order.total == total_of(order.lines) == 3250


def test_four_of_ten_pay_cash_and_hand_over_a_round_sum() -> None:
    at = datetime(2024, 2, 3, 12, tzinfo=LONDON)
    planned = [plan_order(sold(str(number), at, 2), "") for number in range(10)]
    assert [order.method for order in planned] == ["cash"] * 4 + ["card"] * 6
    assert (planned[0].total, planned[0].tendered, planned[9].tendered) == (1300, 1500, 1300)
    assert [round_up(amount) for amount in (1, 500, 501)] == [500, 500, 1000]


def test_change_is_only_given_when_there_is_any() -> None:
    at = datetime(2024, 2, 3, 12, tzinfo=LONDON)
    terms = Terms("GBP", {("Soup", 650): 3}, {"cash": 1, "card": 2})
    cash, card = (plan_order(sold(number, at, 2), "") for number in ("0", "9"))
    assert terms.payment(cash)["tendered"] == {"amount": 1500, "currency": "GBP"}
    assert (terms.payment(cash)["method_id"], terms.payment(card)["method_id"]) == (1, 2)
    assert "tendered" not in terms.payment(card)


def test_an_order_keeps_its_ids_and_another_has_others() -> None:
    at = datetime(2024, 2, 3, 12, tzinfo=LONDON)
    order = plan_order(sold("1", at, 2), "")
    assert plan_order(sold("1", at.replace(tzinfo=ZoneInfo("UTC")), 2), "") == order
    others = [
        plan_order(sold("1", at, 2), "Bristol"),
        plan_order(sold("2", at, 2), ""),
        plan_order(sold("1", at.replace(second=1), 2), ""),
    ]
    ids = [order.id, *(other.id for other in others)]
    assert len(set(ids)) == 4
    assert order.lines[0].id != others[0].lines[0].id
    assert order.payment_id != others[0].payment_id
