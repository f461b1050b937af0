from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..domain.customer_search import folded, search_terms, search_text
from ..domain.phone import normalised


class TestCustomerSearch(BaseCase):
    """Finding by any part."""

    def found(self, search: str) -> bool:
        """Whether a search finds this customer."""
        text = search_text("Zoë O'Brien-García", "Zoe.B@example.com", "+447700900212")
        return all(term in text for term in search_terms(search))

    def test_any_part(self) -> None:
        for search in (
            "", "zo", "Zoë", "ZOE", "garcia", "GARCÍA zoë", "brien", "zoe.b@", "@example",
            "07700 900212", "07700", "+44 7700 900 212", "0044 7700900212", "900212", "212",
        ):  # fmt: skip
            self.assertTrue(self.found(search), search)
        for search in ("zoo", "garcia ann", "07701", "example.org", "%", "_"):
            self.assertFalse(self.found(search), search)

    def test_letters_without_an_accent_of_their_own(self) -> None:
        text = search_text("Y\u0131ld\u0131z S\u00f8rensen \u0141ukasz Stra\u00dfe", "", "")
        self.assertEqual(text, "yildiz sorensen lukasz strasse")

    @settings(deadline=None, database=None)
    @given(name=st.text(max_size=600), start=st.integers(0, 50), length=st.integers(1, 20))
    def test_any_part_of_any_name(self, name: str, start: int, length: int) -> None:
        """A word's part finds it, however it is written; no text is too long for an index."""
        text = search_text(name, "", "")
        self.assertLessEqual(len(text.encode("utf-8", "surrogatepass")), 2100)
        part = folded(text)[start : start + length].split()
        self.assertTrue(all(item in text for item in part))


class TestPhone(BaseCase):
    """Phone numbers in E.164."""

    def test_as_they_are_typed(self) -> None:
        for number, expected in (
            ("020 7946 0311", "+442079460311"),
            ("07700 900212", "+447700900212"),
            (" (020) 7946-0311 ", "+442079460311"),
            ("+44 20 7946 0311", "+442079460311"),
            ("0033 1 44 55 66 77", "+33144556677"),
        ):
            self.assertEqual(normalised(number, "GB"), expected)
        self.assertEqual(normalised("01 44 55 66 77", "FR"), "+33144556677")

    def test_what_is_none(self) -> None:
        for number in ("", "12", "call me", "07700 900212 900212", "+999 1234 5678"):
            with self.assertRaises(ValueError):
                normalised(number, "GB")
        with self.assertRaises(ValueError):
            normalised("020 7946 0311", "")
