import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from .. import domain
from ..domain.estimate import DEFAULT_SECONDS, Work, expected_seconds, ready_after
from ..domain.routing import Dish, ExpoMode, Route, stations_of
from ..domain.ticket_state import NEXT, TicketState

GRILL, FRYER, BAR, EXPO = 1, 2, 3, 9


@tagged("post_install", "-at_install")
class TestKitchenDomain(BaseCase):
    """The rules of the kitchen, without a database."""

    def test_examples(self) -> None:
        """The examples in the modules hold."""
        for module in pkgutil.iter_modules(domain.__path__):
            name = f"{domain.__name__}.{module.name}"
            failed, _ = doctest.testmod(importlib.import_module(name))
            self.assertEqual(failed, 0, name)

    def test_the_closest_route_counts(self) -> None:
        """A product's routes before its category's, a category's before its parent's."""
        routes = [
            Route(BAR),
            Route(GRILL, category_id=5),
            Route(FRYER, category_id=6),
            Route(EXPO, product_id=100),
        ]
        self.assertEqual(stations_of(Dish(1, ((7, 5),)), routes, []), [GRILL])
        self.assertEqual(stations_of(Dish(1, ((6, 5),)), routes, []), [FRYER])
        self.assertEqual(stations_of(Dish(100, ((6, 5),)), routes, []), [EXPO])
        self.assertEqual(stations_of(Dish(1, ((8,),)), routes, []), [BAR])
        # Of two ways to a category, the shorter one.
        self.assertEqual(stations_of(Dish(1, ((7, 4, 6), (6,), (8, 5))), routes, []), [FRYER])

    def test_several_stations(self) -> None:
        """Two routes of the same rank, and a modifier's on top; each station once."""
        routes = [
            Route(GRILL, product_id=1),
            Route(FRYER, product_id=1),
            Route(FRYER, modifier_id=7),
            Route(BAR, modifier_id=8),
        ]
        dish = Dish(1, modifiers=frozenset({7}))
        self.assertEqual(stations_of(dish, routes, [EXPO]), [GRILL, FRYER, EXPO])

    def test_order_types(self) -> None:
        """A route for takeaway says nothing of who dines in."""
        routes = [Route(GRILL, category_id=5), Route(BAR, category_id=5, order_type="takeaway")]
        dine_in, takeaway = Dish(1, ((5,),)), Dish(1, ((5,),), order_type="takeaway")
        self.assertEqual(stations_of(dine_in, routes, []), [GRILL])
        self.assertEqual(stations_of(takeaway, routes, []), [GRILL, BAR])

    def test_expo_modes(self) -> None:
        """Shown there too, there only, or not there."""
        for mode, expected in (
            (ExpoMode.SEND, [GRILL, EXPO]),
            (ExpoMode.ONLY, [EXPO]),
            (ExpoMode.SKIP, [GRILL]),
        ):
            routes = [Route(GRILL, expo_mode=mode)]
            self.assertEqual(stations_of(Dish(1), routes, [EXPO]), expected, mode)

    def test_states(self) -> None:
        """Each state is in the table, and nothing follows a void."""
        self.assertEqual(set(NEXT), set(TicketState))
        self.assertEqual(NEXT[TicketState.VOIDED], frozenset())
        self.assertNotIn(TicketState.HELD, NEXT[TicketState.STARTED])

    def test_expected_times(self) -> None:
        """The median of the latest; the product's own time where there are few."""
        self.assertEqual(expected_seconds([100, 200, 900]), 200)
        self.assertEqual(expected_seconds([100] * 20 + [900] * 50), 100)
        self.assertEqual(expected_seconds([100, 200], 60), 60)
        self.assertEqual(expected_seconds([], 0), DEFAULT_SECONDS)

    def test_the_queue(self) -> None:
        """What waits is given to the place that is free first; what is begun runs on."""
        begun = Work(300, elapsed=100, is_started=True)
        self.assertEqual(ready_after([], [Work(300), Work(120)], 2), 300)
        self.assertEqual(ready_after([], [Work(300), Work(120)], 1), 420)
        self.assertEqual(ready_after([begun], [Work(60)], 1), 260)
        self.assertEqual(ready_after([begun], [Work(60)], 2), 60)
        self.assertEqual(ready_after([Work(60)], [begun], 1), 200)
        self.assertEqual(ready_after([Work(60)], [], 1), 0)
        late = Work(300, elapsed=900, is_started=True)
        self.assertEqual(ready_after([late], [Work(60)], 1), 60)
