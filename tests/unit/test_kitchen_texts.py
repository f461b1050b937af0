"""The screens' dictionaries: every language says everything, with the same gaps to fill."""

import json
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "addons/fynlo_kitchen/static"
LANGUAGES = {path.stem: json.loads(path.read_text()) for path in FOLDER.glob("i18n/*.json")}
# The forms that a number asks for in each language (CLDR); `other` is any that is not named.
FORMS = {
    "en": {"one", "other"},
    "es": {"one", "many", "other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}


def _gaps(entry: str | dict[str, str]) -> set[str]:
    texts = [entry] if isinstance(entry, str) else list(entry.values())
    return {gap for text in texts for gap in re.findall(r"\{(\w+)\}", text)}


def test_there_are_three() -> None:
    assert set(LANGUAGES) == set(FORMS)


@pytest.mark.parametrize("language", FORMS)
def test_every_text_is_there(language: str) -> None:
    assert set(LANGUAGES[language]) == set(LANGUAGES["en"])
    for key, entry in LANGUAGES[language].items():
        assert _gaps(entry) <= _gaps(LANGUAGES["en"][key]), key
        if isinstance(entry, dict):
            assert set(entry) <= FORMS[language], key
            assert "other" in entry, key


def test_every_text_that_is_asked_for_is_there() -> None:
    sources = [path for path in FOLDER.glob("src/**/*") if path.suffix in {".js", ".xml"}]
    asked = {
        key
        for path in sources
        for key in re.findall(r"""say\(\s*["']([\w.]+)["']""", path.read_text())
        # What ends with a point is the first half of a key.
        if not key.endswith(".")
    }
    assert len(asked) > 50
    assert asked - set(LANGUAGES["en"]) == set()
