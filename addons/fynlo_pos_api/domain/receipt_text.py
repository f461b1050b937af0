"""How a receipt says things to a guest."""

ORDER_TYPES = {
    "dine_in": "Dine in",
    "takeaway": "Takeaway",
    "delivery": "Delivery",
    "pick_up": "Pick-up",
}
TITLES = {"receipt": "Receipt", "bill": "Bill", "refund": "Refund"}
_BASE_MM, _LINE_MM = 120, 6


def number_text(value: float) -> str:
    """A quantity or a rate without zeros that say nothing.

    >>> number_text(2.0), number_text(0.25), number_text(17.5)
    ('2', '0.25', '17.5')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".")


def tax_codes(count: int) -> list[str]:
    """A letter for each rate: A to Z, then AA, AB…

    >>> tax_codes(3), tax_codes(28)[-2:]
    (['A', 'B', 'C'], ['AA', 'AB'])
    """
    codes = []
    for index in range(count):
        code, left = "", index
        while left >= 0:
            left, place = divmod(left, 26)
            code, left = chr(ord("A") + place) + code, left - 1
        codes.append(code)
    return codes


def card_text(brand: str | None, number: str | None) -> str | None:
    """A card as receipts show it.

    >>> card_text("Visa", "4242"), card_text(None, "4242"), card_text(None, None)
    ('Visa ••4242', '••4242', None)
    """
    digits = f"••{number[-4:]}" if number else ""
    return " ".join(part for part in (brand or "", digits) if part) or None


def paper_height(rows: int, characters: int) -> int:
    """How long a roll of 80 mm the receipt needs, in mm: rather too long than in two pages.

    :param rows: lines, modifiers, payments and rates
    :param characters: of the texts that may take several lines

    >>> paper_height(5, 0), paper_height(5, 90)
    (150, 168)
    """
    return _BASE_MM + _LINE_MM * (rows + characters // 30)
