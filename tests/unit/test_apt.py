"""Finding Debian's mirror in what apt says of its sources."""

from pathlib import Path

import pytest

from cli import apt, debian
from cli.errors import CliError

DEBIAN = "http://mirror.invalid/debian/|bookworm|Debian|main"
SECURITY = "http://mirror.invalid/debian-security/|bookworm-security|Debian|main"
UBUNTU = "http://mirror.invalid/ubuntu/|noble|Ubuntu|main"
OTHER = "https://other.invalid/node|nodistro|. nodistro|main"


def test_the_main_archive_is_chosen_and_not_security() -> None:
    targets = "\n".join((OTHER, SECURITY, DEBIAN))
    assert apt.mirror_in(targets, debian=True) == "http://mirror.invalid/debian/"


def test_before_the_lists_are_fetched_the_origin_is_empty() -> None:
    targets = DEBIAN.replace("|Debian|", "||")
    assert apt.mirror_in(targets, debian=True) == "http://mirror.invalid/debian/"
    assert apt.mirror_in(targets, debian=False) is None


def test_ubuntu_has_no_debian_mirror() -> None:
    assert apt.mirror_in(UBUNTU, debian=False) is None
    assert apt.mirror_in("", debian=True) is None


def test_the_error_names_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "run", lambda command: UBUNTU)
    monkeypatch.setattr(apt, "_is_debian", lambda: False)
    with pytest.raises(CliError, match=r"FYNLO_DEBIAN_MIRROR.*ODOO_PATH"):
        apt.find_mirror()


def test_the_keyring_is_installed_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keyring = tmp_path / "debian-archive-keyring.gpg"
    installed = []

    def install(package: str, why: str) -> None:
        installed.append((package, why))
        keyring.touch()

    monkeypatch.setattr(apt, "KEYRINGS", (str(tmp_path / "other.pgp"), str(keyring)))
    monkeypatch.setattr(debian, "install", install)
    assert apt.find_keyring() == str(keyring)
    assert apt.find_keyring() == str(keyring)
    assert installed == [("debian-archive-keyring", "Odoo 19, which comes from Debian,")]


def test_a_keyring_that_may_not_be_installed_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(apt, "KEYRINGS", (str(tmp_path / "none.gpg"),))
    monkeypatch.setattr(debian, "_root_prefix", lambda: None)
    with pytest.raises(CliError, match=r"sudo apt-get install .* debian-archive-keyring"):
        apt.find_keyring()
