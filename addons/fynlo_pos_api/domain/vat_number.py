"""VAT numbers, where nothing that knows each country's own check digits is installed."""

import re

_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z]{2,13}")


def is_well_formed(number: str) -> bool:
    """Whether it looks like a VAT number: a country's two letters, then digits and letters.

    >>> is_well_formed("GB 123 4567 82"), is_well_formed("123456782"), is_well_formed("GB-?")
    (True, False, False)
    """
    return bool(_NUMBER.fullmatch(number.upper().replace(" ", "").replace(".", "")))
