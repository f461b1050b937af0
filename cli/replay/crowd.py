"""Several clients that sell the orders of a day at the same time."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .api import Json
from .errors import Stopped
from .pace import Pace
from .plan import PlannedOrder
from .sale import Seller


class Crowd:
    """Takes one order after another from a common queue, each client on its own connection."""

    def __init__(self, sellers: Sequence[Seller]) -> None:
        self._sellers = sellers

    def sell(
        self,
        orders: Iterable[PlannedOrder],
        known: Mapping[str, Json],
        pace: Pace,
        sold: Callable[[PlannedOrder, bool], None],
    ) -> None:
        """Sell all orders; `known` are those that the server has, `sold` is told of each and
        whether it was sold just now.

        Raises the first error; then no further order is begun.
        """
        queue = _Queue(orders)
        stop = threading.Event()
        errors: list[BaseException] = []

        def work(seller: Seller) -> None:
            try:
                for order in queue:
                    pace.hold(order.ordered_at, stop)
                    if stop.is_set():
                        return
                    sold(order, seller.sell(order, known.get(str(order.id))))
            except BaseException as error:  # noqa: BLE001 - it is raised again by the main thread
                errors.append(error)
                stop.set()

        _run([threading.Thread(target=work, args=(seller,)) for seller in self._sellers], stop)
        if errors:
            raise errors[0]
        if stop.is_set():
            raise Stopped("The day was given up.")


def _run(threads: Sequence[threading.Thread], stop: threading.Event) -> None:
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        stop.set()
        for thread in threads:
            thread.join()
        raise


class _Queue:
    """An iterator that several threads may share."""

    def __init__(self, orders: Iterable[PlannedOrder]) -> None:
        self._orders = iter(orders)
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[PlannedOrder]:
        return self

    def __next__(self) -> PlannedOrder:
        with self._lock:
            return next(self._orders)
