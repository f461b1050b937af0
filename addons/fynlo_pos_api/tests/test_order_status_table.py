import doctest
from unittest import TestCase

from ..domain import order_status
from ..domain.order_status import ENDED, LABELS, NEXT, PROGRESS, OrderStatus, steps_to

S = OrderStatus
# The table of the design, written out once more: status, per cent, label, what may follow.
TABLE = {
    "pending": (10, "Pending", {"confirmed", "cancelled"}),
    "confirmed": (20, "Confirmed", {"preparing", "cancelled"}),
    "preparing": (40, "Preparing", {"cooking", "ready", "cancelled"}),
    "cooking": (60, "Cooking", {"ready", "cancelled"}),
    "ready": (80, "Ready", {"out_for_delivery", "delivered", "completed"}),
    "out_for_delivery": (90, "Out for delivery", {"delivered"}),
    "delivered": (95, "Delivered", {"completed"}),
    "completed": (100, "Completed", set()),
    "cancelled": (0, "Cancelled", set()),
}


class TestTable(TestCase):
    """The statuses by themselves."""

    def test_it_is_the_designs(self) -> None:
        self.assertEqual(set(OrderStatus), set(TABLE))
        for status in OrderStatus:
            told = (PROGRESS[status], LABELS[status], set(NEXT[status]))
            self.assertEqual(told, TABLE[status], status)
        self.assertEqual(ENDED, {S.COMPLETED, S.CANCELLED})

    def test_the_fewest_steps(self) -> None:
        """From each status to each: along the table, and never by way of an end."""
        for current in OrderStatus:
            for wanted in OrderStatus:
                way = steps_to(current, wanted)
                for before, after in zip((current, *way), way, strict=False):
                    self.assertIn(after, NEXT[before])
                self.assertTrue(not way or way[-1] is wanted)
                self.assertTrue(ENDED.isdisjoint(way[:-1]))
        self.assertEqual(steps_to(S.PENDING, S.READY), (S.CONFIRMED, S.PREPARING, S.READY))
        self.assertEqual(steps_to(S.CONFIRMED, S.CANCELLED), (S.CANCELLED,))
        self.assertEqual(steps_to(S.COOKING, S.PREPARING), ())
        self.assertEqual(steps_to(S.COMPLETED, S.CANCELLED), ())

    def test_examples(self) -> None:
        self.assertEqual(doctest.testmod(order_status).failed, 0)
