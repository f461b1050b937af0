"""Which language a page speaks with a guest."""

from collections.abc import Sequence

ENGLISH = "en"
# Each by its own name, as one who reads only that language finds it.
LANGUAGES = {"en": "English", "es": "Español", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})
_LONGEST_HEADER = 500


def chosen(asked: str | None, accepted: str | None, restaurant: str | None) -> str:
    """The language of the page.

    :param asked: what the guest chose on the page
    :param accepted: what the browser sends as Accept-Language
    :param restaurant: the restaurant's own, as Odoo names it, e.g. es_MX

    >>> chosen("ar", "es", "en_GB"), chosen("xx", "fr, es-MX;q=0.8, en;q=0.5", "en_GB")
    ('ar', 'es')
    >>> chosen(None, "fr", "es_MX"), chosen(None, None, "fr_FR")
    ('es', 'en')
    """
    wishes = [asked or "", *_wished(accepted or ""), restaurant or ""]
    return next((code for code in map(_code, wishes) if code in LANGUAGES), ENGLISH)


def direction(language: str) -> str:
    """Whether it is read from the left or from the right.

    >>> direction("es"), direction("ar")
    ('ltr', 'rtl')
    """
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _code(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].strip().lower()


def _wished(header: str) -> Sequence[str]:
    """The languages of an Accept-Language header, the most wished for first."""
    parts = [part.partition(";") for part in header[:_LONGEST_HEADER].split(",")]
    return [name for name, _, weight in sorted(parts, key=lambda part: -_weight(part[2]))]


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text else 1.0
    except ValueError:
        return 0.0
