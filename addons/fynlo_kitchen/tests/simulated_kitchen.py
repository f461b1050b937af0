"""A kitchen that makes orders by chance, to hold what is estimated against what happens.

The estimate is that of domain/estimate.py, fed as the service feeds it: with the medians of what
dishes took before, and with what waits and is being made when the order comes in. The plain average
says for every order what the orders before it took on average.
"""

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean

from ..domain.estimate import LATEST, Work, expected_seconds, ready_after

# How far the same dish differs from time to time: the deviation of the logarithm.
SPREAD = 0.35


@dataclass(slots=True)
class Simulation:
    """What was off by how many seconds, order by order."""

    estimate: list[float] = field(default_factory=list)
    average: list[float] = field(default_factory=list)

    def errors(self) -> tuple[float, float]:
        """The mean error of the estimate and of the plain average, in seconds."""
        return mean(self.estimate), mean(self.average)


def simulate(
    orders: Iterable[tuple[float, list[str]]], typical: dict[str, float], places: int, seed: int
) -> Simulation:
    """Make orders (second, dishes) in the order in which they come in, first come first served.

    :param typical: seconds that each dish takes as a rule
    """
    chance, found = random.Random(seed), Simulation()  # noqa: S311 - a simulation
    free = [0.0] * places
    made: list[tuple[float, float, str]] = []
    samples: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=LATEST))
    ended: list[tuple[float, str, float]] = []
    waits: list[tuple[float, float]] = []
    taken: list[float] = []
    for moment, dishes in orders:
        while ended and ended[0][0] <= moment:
            _, dish, seconds = heapq.heappop(ended)
            samples[dish].appendleft(seconds)
        while waits and waits[0][0] <= moment:
            taken.append(heapq.heappop(waits)[1])
        made = [item for item in made if item[1] > moment]
        needed = {*dishes, *(dish for *_, dish in made)}
        expected = {dish: expected_seconds(list(samples[dish])) for dish in needed}
        ahead = [
            Work(expected[dish], max(moment - began, 0), is_started=began <= moment)
            for began, _, dish in made
        ]
        guess = ready_after(ahead, [Work(expected[dish]) for dish in dishes], places)
        ready = moment
        for dish in dishes:
            seconds = typical[dish] * chance.lognormvariate(0, SPREAD)
            began = max(moment, heapq.heappop(free))
            heapq.heappush(free, began + seconds)
            made.append((began, began + seconds, dish))
            heapq.heappush(ended, (began + seconds, dish, seconds))
            ready = max(ready, began + seconds)
        took = ready - moment
        # Both learn first.
        if len(taken) >= LATEST:
            found.estimate.append(abs(guess - took))
            found.average.append(abs(mean(taken) - took))
        heapq.heappush(waits, (ready, took))
    return found
