import unittest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..domain.averages import average
from ..domain.denominations import first_wrong, total_of
from ..domain.report_page import Row, Section, count_text, filled

_VALUES = st.integers(1, 100_000)


class TestDenominations(unittest.TestCase):
    """Coins and notes add up."""

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(_VALUES, st.integers(0, 1000), max_size=8))
    def test_the_total_is_the_sum_of_each(self, counts: dict[int, int]) -> None:
        total = total_of(list(counts.items()))
        self.assertEqual(total, sum(value * count for value, count in counts.items()))
        self.assertIsNone(first_wrong(list(counts.items()), counts.keys()))

    def test_an_unknown_coin_is_named(self) -> None:
        self.assertEqual(
            first_wrong([(100, 1), (25, 4)], {50, 100}),
            (1, "There is no coin or note of 25; the till has 50, 100."),
        )

    def test_a_coin_is_counted_once(self) -> None:
        place, text = first_wrong([(50, 1), (100, 1), (50, 2)], {50, 100}) or (None, "")
        self.assertEqual(place, 2)
        self.assertEqual(text, "The coin or note of 50 is counted twice; add the two up.")


class TestAverage(unittest.TestCase):
    """The share of one."""

    @settings(deadline=None)
    @given(st.integers(-(10**9), 10**9), st.integers(1, 1000))
    def test_it_is_within_half_a_penny(self, amount: int, count: int) -> None:
        share = average(amount, count)
        assert share is not None
        self.assertLessEqual(abs(share * count - amount) * 2, count)

    def test_halves_go_away_from_zero(self) -> None:
        self.assertEqual((average(5, 2), average(-5, 2), average(1, 3)), (3, -3, 0))

    def test_of_nothing_there_is_none(self) -> None:
        self.assertIsNone(average(100, 0))


class TestReportPage(unittest.TestCase):
    """The sections of a printed report."""

    def test_empty_sections_are_left_out(self) -> None:
        full = Section("Cash", [Row("Float", "£ 1.00")])
        self.assertEqual(filled([Section("VAT", []), full]), [full])

    def test_counts_are_shown_where_there_are_some(self) -> None:
        self.assertFalse(Section("Cash", [Row("Float", "£ 1.00")]).has_counts)
        self.assertTrue(Section("Methods", [Row("Card", "£ 1.00", count_text(2.0))]).has_counts)

    def test_a_count_is_written_without_needless_digits(self) -> None:
        self.assertEqual([count_text(value) for value in (12.0, 0.5, 0)], ["12", "0.5", "0"])
