"""Which stations a dish of an order goes to.

What says most of the dish counts: routes of the product itself; else those of its nearest category,
a parent's where the category has none; else routes of every dish. A modifier's routes come on top:
a steak goes to the grill, and with onion rings to the fryer as well.

Expo stations see what the others make. A route says whether they see this too (`send`), whether
they alone do (`only`: bread that is cut at the pass), or do not (`skip`: what the bar serves).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ExpoMode(StrEnum):
    """What the expo stations see of a route."""

    SEND = "send"
    ONLY = "only"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Route:
    """A rule. At most one of category, product and modifier is set; none: every dish."""

    station_id: int | None
    category_id: int | None = None
    product_id: int | None = None
    modifier_id: int | None = None
    order_type: str | None = None
    expo_mode: str = ExpoMode.SEND


@dataclass(frozen=True, slots=True)
class Dish:
    """A line of an order. Each of its categories comes with its parents, the nearest first."""

    product_id: int
    categories: tuple[tuple[int, ...], ...] = ()
    modifiers: frozenset[int] = frozenset()
    order_type: str = "dine_in"


def stations_of(dish: Dish, routes: Sequence[Route], expo_ids: Sequence[int]) -> list[int]:
    """The stations that a dish goes to, each once; none where no route is about it.

    >>> grill, fryer, expo = 1, 2, 9
    >>> routes = [Route(grill, category_id=5), Route(fryer, modifier_id=7)]
    >>> stations_of(Dish(100, ((6, 5),)), routes, [expo])
    [1, 9]
    >>> stations_of(Dish(100, ((6, 5),), frozenset({7})), routes, [expo])
    [1, 2, 9]
    >>> stations_of(Dish(100, ((8,),)), routes, [expo])
    []
    """
    matching = [route for route in routes if route.order_type in {None, dish.order_type}]
    chosen = _base(dish, matching) + [
        route for route in matching if route.modifier_id in dish.modifiers
    ]
    modes = {ExpoMode(route.expo_mode) for route in chosen}
    if ExpoMode.ONLY in modes:
        return list(expo_ids)
    found = [route.station_id for route in chosen if route.station_id]
    shown = expo_ids if ExpoMode.SEND in modes else []
    return list(dict.fromkeys([*found, *shown]))


def _base(dish: Dish, routes: Sequence[Route]) -> list[Route]:
    """The routes of the product, else of its nearest category, else of every dish."""
    own = [route for route in routes if route.product_id == dish.product_id]
    return own or _of_category(dish, routes) or [route for route in routes if _is_general(route)]


def _of_category(dish: Dish, routes: Sequence[Route]) -> list[Route]:
    distances: dict[int | None, int] = {}
    for chain in dish.categories:
        for distance, category in enumerate(chain):
            distances[category] = min(distance, distances.get(category, distance))
    near = [
        (distances[route.category_id], route) for route in routes if route.category_id in distances
    ]
    nearest = min((distance for distance, _ in near), default=0)
    return [route for distance, route in near if distance == nearest]


def _is_general(route: Route) -> bool:
    return not (route.category_id or route.product_id or route.modifier_id)
