"""Unix sockets stay short and private."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli import sockets
from cli.errors import CliError
from cli.settings import Settings


def test_below_the_state_when_short(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "LIMIT", 1000)
    assert sockets.folder(settings) == settings.run / "sockets"


def test_elsewhere_when_the_state_is_deep(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    deep = replace(settings, state=tmp_path / ("deep" * 40))
    other = replace(settings, state=tmp_path / ("deeq" * 40))
    assert sockets.folder(deep).parent == tmp_path
    assert sockets.folder(deep) == sockets.folder(deep) != sockets.folder(other)
    assert sockets.folder(deep).stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_enter_is_refused(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    deep = replace(settings, state=tmp_path / ("deep" * 40))
    sockets.folder(deep).chmod(0o755)
    with pytest.raises(CliError, match="remove it"):
        sockets.folder(deep)
