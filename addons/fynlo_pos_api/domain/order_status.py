"""The status of an order: the guest's and the kitchen's side of it, apart from its money."""

from collections import deque
from collections.abc import Mapping
from enum import StrEnum


class OrderStatus(StrEnum):
    """How far an order is."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    COOKING = "cooking"
    READY = "ready"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


# How far that is, in per cent.
PROGRESS: Mapping[OrderStatus, int] = {
    OrderStatus.PENDING: 10,
    OrderStatus.CONFIRMED: 20,
    OrderStatus.PREPARING: 40,
    OrderStatus.COOKING: 60,
    OrderStatus.READY: 80,
    OrderStatus.OUT_FOR_DELIVERY: 90,
    OrderStatus.DELIVERED: 95,
    OrderStatus.COMPLETED: 100,
    OrderStatus.CANCELLED: 0,
}

# Which statuses may follow each; one that none follows is an end.
NEXT: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.PENDING: (OrderStatus.CONFIRMED, OrderStatus.CANCELLED),
    OrderStatus.CONFIRMED: (OrderStatus.PREPARING, OrderStatus.CANCELLED),
    OrderStatus.PREPARING: (OrderStatus.COOKING, OrderStatus.READY, OrderStatus.CANCELLED),
    OrderStatus.COOKING: (OrderStatus.READY, OrderStatus.CANCELLED),
    OrderStatus.READY: (
        OrderStatus.OUT_FOR_DELIVERY,
        OrderStatus.DELIVERED,
        OrderStatus.COMPLETED,
    ),
    OrderStatus.OUT_FOR_DELIVERY: (OrderStatus.DELIVERED,),
    OrderStatus.DELIVERED: (OrderStatus.COMPLETED,),
    OrderStatus.COMPLETED: (),
    OrderStatus.CANCELLED: (),
}

ENDED = frozenset(status for status, following in NEXT.items() if not following)

LABELS: Mapping[OrderStatus, str] = {
    status: status.replace("_", " ").capitalize() for status in OrderStatus
}


def status_of(text: str) -> OrderStatus | None:
    """The status with this name; None where there is none.

    >>> status_of("ready")
    <OrderStatus.READY: 'ready'>
    >>> status_of("burnt")
    """
    return OrderStatus(text) if text in set(OrderStatus) else None


def steps_to(current: OrderStatus, wanted: OrderStatus) -> tuple[OrderStatus, ...]:
    """The fewest steps that lead from one status to another; none where no way leads there.

    >>> [str(step) for step in steps_to(OrderStatus.PENDING, OrderStatus.COOKING)]
    ['confirmed', 'preparing', 'cooking']
    >>> steps_to(OrderStatus.READY, OrderStatus.PREPARING)
    ()
    """
    ways: deque[tuple[OrderStatus, ...]] = deque([()])
    while ways:
        way = ways.popleft()
        for status in NEXT[way[-1] if way else current]:
            if status is wanted:
                return (*way, status)
            ways.append((*way, status))
    return ()
