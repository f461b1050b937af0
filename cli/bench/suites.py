"""What ./fynlo bench measures: orders, menu, auth; kitchen, growth and bus by name only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import bus, growth, kitchen
from .duel import Duel, Size
from .machine import Machine
from .orders import DRAFT, PAID, TWO_CALLS, count_lost, our_side, stock_side, two_dishes
from .people import CLIENTS, OpenTill, stock_cookies
from .reads import menu_side, open_side, products_side, signed_in_side, unchanged_menu_side
from .result import Figures, Row, machine_load
from .side import Side


@dataclass(frozen=True)
class Bench:
    """Everything that a suite measures with."""

    machine: Machine
    duel: Duel
    ours: OpenTill
    stock: OpenTill

    def read(self, name: str, ours: Side, reference: Side, size: Size) -> Row:
        """Measure two reads beside each other."""
        mine, other = self.duel.fight((ours, reference), size)
        figures = Figures.of(mine), Figures.of(other)
        return Row(name, size.clients, figures[0], reference.name, figures[1], machine_load())


def orders(bench: Bench) -> Iterator[Row]:
    """Yield draft and paid orders of two lines, by one client and by ten.

    Fynlo's paid order is one call, and then, as at a table, two: stock Odoo's is one.
    """
    menu = bench.ours.devices[0].get("menu.read", "/menu")
    dishes = two_dishes(menu)
    cookies = stock_cookies(bench.machine)
    for name in (DRAFT, PAID, TWO_CALLS):
        paid = name != DRAFT
        ours = our_side(bench.ours, dishes, name)
        stock = stock_side(bench.machine, bench.stock, cookies, dishes, paid)
        for size in (Size(1, 8, 25), Size(CLIENTS, 4, 100)):
            tallies = bench.duel.fight((ours, stock), size)
            mine, other = (
                Figures.of(tally, count_lost(bench.machine, tally.acknowledged, paid))
                for tally in tallies
            )
            yield Row(name, size.clients, mine, stock.name, other, machine_load())


def menu(bench: Bench) -> Iterator[Row]:
    """Yield the menu warm, unchanged, and cold beside bare routes and Odoo's own JSON API."""
    size = Size(1, 10, 40)
    warm = menu_side(bench.ours, bench.machine)
    unchanged = unchanged_menu_side(bench.ours, bench.machine)
    products = products_side(bench.machine)
    yield bench.read("menu warm", warm, open_side(), size)
    yield bench.read("menu warm, signed in", warm, signed_in_side(bench.ours), size)
    yield bench.read("menu warm, /json/2", warm, products, size)
    yield bench.read("menu 304", unchanged, open_side(), size)
    yield bench.read("menu 304, signed in", unchanged, signed_in_side(bench.ours), size)
    cold = menu_side(bench.ours, bench.machine, cold=True)
    yield bench.read("menu cold", cold, products, Size(1, 6, 10))
    yield bench.read("menu warm, /json/2", warm, products, Size(CLIENTS, 4, 200))


def auth(bench: Bench) -> Iterator[Row]:
    """Yield a route that does nothing but authenticate beside one that does nothing at all."""
    signed_in = signed_in_side(bench.ours, "Fynlo")
    yield bench.read("authentication", signed_in, open_side(), Size(1, 12, 60))
    yield bench.read("authentication", signed_in, open_side(), Size(CLIENTS, 4, 200))


def growing(bench: Bench) -> Iterator[Row]:
    """Yield what more orders and products cost; the database is not the same afterwards."""
    return growth.growth(bench.machine, bench.duel, bench.ours, bench.stock)


def cooking(bench: Bench) -> Iterator[Row]:
    """Yield how long the kitchen waits for an order that was sent."""
    return kitchen.rows(bench.machine, bench.ours)


SUITES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "orders": orders,
    "menu": menu,
    "auth": auth,
    "kitchen": cooking,
    "growth": growing,
}
# These have servers of their own.
ALONE: dict[str, Callable[[], Iterator[Row]]] = {"bus": bus.bus}
# They take long, and what is measured after growth would be measured on a full database.
BY_NAME_ONLY = ("kitchen", "growth")
