import string

from odoo.tests import BaseCase

from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus
from odoo.addons.fynlo_pos_api.schemas.order import OrderType

from ..domain.language import LANGUAGES
from ..domain.service_request import RequestKind, RequestState
from ..domain.words import WORDS

GROUPS = ("names", "sentences", "order_types", "calls", "call_states", "texts")


def placeholders(text: str) -> set[str]:
    """The values that a text takes."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class TestWords(BaseCase):
    """Every language says everything."""

    def test_every_language_is_there(self) -> None:
        self.assertEqual(set(WORDS), set(LANGUAGES))

    def test_the_same_is_said_in_each(self) -> None:
        english = WORDS["en"]
        for language, words in WORDS.items():
            for group in GROUPS:
                ours, theirs = getattr(english, group), getattr(words, group)
                self.assertEqual(list(theirs), list(ours), (language, group))
                for key, text in theirs.items():
                    self.assertTrue(text.strip(), (language, group, key))
                    self.assertEqual(placeholders(text), placeholders(ours[key]), (language, key))

    def test_every_status_call_and_type_has_words(self) -> None:
        for words in WORDS.values():
            self.assertLessEqual(set(map(str, OrderStatus)), set(words.names))
            self.assertLessEqual(set(map(str, OrderStatus)), set(words.sentences))
            self.assertEqual(set(words.order_types), set(map(str, OrderType)))
            self.assertEqual(set(words.calls), set(map(str, RequestKind)))
            self.assertEqual(set(words.call_states), set(map(str, RequestState)))

    def test_what_ready_means(self) -> None:
        words = WORDS["en"]
        self.assertEqual(words.name("delivered", "dine_in"), "Served")
        self.assertEqual(words.name("delivered", "delivery"), "Delivered")
        self.assertIn("counter", words.sentence("ready", "pick_up"))
        self.assertIn("table", words.sentence("ready", "dine_in"))
        self.assertIn("driver", words.sentence("ready", "delivery"))
