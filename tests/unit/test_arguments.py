"""The words of ./fynlo."""

import pytest

from cli.arguments import parse


def test_up() -> None:
    options = parse(["up", "--port", "8070", "--workers", "2"])
    assert (options.module, options.function, options.packages) == ("up", "run", "runtime")
    assert (options.port, options.workers, options.host, options.log_json) == (8070, 2, None, False)


def test_tests_need_the_development_packages() -> None:
    options = parse(["test", "unit", "lint"])
    assert (options.suites, options.packages) == (["unit", "lint"], "development")


@pytest.mark.parametrize(
    "words",
    [["somewhere", "--days", "7", "--json"], ["--json", "orders"], ["--help"], []],
)
@pytest.mark.parametrize("name", ["bench", "replay"])
def test_the_rest_is_handed_on_as_it_is(name: str, words: list[str]) -> None:
    options = parse([name, *words])
    assert (options.module, options.name, options.arguments) == ("dispatch", name, words)


@pytest.mark.parametrize("words", [[], ["fly"], ["up", "--fast"], ["test", "some"]])
def test_unknown_words_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == 2
    assert "./fynlo" in capsys.readouterr().err
