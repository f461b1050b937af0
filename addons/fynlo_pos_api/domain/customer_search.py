"""Finding a customer by any part of the name, the phone number or the e-mail address.

What is searched is one text, made when the customer is written: small letters without accents, the
phone number as digits. A search for each of its words is then one condition on one column.
"""

import re
import unicodedata

# Longer names are cut: every three letters of the text stand in an index.
LONGEST = 500
MOST_TERMS = 5
_PHONE = re.compile(r"[\d+()./\s-]+")
_NOT_DIGIT = re.compile(r"\D")
# Letters that Unicode does not take apart: as they are typed without them.
_PLAIN = str.maketrans(
    {"\u0131": "i", "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe"}
)


def folded(text: str) -> str:
    """Small letters without accents.

    >>> folded("Zoë GARCÍA")
    'zoe garcia'
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


def search_text(name: str, email: str, phone: str) -> str:
    """What is searched of a customer.

    >>> search_text("Zoë García", "ZG@example.com", "+44 20 7946 0311")
    'zoe garcia zg@example.com 442079460311'
    """
    words = " ".join(folded(f"{name} {email}").split())[:LONGEST]
    return f"{words} {_NOT_DIGIT.sub('', phone)[:20]}".strip()


def search_terms(text: str) -> list[str]:
    """What each has to be in a customer's search text; none: everybody.

    A phone number is one term, without the zeros that are dialled before it.

    >>> search_terms("García zg@")
    ['garcia', 'zg@']
    >>> search_terms("020 7946")
    ['207946']
    """
    digits = _NOT_DIGIT.sub("", text).lstrip("0")
    if _PHONE.fullmatch(text) and digits:
        return [digits]
    return folded(text).split()[:MOST_TERMS]


def trigrams(term: str) -> list[str]:
    """Every three letters that follow each other; none of a shorter term.

    >>> trigrams("nadia")
    ['nad', 'adi', 'dia']
    """
    return [term[start : start + 3] for start in range(len(term) - 2)]
