"""What the guest's page says, in each of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from .language import ENGLISH
from .words_arabic import ARABIC
from .words_english import ENGLISH_WORDS
from .words_spanish import SPANISH


@dataclass(frozen=True, slots=True)
class Words:
    """All that a page says, in one language.

    `names` and `sentences` are by status; a key "ready delivery" is for one type of order only.
    """

    names: Mapping[str, str]
    sentences: Mapping[str, str]
    order_types: Mapping[str, str]
    calls: Mapping[str, str]
    call_states: Mapping[str, str]
    texts: Mapping[str, str]

    def name(self, status: str, order_type: str) -> str:
        """What a status is called, for an order of this type."""
        return _of(self.names, status, order_type)

    def sentence(self, status: str, order_type: str) -> str:
        """What a status means to the guest, for an order of this type."""
        return _of(self.sentences, status, order_type)

    def text(self, key: str, **values: object) -> str:
        """A text with its values filled in.

        >>> WORDS["en"].text("order", number="204")
        'Order 204'
        """
        return self.texts[key].format(**values)


def _of(words: Mapping[str, str], status: str, order_type: str) -> str:
    return words.get(f"{status} {order_type}") or words.get(status) or status


WORDS: dict[str, Words] = {
    ENGLISH: Words(**ENGLISH_WORDS),
    "es": Words(**SPANISH),
    "ar": Words(**ARABIC),
}
