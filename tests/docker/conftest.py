"""The container files, read as they stand; no Docker engine is needed."""

import configparser
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def compose() -> dict[str, Any]:
    """compose.yml."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yml").read_text())
    return loaded


@pytest.fixture(scope="session")
def steps() -> list[tuple[str, str]]:
    """The Dockerfile's steps as (word, rest), continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "docker/Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


@pytest.fixture(scope="session")
def image_env(steps: list[tuple[str, str]]) -> dict[str, str]:
    """What the image sets in the environment."""
    words = [word for step, rest in steps if step == "ENV" for word in rest.split()]
    return dict(word.split("=", 1) for word in words)


@pytest.fixture(scope="session")
def odoo_conf() -> configparser.SectionProxy:
    """The settings that are the same on every machine."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "odoo.conf")
    return parser["options"]


@pytest.fixture(scope="session")
def nginx() -> str:
    """nginx.conf."""
    return (ROOT / "docker/nginx.conf").read_text()
