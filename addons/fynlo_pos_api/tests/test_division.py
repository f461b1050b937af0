import doctest
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..domain import division
from ..domain.division import divide

AMOUNTS = st.integers(min_value=-(10**11), max_value=10**11)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)


class TestDivision(TestCase):
    """The parts of an amount."""

    @given(AMOUNTS, WEIGHTS)
    def test_parts_sum_to_the_whole(self, total: int, weights: list[int]) -> None:
        self.assertEqual(sum(divide(total, weights)), total)

    @given(AMOUNTS, WEIGHTS)
    def test_no_part_is_a_unit_off(self, total: int, weights: list[int]) -> None:
        """Each part is nearer to its exact share than one unit, and nothing without weight."""
        whole = sum(weights)
        for part, weight in zip(divide(total, weights), weights, strict=True):
            self.assertLess(abs(part * whole - total * weight), whole)
            if not weight:
                self.assertEqual(part, 0)

    @given(AMOUNTS, st.integers(min_value=1, max_value=50))
    def test_even_parts_differ_by_one_at_most(self, total: int, count: int) -> None:
        parts = divide(total, [1] * count)
        self.assertLessEqual(max(parts) - min(parts), 1)
        self.assertEqual(parts, sorted(parts, key=abs, reverse=True))

    @given(AMOUNTS, WEIGHTS)
    def test_a_discount_is_divided_like_its_opposite(self, total: int, weights: list[int]) -> None:
        self.assertEqual(divide(-total, weights), [-part for part in divide(total, weights)])

    def test_weights_must_weigh(self) -> None:
        for weights in ([], [0, 0], [2, -1]):
            with self.assertRaises(ValueError):
                divide(100, weights)

    def test_examples(self) -> None:
        self.assertEqual(doctest.testmod(division).failed, 0)
