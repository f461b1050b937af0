import doctest
from fractions import Fraction
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..domain import receipt_text, refund
from ..domain.refund import Amounts, part, pay_back, split

AMOUNTS = st.builds(Amounts, st.integers(0, 10**6), st.integers(0, 10**6))


class TestRefundShares(TestCase):
    """Parts of a refund sum to the whole."""

    def test_examples(self) -> None:
        for module in (receipt_text, refund):
            self.assertEqual(doctest.testmod(module).failed, 0)

    @given(AMOUNTS, st.lists(st.integers(1, 50), min_size=1, max_size=8))
    def test_parts_of_a_line_sum_to_it(self, whole: Amounts, quantities: list[int]) -> None:
        given_back, taken = Amounts(), 0
        for quantity in quantities:
            taken += quantity
            given_back += part(whole, Fraction(taken, sum(quantities)), given_back)
        self.assertEqual(given_back, whole)

    @given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), st.data())
    def test_an_amount_never_exceeds_a_rate(self, totals: list[int], data: st.DataObject) -> None:
        left = [Amounts(total * 5 // 6, total) for total in totals]
        amount = data.draw(st.integers(1, sum(totals)))
        parts = split(amount, left)
        self.assertEqual(sum(item.total for item in parts), amount)
        for item, rest in zip(parts, left, strict=True):
            self.assertLessEqual(item.total, rest.total)
            self.assertLessEqual(item.net, rest.net)

    @given(st.lists(st.integers(-100, 10**6), min_size=1, max_size=5), st.data())
    def test_no_method_gives_back_more_than_it_took(
        self, left: list[int], data: st.DataObject
    ) -> None:
        amount = data.draw(st.integers(0, sum(max(item, 0) for item in left)))
        parts = pay_back(amount, left)
        self.assertEqual(sum(parts), amount)
        self.assertTrue(all(0 <= p <= max(item, 0) for p, item in zip(parts, left, strict=True)))
        with self.assertRaises(ValueError):
            pay_back(sum(max(item, 0) for item in left) + 1, left)
