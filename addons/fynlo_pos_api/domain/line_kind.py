"""What a line of an order stands for."""

from enum import StrEnum


class LineKind(StrEnum):
    """A dish, or what the till adds to dishes: derived lines."""

    ITEM = "item"
    OPEN = "open"
    DISCOUNT = "discount"
    SERVICE_CHARGE = "service_charge"
    TIP = "tip"
    REFUND_AMOUNT = "refund_amount"


LINE_KINDS: dict[LineKind, str] = {
    LineKind.ITEM: "Dish",
    LineKind.OPEN: "Dish at an open price",
    LineKind.DISCOUNT: "Discount",
    LineKind.SERVICE_CHARGE: "Service charge",
    LineKind.TIP: "Tip",
    LineKind.REFUND_AMOUNT: "Amount refunded",
}

# The lines that staff send; the others are derived.
DISHES = frozenset({LineKind.ITEM, LineKind.OPEN})
