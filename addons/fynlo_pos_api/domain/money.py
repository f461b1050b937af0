"""Money as integers of the currency's minor unit."""

from decimal import ROUND_HALF_UP, Decimal


def to_minor(value: float, decimal_places: int) -> int:
    """An amount in major units (12.95) as minor units (1295), halves away from zero.

    Goes by the decimal digits that the float stands for, so that 1.005 is one pound and
    half a penny, not a little less.

    >>> to_minor(12.95, 2), to_minor(1.005, 2), to_minor(-0.005, 2), to_minor(1200.0, 0)
    (1295, 101, -1, 1200)
    """
    scaled = Decimal(repr(value)).scaleb(decimal_places)
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_minor(amount: int, decimal_places: int) -> float:
    """Minor units (1295) as an amount in major units (12.95), as Odoo stores it.

    >>> from_minor(1295, 2), from_minor(1200, 0)
    (12.95, 1200.0)
    """
    return float(Decimal(amount).scaleb(-decimal_places))
