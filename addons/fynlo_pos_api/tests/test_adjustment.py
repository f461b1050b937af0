import doctest
from decimal import Decimal
from unittest import TestCase

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..domain import adjustment, choices, internal_note, limits
from ..domain.adjustment import Calculation, Rate, after, take_off

GROUPS = st.lists(st.integers(min_value=-(10**6), max_value=10**9), max_size=6).map(
    lambda amounts: dict(enumerate(amounts))
)
PERCENTS = st.integers(min_value=1, max_value=10_000).map(lambda value: Decimal(value) / 100)
AMOUNTS = st.integers(min_value=1, max_value=10**9)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestAdjustment(TestCase):
    """How much a discount or a charge is, and over which taxes."""

    @PATIENT
    @given(PERCENTS, GROUPS)
    def test_a_share_is_taken_off_to_the_penny(
        self, percent: Decimal, left: dict[int, int]
    ) -> None:
        rate = Rate(Calculation.PERCENT, percent)
        base = sum(amount for amount in left.values() if amount > 0)
        self.assertEqual(sum(take_off(rate, left).values()), -rate.of(base))

    @PATIENT
    @given(AMOUNTS, GROUPS)
    def test_an_amount_is_taken_off_as_far_as_there_is_something(
        self, amount: int, left: dict[int, int]
    ) -> None:
        base = sum(item for item in left.values() if item > 0)
        off = take_off(Rate(Calculation.AMOUNT, Decimal(amount)), left)
        self.assertEqual(sum(off.values()), -min(amount, base))

    @PATIENT
    @given(AMOUNTS, GROUPS)
    def test_nothing_is_sold_for_less_than_nothing(self, amount: int, left: dict[int, int]) -> None:
        rate = Rate(Calculation.AMOUNT, Decimal(amount))
        remaining = after(left, take_off(rate, left))
        self.assertEqual(
            [key for key in left if remaining[key] < min(left[key], 0)],
            [],
        )

    def test_a_charge_per_cover_goes_by_the_covers_alone(self) -> None:
        rate = Rate(Calculation.PER_COVER, Decimal(150))
        self.assertEqual([rate.of(base, 3) for base in (0, 1, 99_999)], [450, 450, 450])

    def test_examples(self) -> None:
        for module in (adjustment, choices, internal_note, limits):
            found = doctest.testmod(module)
            self.assertEqual((found.failed, found.attempted > 0), (0, True), module)
