import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..domain.opening_hours import DAY, Opening, Span, clock, minutes, openings, spans

MINUTES = st.integers(0, DAY - 1)


class TestOpeningHours(unittest.TestCase):
    """Hours past midnight are cut for Odoo's calendars and joined again for people."""

    def test_past_midnight(self) -> None:
        """Sunday's night is Monday's morning."""
        late = Opening(6, 20 * 60, 3 * 60)
        self.assertEqual(spans([late]), [Span(0, 0, 180), Span(6, 1200, DAY)])
        self.assertEqual(openings(spans([late])), [late])

    def test_until_midnight_and_all_day(self) -> None:
        """Both end at 00:00."""
        evening, whole = Opening(0, 1080, 0), Opening(2, 0, 0)
        self.assertEqual(spans([evening, whole]), [Span(0, 1080, DAY), Span(2, 0, DAY)])
        self.assertEqual(openings(spans([evening, whole])), [evening, whole])

    def test_two_sittings_a_day(self) -> None:
        """Lunch and dinner; the night before goes on until lunch begins."""
        week = [Opening(3, 1080, 60), Opening(4, 720, 900), Opening(4, 1080, 60)]
        self.assertEqual(openings(spans(week)), week)

    def test_overlaps_are_refused(self) -> None:
        """Within a day and over midnight, from Sunday to Monday too."""
        with self.assertRaisesRegex(ValueError, "on friday overlap"):
            spans([Opening(4, 600, 800), Opening(4, 799, 900)])
        with self.assertRaisesRegex(ValueError, "on monday overlap"):
            spans([Opening(6, 1200, 120), Opening(0, 60, 600)])

    @given(st.lists(st.builds(Opening, st.integers(0, 6), MINUTES, MINUTES), max_size=8))
    def test_the_joined_hours_are_the_same_hours(self, wanted: list[Opening]) -> None:
        """Cut, joined and cut again, nothing is won or lost."""
        try:
            cut = spans(wanted)
        except ValueError:
            return
        self.assertEqual(spans(openings(cut)), cut)

    @given(MINUTES)
    def test_clock(self, moment: int) -> None:
        """There and back."""
        self.assertEqual(minutes(clock(moment)), moment)
