"""What an employee may do without a manager: limits by role, and what they begin with."""

from typing import Any

from ..const import Role

# Owners and managers are never limited; the other roles take no orders.
LIMITED_ROLES = (Role.CASHIER, Role.SERVER)

# Yes or no; in per cent; in the company's currency. These are fields of fynlo.role.limit.
RIGHTS = ("may_void", "may_comp", "may_reopen", "may_override_price", "may_open_drawer")
PERCENTS = ("discount_percent",)
AMOUNTS = ("discount_amount", "refund_amount", "paid_out_amount", "cash_difference")

FIRST_LIMITS: dict[Role, dict[str, Any]] = {
    Role.CASHIER: {
        "discount_percent": 10.0,
        "discount_amount": 10.0,
        "cash_difference": 5.0,
        "may_open_drawer": True,
    },
    Role.SERVER: {},
}


def within(limit: float, asked: int, decimal_places: int) -> bool:
    """Whether an amount, or a share, is not above the limit.

    :param limit: in major units or in per cent
    :param asked: in minor units, or in hundredths of a per cent
    :param decimal_places: of the currency; 2 for per cent

    >>> within(10.0, 1000, 2), within(10.0, 1001, 2), within(0.29, 29, 2)
    (True, False, True)
    """
    return asked <= round(limit * 10**decimal_places)
