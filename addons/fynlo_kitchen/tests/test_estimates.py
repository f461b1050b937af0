import random
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .kitchen_case import KitchenCase
from .simulated_kitchen import simulate


@tagged("post_install", "-at_install")
class TestKitchenEstimates(KitchenCase):
    """When an order is going to be ready."""

    def seconds(self, order: dict) -> int | None:
        """The estimate, in seconds from now."""
        status = self.runner().env["fynlo.order.status"]
        ready_at = status._estimate(self.record(order))
        now = fields.Datetime.now()
        return None if ready_at is None else round((ready_at - now) / timedelta(seconds=10)) * 10

    def test_the_dish_s_own_time(self) -> None:
        """A dish that was never made takes what its product says."""
        self.burger.fynlo_prep_minutes = 7
        self.assertEqual(self.seconds(self.sent((self.burger, 1))), 420)

    def test_nothing_to_make(self) -> None:
        """Water needs no kitchen, and what is done is ready."""
        self.assertEqual(self.seconds(self.sent((self.water, 1))), None)
        order = self.sent((self.beer, 1))
        self.work("complete", self.tickets(order))
        self.assertEqual(self.seconds(order), None)

    def test_what_it_took_of_late(self) -> None:
        """The median of three."""
        self.beer.fynlo_prep_minutes = 10
        for seconds in (60, 90, 600):
            order = self.sent((self.beer, 1))
            self.work("start", self.tickets(order))
            self.wait(seconds)
            self.work("complete", self.tickets(order))
        self.assertEqual(self.seconds(self.sent((self.beer, 1))), 90)

    def test_the_queue(self) -> None:
        """The grill makes two at once: the third waits for the first, less what that has had."""
        self.burger.fynlo_prep_minutes = 5
        first = self.sent((self.burger, 1))
        self.sent((self.burger, 1))
        self.work("start", self.tickets(first, self.grill))
        self.wait(100)
        third = self.sent((self.burger, 1))
        self.assertEqual(self.seconds(third), 500)
        self.assertEqual(self.seconds(first), 200)
        self.work("rush", self.tickets(third, self.grill))
        self.assertEqual(self.seconds(third), 300)

    def test_before_it_is_sent(self) -> None:
        """What it would be now; the later of its stations counts."""
        self.burger.fynlo_prep_minutes = 5
        self.beer.fynlo_prep_minutes = 1
        self.assertEqual(self.seconds(self.order((self.burger, 1), (self.beer, 1))), 300)
        self.assertEqual(self.seconds(self.order((self.beer, 1))), 60)

    def test_against_a_plain_average(self) -> None:
        """On a generated evening, the error is less than two thirds of a plain average's."""
        typical = {"soup": 180.0, "salad": 240.0, "burger": 600.0, "steak": 780.0, "pie": 420.0}
        chance = random.Random(7)  # noqa: S311 - generated orders
        moment, orders = 0.0, []
        for index in range(600):
            # Quiet, then a rush, then quiet.
            pause = 60.0 if 200 <= index < 400 else 240.0
            moment += chance.expovariate(1 / pause)
            orders.append((moment, chance.choices(list(typical), k=chance.randint(1, 4))))
        estimate, average = simulate(orders, typical, places=20, seed=11).errors()
        self.assertLess(estimate, average * 2 / 3)
