from datetime import datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..domain.table_state import Facts, Live, Marks, OpenOrder, TableState, counts, live

S = TableState


def at(minute: int) -> datetime:
    """A minute of the evening."""
    return datetime.fromisoformat("2026-03-01T19:00:00") + timedelta(minutes=minute)


MOMENTS = st.none() | st.integers(0, 8).map(at)
ORDERS = st.builds(OpenOrder, opened_at=st.integers(0, 8).map(at), ordered_at=MOMENTS)
FACTS = st.builds(Facts, orders=st.lists(ORDERS, max_size=3), paid_at=MOMENTS, voided_at=MOMENTS)
MARKS = st.builds(Marks, *[MOMENTS] * 7)


class TestTableState(BaseCase):
    """The live state of a table."""

    def assert_live(self, expected: tuple[TableState, int | None], *given: object) -> None:
        """The state and the minute since when it holds."""
        state, minute = expected
        facts, marks, *rest = given
        needs_cleaning = rest[0] if rest else True
        found = live(facts, marks, needs_cleaning)
        self.assertEqual(found, Live(state, None if minute is None else at(minute)))

    def test_an_evening(self) -> None:
        """Reserved, seated, ordered, served, another round, bill, paid, clean."""
        booked = {"reserved_at": at(-60), "reserved_for": at(0)}
        self.assert_live((S.FREE, None), Facts(), Marks())
        self.assert_live((S.RESERVED, -60), Facts(), Marks(**booked))
        self.assert_live((S.SEATED, 1), Facts(), Marks(seated_at=at(1)))
        order = OpenOrder(at(5), at(6))
        marks = {"seated_at": at(1)}
        self.assert_live((S.ORDERED, 5), Facts([order]), Marks(**marks))
        marks["served_at"] = at(15)
        self.assert_live((S.SERVED, 15), Facts([order]), Marks(**marks))
        again = OpenOrder(at(5), at(20))
        self.assert_live((S.ORDERED, 5), Facts([again]), Marks(**marks))
        marks |= {"served_at": at(30), "bill_asked_at": at(40)}
        self.assert_live((S.BILL_ASKED, 40), Facts([again]), Marks(**marks))
        self.assert_live((S.DIRTY, 45), Facts(paid_at=at(45)), Marks(**marks))
        self.assert_live((S.FREE, 50), Facts(paid_at=at(45)), Marks(cleaned_at=at(50)))

    def test_without_cleaning_a_paid_table_is_free(self) -> None:
        paid = Facts(paid_at=at(45))
        self.assert_live((S.FREE, 45), paid, Marks(seated_at=at(1)), False)

    def test_an_order_without_dishes_is_a_seated_table(self) -> None:
        empty = Facts([OpenOrder(at(5))])
        self.assert_live((S.SEATED, 5), empty, Marks())
        self.assert_live((S.SEATED, 1), empty, Marks(seated_at=at(1)))
        self.assert_live((S.SEATED, 5), empty, Marks(bill_asked_at=at(9)))

    def test_one_of_two_checks_is_paid(self) -> None:
        """What the party said still counts: somebody of it is there."""
        facts = Facts([OpenOrder(at(5), at(6))], paid_at=at(30))
        self.assert_live((S.ORDERED, 5), facts, Marks(seated_at=at(1)))
        self.assertTrue(counts(at(1), facts))
        self.assertEqual(facts.left_at, None)

    def test_the_next_party_did_not_ask_for_the_bill(self) -> None:
        facts = Facts([OpenOrder(at(60), at(61))], paid_at=at(45))
        marks = Marks(seated_at=at(1), bill_asked_at=at(40), served_at=at(30))
        self.assert_live((S.ORDERED, 60), facts, marks)
        self.assertFalse(counts(marks.seated_at, facts))

    def test_a_voided_order_frees_the_table(self) -> None:
        """Nothing was eaten, so nothing is dirty."""
        voided = Facts(voided_at=at(5))
        self.assert_live((S.FREE, 5), voided, Marks(seated_at=at(1)))
        self.assert_live((S.SEATED, 9), voided, Marks(seated_at=at(9)))

    def test_a_void_after_a_payment_leaves_the_table_dirty(self) -> None:
        facts = Facts(paid_at=at(5), voided_at=at(9))
        self.assert_live((S.DIRTY, 5), facts, Marks())
        self.assert_live((S.FREE, 9), facts, Marks(cleaned_at=at(7)))

    def test_a_reservation_outlives_an_earlier_party(self) -> None:
        marks = Marks(reserved_at=at(0), reserved_for=at(60), cleaned_at=at(50))
        self.assert_live((S.RESERVED, 0), Facts(paid_at=at(45)), marks)
        self.assert_live((S.FREE, 90), Facts(voided_at=at(90)), marks)

    def test_blocked(self) -> None:
        """A blocked table is not dirty or reserved, but who sits there sits there."""
        blocked = {"blocked_at": at(3)}
        booked = Marks(reserved_at=at(0), reserved_for=at(60), **blocked)
        self.assert_live((S.BLOCKED, 3), Facts(paid_at=at(1)), booked)
        self.assert_live((S.SEATED, 4), Facts(), Marks(seated_at=at(4), **blocked))
        self.assert_live((S.ORDERED, 5), Facts([OpenOrder(at(5), at(5))]), Marks(**blocked))

    def test_every_combination(self) -> None:
        """Each mark set or not, in each of the situations of the orders: the first rule counts."""
        situations = {
            "none": Facts(),
            "empty": Facts([OpenOrder(at(10))]),
            "open": Facts([OpenOrder(at(10), at(11))]),
            "paid": Facts(paid_at=at(10)),
            "voided": Facts(voided_at=at(10)),
        }
        names = ("seated_at", "served_at", "bill_asked_at", "cleaned_at", "blocked_at")
        tried = 0
        for (name, facts), chosen, needs_cleaning in product(
            situations.items(), product((False, True), repeat=6), (False, True)
        ):
            *marked, reserved = chosen
            given_marks = {
                mark: at(20) for mark, is_set in zip(names, marked, strict=True) if is_set
            }
            if reserved:
                given_marks |= {"reserved_at": at(0), "reserved_for": at(30)}
            seated, served, bill, cleaned, blocked = marked
            rules = [
                (name == "empty", S.SEATED),
                (name == "open" and bill, S.BILL_ASKED),
                (name == "open" and served, S.SERVED),
                (name == "open", S.ORDERED),
                (seated, S.SEATED),
                (blocked, S.BLOCKED),
                (name == "paid" and needs_cleaning and not cleaned, S.DIRTY),
                (reserved, S.RESERVED),
                (True, S.FREE),
            ]
            expected = next(state for holds, state in rules if holds)
            found = live(facts, Marks(**given_marks), needs_cleaning)
            self.assertEqual(found.state, expected, (name, given_marks, needs_cleaning))
            tried += 1
        self.assertEqual(tried, 5 * 64 * 2)

    @settings(deadline=None, database=None, max_examples=500)
    @given(facts=FACTS, marks=MARKS, needs_cleaning=st.booleans())
    def test_it_never_disagrees_with_the_orders(
        self, facts: Facts, marks: Marks, needs_cleaning: bool
    ) -> None:
        found = live(facts, marks, needs_cleaning)
        dishes = any(order.ordered_at for order in facts.orders)
        self.assertEqual(found.state in {S.ORDERED, S.SERVED, S.BILL_ASKED}, dishes)
        if facts.orders and not dishes:
            self.assertEqual(found.state, S.SEATED)
        if found.state is S.DIRTY:
            self.assertTrue(needs_cleaning and not facts.orders and facts.paid_at == found.since)
        if found.state is not S.FREE and marks.reserved_at:
            self.assertIsNotNone(found.since)
