import doctest

from odoo.tests import BaseCase

from ..domain import colour, language, page_policy, service_request, visit, words

MODULES = (colour, language, page_policy, service_request, visit, words)


class TestDomain(BaseCase):
    """What knows nothing of Odoo."""

    def test_examples(self) -> None:
        for module in MODULES:
            found = doctest.testmod(module)
            self.assertGreater(found.attempted, 0, module.__name__)
            self.assertEqual(found.failed, 0, module.__name__)

    def test_any_colour_is_readable(self) -> None:
        """On the light and the dark ground, and text on the colour itself."""
        shades = [
            f"#{red:02x}{green:02x}80" for red in range(0, 256, 51) for green in range(0, 256, 51)
        ]
        for brand in shades:
            self.assertGreaterEqual(colour.contrast(colour.text_on(brand), brand), 4.5)
            for ground in ("#ffffff", "#17191c"):
                seen = colour.readable_on(brand, ground)
                self.assertGreaterEqual(colour.contrast(seen, ground), 4.5, (brand, ground))

    def test_strange_languages(self) -> None:
        """A header that is none chooses nothing and breaks nothing."""
        for header in ("", ";;;", "es;q=x", "*", ",".join(["q"] * 900), "ar;q=nan,en;q=1"):
            self.assertIn(language.chosen(None, header, "en_GB"), language.LANGUAGES)
