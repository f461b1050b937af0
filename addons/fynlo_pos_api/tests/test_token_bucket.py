from odoo.tests import BaseCase

from ..domain.token_bucket import Level, Rate, refill, wait_seconds
from ..http.limit_store import LocalBuckets

RATE = Rate(per_second=2, burst=5)


class TestTokenBucket(BaseCase):
    """The arithmetic of the rate limits, with a clock of the test's own."""

    def test_a_new_bucket_is_full(self) -> None:
        self.assertEqual(refill(None, RATE, now=100.0), 5.0)

    def test_tokens_come_back_up_to_the_burst(self) -> None:
        self.assertEqual(refill(Level(0.0, 10.0), RATE, now=11.0), 2.0)
        self.assertEqual(refill(Level(0.0, 10.0), RATE, now=99.0), 5.0)

    def test_a_clock_that_goes_back_gives_and_takes_nothing(self) -> None:
        self.assertEqual(refill(Level(3.0, 10.0), RATE, now=4.0), 3.0)

    def test_the_wait_is_for_one_whole_token(self) -> None:
        self.assertEqual(wait_seconds(0.0, RATE), 0.5)
        self.assertEqual(wait_seconds(1.0, RATE), 0.0)

    def test_a_burst_then_the_rate(self) -> None:
        buckets = LocalBuckets()
        taken = [buckets.take({"till": RATE}, now=0.0).allowed for _ in range(6)]
        self.assertEqual(taken, [True] * 5 + [False])
        self.assertEqual(buckets.take({"till": RATE}, now=0.5).allowed, True)
        self.assertEqual(buckets.take({"till": RATE}, now=0.5).allowed, False)

    def test_an_empty_bucket_takes_nothing_from_the_other(self) -> None:
        buckets, small = LocalBuckets(), Rate(1, 1)
        buckets.take({"address": RATE, "till": small}, now=0.0)
        refused = buckets.take({"address": RATE, "till": small}, now=0.0)
        self.assertEqual((refused.allowed, refused.left), (False, (4.0, 0.0)))
        self.assertEqual(refused.wait_seconds, 1.0)
