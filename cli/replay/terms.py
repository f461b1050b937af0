"""What the server calls the things that the file names: money, dishes, and ways to pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .api import Json
from .errors import ReplayError
from .plan import PlannedLine, PlannedOrder
from .source import Dish

# Money that is not counted in hundredths would be read wrongly.
OTHER_MINOR_UNITS = frozenset(
    {
        *("BHD", "BIF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD"),
        *("LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)


def checked_currency(currency: str) -> str:
    """Return the currency; raises ReplayError when its minor unit is not a hundredth."""
    if currency in OTHER_MINOR_UNITS:
        raise ReplayError(f"Prices in {currency} are not brought in; only hundredths are read.")
    return currency


def money(amount: int, currency: str) -> Json:
    """Return an amount as the API takes it."""
    return {"amount": amount, "currency": currency}


def utc(at: datetime) -> str:
    """Return a time as the API takes it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Terms:
    """The ids of dishes (by name and price) and of ways to pay (by kind).

    has_kitchen: orders are sent to the kitchen.
    is_today: what is sold is sold now, and not at the time of the file.
    """

    currency: str
    products: Mapping[tuple[str, int], int]
    methods: Mapping[str, int] = field(default_factory=dict)
    has_kitchen: bool = False
    is_today: bool = False

    def at(self, name: str, moment: datetime) -> Json:
        """Return a field with a time of the past as the API takes it; none for what is now."""
        return {} if self.is_today else {name: utc(moment)}

    def lines(self, lines: Sequence[PlannedLine]) -> list[Json]:
        """Return lines as the API takes them; the server compares the prices."""
        return [
            {
                "id": str(line.id),
                "product_id": self.product(line.dish),
                "expected_price": money(line.dish.price, self.currency),
            }
            for line in lines
        ]

    def product(self, dish: Dish) -> int:
        """Return the product's id of a dish."""
        return self.products[dish.name, dish.price]

    def payment(self, order: PlannedOrder) -> Json:
        """Return the payment of an order as the API takes it."""
        body: dict[str, Any] = {
            "id": str(order.payment_id),
            "method_id": self.methods[order.method],
            "amount": money(order.total, self.currency),
            "reference": order.number,
            **self.at("paid_at", order.ordered_at),
        }
        if order.tendered != order.total:
            body["tendered"] = money(order.tendered, self.currency)
        return body
