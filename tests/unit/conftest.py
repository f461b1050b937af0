"""Settings on folders that are thrown away."""

from pathlib import Path

import pytest

from cli.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A checkout with no addons, and empty state and cache."""
    root = tmp_path / "checkout"
    (root / "addons").mkdir(parents=True)
    (root / "requirements").mkdir()
    (root / "requirements" / "runtime.txt").write_text("one==1\n")
    return Settings(root=root, state=tmp_path / "state", cache=tmp_path / "cache")
