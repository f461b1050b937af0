"""The whole of a replay."""

import time
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from ..locks import locked
from ..settings import Settings
from .accounts import Access, access_from
from .api import Api
from .catalogue import check_sellable, ensure_dishes
from .day import DayResult, DayRunner
from .devices import Crew, back_office, choose_till
from .errors import ReplayError
from .identity import source_of
from .journal import Journal
from .kitchen import Cook, sends_orders
from .options import journal_file
from .plan import Day, PlannedOrder, business_date, plan_days
from .progress import SalesProgress
from .source import Dish, read_orders
from .summary import Summary
from .terms import Terms
from .timings import Timings


def replay(settings: Settings, options: Namespace) -> Summary:
    """Sell the folder's days and return what came out; raises ReplayError."""
    today = _today(options)
    days = _days(options, today)
    access = access_from(settings, options)
    file = journal_file(settings, access.url, options)
    with locked(file.with_suffix(".lock"), what="replays to this server"):
        source = source_of(options.source, today)
        return _replay(options, access, Journal.read(file), days, source)


def _today(options: Namespace) -> date | None:
    """The business date of this moment, where the folder's day is sold as today's."""
    if not options.today:
        return None
    return business_date(datetime.now(options.timezone), options.day_ends)


def _days(options: Namespace, today: date | None) -> list[Day]:
    orders = read_orders(options.folder, options.timezone)
    source = source_of(options.source, today)
    days = plan_days(orders, source, options.day_ends, options.opening_float)
    found = list(islice(days, options.days))
    if not found:
        raise ReplayError("There is not one order in the folder.")
    return [replace(day, date=today) for day in found] if today else found


def _replay(
    options: Namespace, access: Access, journal: Journal, days: list[Day], source: str
) -> Summary:
    began = time.monotonic()
    timings = Timings()
    sold: list[PlannedOrder] = []
    with SalesProgress(sum(len(day.orders) for day in days)) as progress:
        office = back_office(access, timings)
        till = choose_till(office, options.till, journal)
        crew = Crew(access, timings, office, journal, till)
        apis: list[Api] = [crew.sign_in(number) for number in range(options.clients)]
        terms = _terms(office, apis[0], days, options)
        cooks = _cooks(office, crew, options) if options.kitchen else []
        runner = DayRunner(apis, terms, source, options.speed, cooks)
        results = [_run_day(runner, day, progress, sold) for day in days]
        for api in (office, *apis, *(cook.api for cook in cooks)):
            api.close()
    seconds = time.monotonic() - began
    return Summary(results, timings, terms.currency, seconds, len(sold))


def _run_day(
    runner: DayRunner, day: Day, progress: SalesProgress, sold: list[PlannedOrder]
) -> DayResult:
    progress.begin(day)

    def note(order: PlannedOrder, is_new: bool) -> None:
        if is_new:
            sold.append(order)
        progress.advance()

    result = runner.run(day, note)
    progress.finish(day)
    return result


def _cooks(office: Api, crew: Crew, options: Namespace) -> list[Cook]:
    """One for each station; raises ReplayError when there is none."""
    stations = sends_orders(office) and office.get("kitchen.stations", "/kitchen/stations")
    if not stations or not stations["items"]:
        raise ReplayError("This server has no kitchen station to cook at.")
    return [
        Cook(crew.sign_in_station(station), station, options.speed) for station in stations["items"]
    ]


def _terms(office: Api, device: Api, days: Iterable[Day], options: Namespace) -> Terms:
    dishes = dishes_of(days)
    terms = ensure_dishes(office, dishes, options.source)
    check_sellable(device.get("menu.get", "/menu"), terms, dishes)
    # History that is brought in as fast as it can is no work for the kitchen's screens.
    is_watched = bool(options.speed or options.kitchen)
    has_kitchen = is_watched and sends_orders(office)
    return replace(terms, has_kitchen=has_kitchen, is_today=options.today)


def dishes_of(days: Iterable[Day]) -> list[Dish]:
    """Return the dishes that the days need, each once, in the order of their ids."""
    found = {line.dish for day in days for order in day.orders for line in order.lines}
    return sorted(found, key=lambda dish: dish.item_id)
